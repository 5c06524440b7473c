import type { Queryable } from '../database/port.ts';
import type { JournalEntry, JournalFilter, StoredJournalEntry } from './port.ts';

export const JOURNAL_COLUMNS = `id, at, run_id AS "runId", link_id AS "linkId", side, op, reason, crm_id AS "crmId",
  exchange_id AS "exchangeId", before, after, conflict, kept, undone_by AS "undoneBy"`;

export async function addToJournal(tx: Queryable, scopeId: string, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO raccordo.journal (scope_id, run_id, link_id, side, op, reason, crm_id, exchange_id, before, after, conflict,
       approved)
     SELECT $1, "runId", "linkId", side, op, reason, "crmId", "exchangeId", before, after, conflict,
       coalesce(approved, false)
     FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("runId" text, "linkId" text, side text, op text, reason jsonb,
       "crmId" text, "exchangeId" text, before jsonb, after jsonb, conflict jsonb, approved boolean)) WITH ORDINALITY
     ORDER BY ordinality`,
    [scopeId, JSON.stringify(entries)],
  );
}

/** Newest first. */
export function listJournal(
  db: Queryable,
  scopeId: string,
  filter: JournalFilter,
): Promise<readonly StoredJournalEntry[]> {
  return db.query<StoredJournalEntry>(
    `SELECT ${JOURNAL_COLUMNS}
     FROM raccordo.journal
     WHERE scope_id = $1 AND ($2::text IS NULL OR link_id = $2) AND ($3::text IS NULL OR op = $3)
       AND ($4::text IS NULL OR run_id = $4) AND ($5::bigint IS NULL OR id < $5)
     ORDER BY id DESC LIMIT $6`,
    [scopeId, filter.linkId ?? null, filter.op ?? null, filter.runId ?? null, filter.beforeId ?? null, filter.limit],
  );
}

export async function countDeletions(db: Queryable, scopeId: string, hours: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM raccordo.journal
     WHERE scope_id = $1 AND op = 'delete' AND NOT approved AND at > clock_timestamp() - make_interval(secs => $2 * 3600.0)`,
    [scopeId, hours],
  );
  return row?.count ?? 0;
}
