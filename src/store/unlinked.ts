import type { Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';
import type { NewHint, Unlinked } from './port.ts';

const COLUMNS = `u.side, u.item_id AS "itemId", u.strong_keys AS "strongKeys", u.weak_keys AS "weakKeys", u.reason, u.state`;

export async function putUnlinked(tx: Queryable, scopeId: string, items: readonly Unlinked[]): Promise<void> {
  if (items.length === 0) return;
  // The last word about an item counts; PostgreSQL refuses to touch a row twice in one statement.
  const latest = [...new Map(items.map((item) => [`${item.side} ${item.itemId}`, item])).values()];
  await tx.query(
    `INSERT INTO raccordo.unlinked (scope_id, side, item_id, strong_keys, weak_keys, reason, state)
     SELECT $1, side, "itemId", "strongKeys", "weakKeys", reason, state
     FROM jsonb_to_recordset($2::jsonb) AS item (side text, "itemId" text, "strongKeys" text[], "weakKeys" text[],
       reason jsonb, state text)
     ON CONFLICT (scope_id, side, item_id) DO UPDATE SET strong_keys = excluded.strong_keys,
       weak_keys = excluded.weak_keys, reason = excluded.reason, state = excluded.state`,
    [scopeId, JSON.stringify(latest)],
  );
  await putKeys(tx, scopeId, latest);
}

/** Whether any of the items is known under a key that it has no more. */
export async function isAnyKeyLost(tx: Queryable, scopeId: string, items: readonly Unlinked[]): Promise<boolean> {
  if (items.length === 0) return false;
  const [row] = await tx.query<{ isKeyLost: boolean }>(
    `SELECT EXISTS (
       SELECT 1
       FROM jsonb_to_recordset($2::jsonb) AS item (side text, "itemId" text, "strongKeys" text[], "weakKeys" text[])
       JOIN raccordo.unlinked u ON u.scope_id = $1 AND u.side = item.side AND u.item_id = item."itemId"
       WHERE NOT (u.strong_keys <@ item."strongKeys" AND u.weak_keys <@ item."weakKeys")
     ) AS "isKeyLost"`,
    [scopeId, JSON.stringify(items)],
  );
  return row?.isKeyLost === true;
}

async function putKeys(tx: Queryable, scopeId: string, items: readonly Unlinked[]): Promise<void> {
  const parameters = [scopeId, items.map((item) => item.side), items.map((item) => item.itemId)];
  await tx.query(
    `DELETE FROM raccordo.unlinked_key k USING unnest($2::text[], $3::text[]) AS item (side, item_id)
     WHERE k.scope_id = $1 AND k.side = item.side AND k.item_id = item.item_id`,
    parameters,
  );
  await tx.query(
    `INSERT INTO raccordo.unlinked_key (scope_id, side, kind, digest, item_id)
     SELECT DISTINCT u.scope_id, u.side, keys.kind, sha256(convert_to(keys.key, 'UTF8')), u.item_id
     FROM unnest($2::text[], $3::text[]) AS item (side, item_id)
     JOIN raccordo.unlinked u ON u.scope_id = $1 AND u.side = item.side AND u.item_id = item.item_id
     CROSS JOIN LATERAL (
       SELECT 'strong' AS kind, unnest(u.strong_keys) AS key
       UNION ALL
       SELECT 'weak', unnest(u.weak_keys)
     ) AS keys`,
    parameters,
  );
}

export async function removeUnlinked(
  tx: Queryable,
  scopeId: string,
  items: readonly { readonly side: Side; readonly itemId: string }[],
): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `DELETE FROM raccordo.unlinked u USING unnest($2::text[], $3::text[]) AS item (side, item_id)
     WHERE u.scope_id = $1 AND u.side = item.side AND u.item_id = item.item_id`,
    [scopeId, items.map((item) => item.side), items.map((item) => item.itemId)],
  );
}

export async function findUnlinkedByKeys(
  db: Queryable,
  scopeId: string,
  side: Side,
  kind: 'strong' | 'weak',
  keys: readonly string[],
): Promise<readonly Unlinked[]> {
  if (keys.length === 0) return [];
  // Arrays, not subqueries: in a first run these tables grow from nothing, and while the database has no idea of their
  // size it reads them from end to end for every chunk. An array is looked up by the index whatever it thinks.
  return db.query<Unlinked>(
    `SELECT ${COLUMNS} FROM raccordo.unlinked u
     WHERE u.scope_id = $1 AND u.side = $2 AND u.item_id = ANY (ARRAY(
       SELECT k.item_id FROM raccordo.unlinked_key k
       WHERE k.scope_id = $1 AND k.side = $2 AND k.kind = $3
         AND k.digest = ANY (ARRAY(SELECT sha256(convert_to(key, 'UTF8')) FROM unnest($4::text[]) AS wanted (key)))))
     ORDER BY u.item_id`,
    [scopeId, side, kind, keys],
  );
}

export function pageUnlinked(
  db: Queryable,
  scopeId: string,
  after: NewHint | null,
  limit: number,
): Promise<readonly Unlinked[]> {
  return db.query<Unlinked>(
    `SELECT ${COLUMNS} FROM raccordo.unlinked u
     WHERE u.scope_id = $1 AND (u.side, u.item_id) > ($2, $3) ORDER BY u.side, u.item_id LIMIT $4`,
    [scopeId, after?.side ?? '', after?.itemId ?? '', limit],
  );
}

export async function countUnlinked(
  db: Queryable,
  scopeId: string,
): Promise<Readonly<Record<Unlinked['state'], number>>> {
  const rows = await db.query<{ state: Unlinked['state']; count: number }>(
    'SELECT state, count(*)::integer AS count FROM raccordo.unlinked WHERE scope_id = $1 GROUP BY state',
    [scopeId],
  );
  const none = { ignored: 0, review: 0, wait: 0, pending: 0, not_synchronised: 0, failed: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
}
