import type { Database } from '../database/port.ts';

/** Rows per statement: between two of them other requests get their turn. */
const BATCH = 5_000;

export interface Retention {
  readonly journalEntries: number;
  readonly conflicts: number;
  readonly planSteps: number;
  readonly runs: number;
}

/**
 * Forgets history that is older than `days`: journal entries with the values that they keep, and finished runs with
 * their plans. Links,
 * intents and issue records are memory, not history, and stay.
 */
export async function deleteHistoryOlderThan(db: Database, days: number): Promise<Retention> {
  const journalEntries = await deleteInBatches(
    db,
    `DELETE FROM raccordo.journal WHERE id IN (
       SELECT id FROM raccordo.journal WHERE at < clock_timestamp() - make_interval(secs => $1 * 86400.0) LIMIT $2)
     RETURNING id`,
    days,
  );
  // Decided or not: what they hold stands in the journal too, and is no longer kept than that.
  const conflicts = await deleteInBatches(
    db,
    `DELETE FROM raccordo.conflict WHERE id IN (
       SELECT id FROM raccordo.conflict WHERE at < clock_timestamp() - make_interval(secs => $1 * 86400.0) LIMIT $2)
     RETURNING id`,
    days,
  );
  // They would go with their run, but a plan has as many as a mailbox has items.
  const planSteps = await deleteInBatches(
    db,
    `DELETE FROM raccordo.plan_step WHERE (run_id, ordinal) IN (
       SELECT step.run_id, step.ordinal FROM raccordo.run r JOIN raccordo.plan_step step ON step.run_id = r.id
       WHERE r.finished_at < clock_timestamp() - make_interval(secs => $1 * 86400.0) LIMIT $2)
     RETURNING ordinal`,
    days,
  );
  const runs = await deleteInBatches(
    db,
    `DELETE FROM raccordo.run WHERE ordinal IN (
       SELECT ordinal FROM raccordo.run WHERE finished_at < clock_timestamp() - make_interval(secs => $1 * 86400.0) LIMIT $2)
     RETURNING ordinal`,
    days,
  );
  return { journalEntries, conflicts, planSteps, runs };
}

async function deleteInBatches(db: Database, statement: string, days: number): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = (await db.query(statement, [days, BATCH])).length;
    total += deleted;
    if (deleted < BATCH) return total;
  }
}
