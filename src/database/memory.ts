import { PGlite } from '@electric-sql/pglite';
import type { Connection } from './connection.ts';
import { PARSERS } from './pglite/pg-values.mjs';
import type { Database, Row } from './port.ts';
import { SingleSessionDatabase } from './single-session-database.ts';
import { engineErrorFrom, sqlError } from './sql-error.ts';

export interface MemoryOptions {
  /** An archive of the files of a cluster (`dumpDataDir`), to begin with a copy of it; a new one by default. */
  readonly cluster?: Blob;
}

/** A database that forgets everything at the end of the process: for tests and dry worlds. */
export async function openMemoryDatabase({ cluster }: MemoryOptions = {}): Promise<Database> {
  const pg = await PGlite.create({ parsers: PARSERS, ...(cluster === undefined ? {} : { loadDataDir: cluster }) });
  await pg.exec(`SET TIME ZONE 'UTC'`);
  return new SingleSessionDatabase(inThread(pg));
}

function inThread(pg: PGlite): Connection {
  const translated = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw sqlError(engineErrorFrom(thrown));
    }
  };
  return {
    run: (sql, params) => translated(async () => (await pg.query<Row>(sql, [...params])).rows),
    runScript: (sql) =>
      translated(async () => {
        await pg.exec(sql);
      }),
    close: () => pg.close(),
  };
}
