import type { SingleSessionDatabase } from '../single-session-database.ts';

const STATEMENT_DEADLINE_MS = 15 * 60_000;

interface TableState {
  readonly name: string;
  readonly vacuum: boolean;
}

/**
 * What PostgreSQL's background processes do on a server and nobody does in the embedded engine: clears dead rows,
 * refreshes the planner's numbers, and closes the write-ahead log, which grows without end otherwise. The thresholds
 * are those of autovacuum (20 % + 50, 10 % + 50).
 */
export async function maintainTables(db: SingleSessionDatabase): Promise<void> {
  // A session reports its own changes at most once a second, so the last ones would be missed.
  await db.query('SELECT pg_stat_force_next_flush()');
  const tables = await db.query<TableState>(`
    SELECT format('%I.%I', schemaname, relname) AS name, n_dead_tup > 50 + n_live_tup / 5 AS vacuum
    FROM pg_stat_user_tables
    WHERE n_dead_tup > 50 + n_live_tup / 5 OR n_mod_since_analyze > 50 + n_live_tup / 10
    ORDER BY name`);
  // One statement per table, so that other requests get their turn in between.
  for (const table of tables) {
    await db.maintenance(`${table.vacuum ? 'VACUUM (ANALYZE)' : 'ANALYZE'} ${table.name}`, STATEMENT_DEADLINE_MS);
  }
  await db.maintenance('CHECKPOINT', STATEMENT_DEADLINE_MS);
}
