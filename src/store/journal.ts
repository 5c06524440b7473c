import type { Queryable } from '../database/port.ts';
import type { JournalEntry, JournalFilter, Settlement, StoredJournalEntry } from './port.ts';

export const JOURNAL_COLUMNS = `id, at, run_id AS "runId", link_id AS "linkId", side, op, reason, crm_id AS "crmId",
  exchange_id AS "exchangeId", before, after, conflict, kept, undone_by AS "undoneBy"`;

export async function addToJournal(tx: Queryable, scopeId: string, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO raccordo.journal (scope_id, run_id, link_id, side, op, reason, crm_id, exchange_id, before, after, conflict,
       approved, intent_id)
     SELECT $1, "runId", "linkId", side, op, reason, "crmId", "exchangeId", before, after, conflict,
       coalesce(approved, false), "intentId"
     FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("runId" text, "linkId" text, side text, op text, reason jsonb,
       "crmId" text, "exchangeId" text, before jsonb, after jsonb, conflict jsonb, approved boolean, "intentId" text))
       WITH ORDINALITY
     ORDER BY ordinality`,
    [scopeId, JSON.stringify(entries)],
  );
}

/** Before the intents go: they say which link the entries are of. @returns what was taken out of the journal */
export async function withdrawFromJournal(
  tx: Queryable,
  scopeId: string,
  { withdrawIntents = [], withdrawHalves = [] }: Pick<Settlement, 'withdrawIntents' | 'withdrawHalves'>,
): Promise<readonly JournalEntry[]> {
  const withdrawn = [...withdrawIntents.map((intentId) => ({ intentId, side: null })), ...withdrawHalves];
  if (withdrawn.length === 0) return [];
  return tx.query<JournalEntry>(
    `WITH withdrawn AS (
       SELECT i.id, i.link_id, half.side
       FROM jsonb_to_recordset($2::jsonb) AS half ("intentId" text, side text)
       JOIN raccordo.intent i ON i.id = half."intentId" AND i.scope_id = $1
     ), entry AS (
       SELECT e.id, w.side FROM withdrawn w
       JOIN raccordo.journal e ON e.scope_id = $1 AND e.link_id = w.link_id AND e.intent_id = w.id
       UNION ALL
       SELECT e.id, w.side FROM withdrawn w
       JOIN raccordo.journal e ON e.scope_id = $1 AND e.link_id IS NULL AND e.intent_id = w.id
     )
     DELETE FROM raccordo.journal j USING entry WHERE j.id = entry.id AND j.side = coalesce(entry.side, j.side)
     RETURNING j.link_id AS "linkId", j.op, j.after, j.conflict, j.intent_id AS "intentId"`,
    [scopeId, JSON.stringify(withdrawn)],
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
