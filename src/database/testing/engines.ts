import type { Database } from '../index.ts';
import { parseServerAddress, ServerDatabase } from '../index.ts';
import { startPostgres } from './postgres-server.ts';
import { openTestDatabase } from './test-database.ts';

/** What a test of SQL runs on: the embedded engine, and a real server beside it. */
export const ENGINES: readonly (readonly [name: string, open: () => Promise<Database>])[] = [
  ['embedded', openTestDatabase],
  ['on a server', openOwnServer],
];

/** A server for one database; both end together. */
export async function openOwnServer(): Promise<Database> {
  const server = await startPostgres();
  const database = await ServerDatabase.open(parseServerAddress(server.addressOf(await server.newDatabase()), {}));
  return {
    query: (sql, params) => database.query(sql, params),
    script: (sql) => database.script(sql),
    transaction: (work) => database.transaction(work),
    close: async () => {
      await database.close();
      await server.close();
    },
  };
}
