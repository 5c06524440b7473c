import type { Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';
import type { Hint, NewHint } from './port.ts';

interface HintRow {
  readonly side: Side;
  readonly itemId: string;
  readonly version: string;
}

/** Seen again is a new version: whoever read the old one may not remove the hint any more. */
const SEEN_AGAIN = `ON CONFLICT (scope_id, side, item_id) DO UPDATE SET version = nextval('raccordo.hint_version')`;

export async function addHints(tx: Queryable, scopeId: string, hints: readonly NewHint[]): Promise<void> {
  if (hints.length === 0) return;
  await tx.query(
    `INSERT INTO raccordo.hint (scope_id, side, item_id)
     SELECT DISTINCT $1, side, item_id FROM unnest($2::text[], $3::text[]) AS seen (side, item_id)
     ${SEEN_AGAIN}`,
    [scopeId, hints.map((hint) => hint.side), hints.map((hint) => hint.itemId)],
  );
}

export async function hintEverything(tx: Queryable, scopeId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `WITH everything AS (
       SELECT 'crm' AS side, crm_id AS item_id FROM raccordo.link
         WHERE scope_id = $1 AND state <> 'CLOSED' AND crm_id IS NOT NULL
       UNION
       SELECT 'exchange', exchange_id FROM raccordo.link
         WHERE scope_id = $1 AND state <> 'CLOSED' AND exchange_id IS NOT NULL
       UNION
       SELECT side, item_id FROM raccordo.unlinked WHERE scope_id = $1
     ), hinted AS (
       INSERT INTO raccordo.hint (scope_id, side, item_id) SELECT $1, side, item_id FROM everything
       ${SEEN_AGAIN}
       RETURNING 1
     )
     SELECT count(*)::integer AS count FROM hinted`,
    [scopeId],
  );
  return row?.count ?? 0;
}

export async function hintUndecided(tx: Queryable, scopeId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `WITH hinted AS (
       INSERT INTO raccordo.hint (scope_id, side, item_id)
       SELECT scope_id, side, item_id FROM raccordo.unlinked
       WHERE scope_id = $1 AND (state = 'review' OR reason -> 'params' ->> 'side' <> side)
       ${SEEN_AGAIN}
       RETURNING 1
     )
     SELECT count(*)::integer AS count FROM hinted`,
    [scopeId],
  );
  return row?.count ?? 0;
}

export async function listHints(
  db: Queryable,
  scopeId: string,
  after: NewHint | null,
  limit: number,
): Promise<readonly Hint[]> {
  const rows = await db.query<HintRow>(
    `SELECT h.side, h.item_id AS "itemId", h.version
     FROM raccordo.hint h
     LEFT JOIN raccordo.quarantine q USING (scope_id, side, item_id)
     WHERE h.scope_id = $1 AND (h.side, h.item_id) > ($2, $3)
       AND (q.item_id IS NULL OR q.next_at <= clock_timestamp())
     ORDER BY h.side, h.item_id
     LIMIT $4`,
    [scopeId, after?.side ?? '', after?.itemId ?? '', limit],
  );
  return rows.map((row) => ({ side: row.side, itemId: row.itemId, version: Number(row.version) }));
}

export async function countHints(db: Queryable, scopeId: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM raccordo.hint WHERE scope_id = $1',
    [scopeId],
  );
  return row?.count ?? 0;
}

/** Removes what is still as it was read; what was seen again meanwhile stays. */
export async function removeHints(tx: Queryable, scopeId: string, hints: readonly Hint[]): Promise<void> {
  if (hints.length === 0) return;
  await tx.query(
    `DELETE FROM raccordo.hint h
     USING unnest($2::text[], $3::text[], $4::bigint[]) AS done (side, item_id, version)
     WHERE h.scope_id = $1 AND h.side = done.side AND h.item_id = done.item_id AND h.version = done.version`,
    [
      scopeId,
      hints.map((hint) => hint.side),
      hints.map((hint) => hint.itemId),
      hints.map((hint) => String(hint.version)),
    ],
  );
}
