import type { ServerAddress } from '../database/index.ts';
import { parseServerAddress } from '../database/index.ts';
import { DATABASE_VARIABLE } from './global-options.ts';
import { readText } from './text-file.ts';

/** Names a file with the address, as secrets are mounted into containers. */
const FILE_VARIABLE = 'RACCORDO_DATABASE_URL_FILE';

/**
 * @returns `null` where the database is the embedded one of the data directory
 * @throws ConnectorError `database_address_invalid`, `file_unreadable`
 */
export async function databaseAddressFrom(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServerAddress | null> {
  const text = environment[DATABASE_VARIABLE] || (await fromFile(environment[FILE_VARIABLE]));
  return text === null ? null : parseServerAddress(text, environment);
}

async function fromFile(path: string | undefined): Promise<string | null> {
  return path === undefined || path === '' ? null : (await readText(path)).trim();
}
