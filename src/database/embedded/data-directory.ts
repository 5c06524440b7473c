import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectorError } from '../../model/index.ts';

/** Major version of the PostgreSQL inside the pinned PGlite; its files are not those of another major version. */
const POSTGRES_MAJOR = '18';

/** Folder of the embedded database's files. */
const FILES = 'postgres';

/**
 * Creates what is missing and closes it to others. A directory that existed may be shared on purpose: only what we make
 * ourselves is closed.
 * @returns the folder of the database files
 * @throws ConnectorError `data_directory_unusable`, `database_version_unsupported`; disposition `halt`
 */
export function prepareEmbeddedDirectory(directory: string): string {
  prepareDataDirectory(directory);
  const files = makeOwn(directory, FILES);
  refuseOtherVersion(files);
  return files;
}

/** What every data directory has, wherever its database is. @throws ConnectorError `data_directory_unusable` */
export function prepareDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unusableDirectory(directory, cause);
  }
  makeOwn(directory, 'lock');
}

/** Whether an embedded database was ever made here. */
export function hasEmbeddedDatabase(directory: string): boolean {
  return existsSync(join(directory, FILES, 'PG_VERSION'));
}

function makeOwn(directory: string, name: string): string {
  const own = join(directory, name);
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    chmodSync(own, 0o700);
  } catch (cause) {
    throw unusableDirectory(directory, cause);
  }
  return own;
}

function refuseOtherVersion(files: string): void {
  let version: string;
  try {
    version = readFileSync(join(files, 'PG_VERSION'), 'utf8').trim();
  } catch {
    return; // No cluster yet, or one whose creation was interrupted: it is made now.
  }
  if (version === POSTGRES_MAJOR || version === '') return;
  throw new ConnectorError({
    code: 'database_version_unsupported',
    disposition: 'halt',
    message: `the data directory was made by PostgreSQL ${version}, this program has ${POSTGRES_MAJOR}`,
    details: { version, expected: POSTGRES_MAJOR },
  });
}

/** What the file system said, in our words. */
export function unusableDirectory(directory: string, cause: unknown): ConnectorError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new ConnectorError({
    code: 'data_directory_unusable',
    disposition: 'halt',
    message: `the data directory ${directory} cannot be created or written (${reason})`,
    details: { directory, reason },
    cause,
  });
}
