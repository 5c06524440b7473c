import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectorError } from '../model/index.ts';
import { hasEmbeddedDatabase, unusableDirectory } from './embedded/data-directory.ts';
import type { ServerAddress } from './server/server-address.ts';
import { nameOf } from './server/server-address.ts';

/** Says in the data directory that its database is on a server, and for people on which. */
const FILE = 'database';

/**
 * Without the address of its server a data directory would begin an embedded database, empty, beside the real one.
 * @throws ConnectorError `database_is_on_server`
 */
export function refuseDatabaseOnServer(directory: string): void {
  const server = serverOf(directory);
  if (server === null) return;
  throw new ConnectorError({
    code: 'database_is_on_server',
    disposition: 'halt',
    message: `the database of this data directory is on the server ${server}, and no address was given`,
    details: { server },
  });
}

/**
 * An embedded database is not carried over by naming a server: the memory of the pairs would be left behind.
 * @throws ConnectorError `database_is_embedded`
 */
export function refuseEmbeddedDatabase(directory: string, address: ServerAddress): void {
  if (!hasEmbeddedDatabase(directory)) return;
  throw new ConnectorError({
    code: 'database_is_embedded',
    disposition: 'halt',
    message: `the data directory ${directory} has an embedded database, and the address of a server was given`,
    details: { directory, server: nameOf(address) },
  });
}

/** @throws ConnectorError `data_directory_unusable` */
export function rememberServer(directory: string, address: ServerAddress): void {
  if (serverOf(directory) === nameOf(address)) return;
  try {
    writeFileSync(join(directory, FILE), `${nameOf(address)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw unusableDirectory(directory, cause);
  }
}

function serverOf(directory: string): string | null {
  try {
    return readFileSync(join(directory, FILE), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusableDirectory(directory, error);
  }
}
