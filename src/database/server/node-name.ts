import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unusableDirectory } from '../embedded/data-directory.ts';

/**
 * Names the data directory among those that share a database. Whoever holds the lock of a directory knows that what ran
 * in it before has ended, and may take back at once what that left behind; what runs in other directories it leaves alone.
 * @throws ConnectorError `data_directory_unusable`
 */
export function readOrCreateNodeName(directory: string): string {
  const file = join(directory, 'node');
  try {
    const known = textOf(file);
    if (known !== null) return known;
    const name = randomUUID();
    writeFileSync(file, `${name}\n`, { mode: 0o600 });
    return name;
  } catch (cause) {
    throw unusableDirectory(directory, cause);
  }
}

/** `null` where there is none, or one that a crash left half written. */
function textOf(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return /^[0-9a-f-]{36}$/.test(text) ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
