import type { Queryable } from '../database/port.ts';
import type { JournalEntry, StoredJournalEntry } from './port.ts';

export async function addToJournal(tx: Queryable, scopeId: string, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO raccordo.journal (scope_id, run_id, link_id, side, op, reason, crm_id, exchange_id, before, after, conflict)
     SELECT $1, "runId", "linkId", side, op, reason, "crmId", "exchangeId", before, after, conflict
     FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("runId" text, "linkId" text, side text, op text, reason jsonb,
       "crmId" text, "exchangeId" text, before jsonb, after jsonb, conflict jsonb)) WITH ORDINALITY
     ORDER BY ordinality`,
    [scopeId, JSON.stringify(entries)],
  );
}

/** Newest first. */
export function listJournal(
  db: Queryable,
  scopeId: string,
  filter: { readonly linkId?: string; readonly op?: JournalEntry['op']; readonly limit: number },
): Promise<readonly StoredJournalEntry[]> {
  return db.query<StoredJournalEntry>(
    `SELECT id, at, run_id AS "runId", link_id AS "linkId", side, op, reason, crm_id AS "crmId",
       exchange_id AS "exchangeId", before, after, conflict
     FROM raccordo.journal
     WHERE scope_id = $1 AND ($2::text IS NULL OR link_id = $2) AND ($3::text IS NULL OR op = $3)
     ORDER BY id DESC LIMIT $4`,
    [scopeId, filter.linkId ?? null, filter.op ?? null, filter.limit],
  );
}

export async function countDeletions(db: Queryable, scopeId: string, hours: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM raccordo.journal
     WHERE scope_id = $1 AND op = 'delete' AND at > clock_timestamp() - make_interval(secs => $2 * 3600.0)`,
    [scopeId, hours],
  );
  return row?.count ?? 0;
}
