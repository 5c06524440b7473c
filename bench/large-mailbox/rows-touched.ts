import type { Database } from '../../src/database/index.ts';

/** What a piece of work cost the database. */
export interface RowsTouched {
  /** Rows and index entries that were read, whether or not anybody saw them. */
  readonly read: number;
  readonly written: number;
  /** Where they were read: the tables, with how much of each. */
  readonly tables: Readonly<Record<string, number>>;
}

interface Row {
  readonly table: string;
  readonly read: number;
  readonly written: number;
}

/**
 * Counts rows by the statistics of the database itself, so that a count over a whole mailbox cannot hide behind its
 * one line of an answer. Tables of a hundred rows are read from end to end because that is cheaper; so that only the
 * ways of access are compared, this session takes an index where there is one.
 */
export async function rowsTouched(db: Database, work: () => Promise<unknown>): Promise<RowsTouched> {
  await db.script('SET enable_seqscan = off');
  const before = await statistics(db);
  await work();
  const after = await statistics(db);
  const tables: Record<string, number> = {};
  let [read, written] = [0, 0];
  for (const row of after) {
    const old = before.find(({ table }) => table === row.table);
    const reads = row.read - (old?.read ?? 0);
    if (reads > 0) tables[row.table] = reads;
    read += reads;
    written += row.written - (old?.written ?? 0);
  }
  return { read, written, tables };
}

async function statistics(db: Database): Promise<readonly Row[]> {
  await db.query('SELECT pg_stat_force_next_flush()');
  return db.query<Row>(`
    SELECT t.relname AS "table",
      (t.seq_tup_read + coalesce((SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid), 0))::float8 AS read,
      (t.n_tup_ins + t.n_tup_upd + t.n_tup_del)::float8 AS written
    FROM pg_stat_user_tables t WHERE t.schemaname = 'raccordo'`);
}
