import type { Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';
import { JOURNAL_COLUMNS } from './journal.ts';
import type { KeptValues, LinkHistory, RunHistory, StoredJournalEntry, UndoneLink } from './port.ts';

/** @param limit links of one page; a run writes a handful of entries for each */
export async function pageRunHistory(
  db: Queryable,
  scopeId: string,
  runId: string,
  afterLinkId: string | null,
  limit: number,
): Promise<readonly LinkHistory[]> {
  const entries = await db.query<StoredJournalEntry & { readonly linkId: string }>(
    `SELECT ${JOURNAL_COLUMNS} FROM raccordo.journal
     WHERE run_id = $2 AND scope_id = $1 AND undone_by IS NULL AND link_id IN (
       SELECT DISTINCT link_id FROM raccordo.journal
       WHERE run_id = $2 AND scope_id = $1 AND undone_by IS NULL AND link_id > $3 ORDER BY link_id LIMIT $4)
     ORDER BY link_id, journal.id`,
    [scopeId, runId, afterLinkId ?? '', limit],
  );
  const byLink = new Map<string, StoredJournalEntry[]>();
  for (const entry of entries) {
    const own = byLink.get(entry.linkId);
    if (own === undefined) byLink.set(entry.linkId, [entry]);
    else own.push(entry);
  }
  const later = await writtenSince(db, scopeId, runId, [...byLink.keys()]);
  return [...byLink].map(([linkId, own]) => ({ linkId, entries: own, writtenSince: later.get(linkId) ?? [] }));
}

async function writtenSince(
  db: Queryable,
  scopeId: string,
  runId: string,
  linkIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Side[]>> {
  const rows = await db.query<{ linkId: string; side: Side }>(
    `SELECT DISTINCT later.link_id AS "linkId", later.side
     FROM raccordo.journal later
     WHERE later.scope_id = $1 AND later.link_id = ANY ($3::text[]) AND later.op = 'create'
       AND later.undone_by IS NULL AND later.run_id <> $2
       AND later.id > (SELECT max(id) FROM raccordo.journal own
         WHERE own.scope_id = $1 AND own.link_id = later.link_id AND own.run_id = $2 AND own.side = later.side)`,
    [scopeId, runId, linkIds],
  );
  const sides = new Map<string, Side[]>();
  for (const { linkId, side } of rows) sides.set(linkId, [...(sides.get(linkId) ?? []), side]);
  return sides;
}

export async function describeRunHistory(db: Queryable, scopeId: string, runId: string): Promise<RunHistory> {
  const [row] = await db.query<RunHistory>(
    `SELECT count(*) FILTER (WHERE op = 'create')::integer AS creates,
       count(*) FILTER (WHERE op = 'update')::integer AS updates,
       count(*) FILTER (WHERE op = 'delete')::integer AS deletes,
       count(*) FILTER (WHERE link_id IS NOT NULL)::integer AS entries,
       count(*) FILTER (WHERE link_id IS NOT NULL AND undone_by IS NOT NULL)::integer AS undone
     FROM raccordo.journal WHERE scope_id = $1 AND run_id = $2`,
    [scopeId, runId],
  );
  return row ?? { creates: 0, updates: 0, deletes: 0, entries: 0, undone: 0 };
}

export async function noteKept(tx: Queryable, scopeId: string, kept: readonly KeptValues[]): Promise<void> {
  if (kept.length === 0) return;
  await tx.query(
    `UPDATE raccordo.journal SET kept = new.fields
     FROM jsonb_to_recordset($2::jsonb) AS new ("runId" text, "linkId" text, side text, fields jsonb)
     WHERE journal.id = (SELECT max(id) FROM raccordo.journal j
       WHERE j.scope_id = $1 AND j.link_id = new."linkId" AND j.run_id = new."runId" AND j.side = new.side
         AND j.op IN ('create', 'update'))`,
    [scopeId, JSON.stringify(kept)],
  );
}

/** Taking back a run that took another one back puts that one into effect again. */
export async function markUndone(tx: Queryable, scopeId: string, undone: readonly UndoneLink[]): Promise<void> {
  if (undone.length === 0) return;
  await tx.query(
    `UPDATE raccordo.journal SET undone_by = CASE WHEN run_id = new."runId" THEN new.by END
     FROM jsonb_to_recordset($2::jsonb) AS new ("runId" text, "linkId" text, by text)
     WHERE scope_id = $1 AND link_id = new."linkId" AND (run_id = new."runId" OR undone_by = new."runId")`,
    [scopeId, JSON.stringify(undone)],
  );
}
