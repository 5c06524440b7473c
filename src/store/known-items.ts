import type { Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';

const LINK_COLUMN: Readonly<Record<Side, string>> = { crm: 'crm_id', exchange: 'exchange_id' };

/** Of these items those that a live link names, and those that were seen without one. By index, whatever the mailbox. */
export async function findKnownItems(
  db: Queryable,
  scopeId: string,
  side: Side,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const column = LINK_COLUMN[side];
  const rows = await db.query<{ id: string }>(
    `SELECT ${column} AS id FROM raccordo.link WHERE scope_id = $1 AND ${column} = ANY($3::text[]) AND state <> 'CLOSED'
     UNION
     SELECT item_id FROM raccordo.unlinked WHERE scope_id = $1 AND side = $2 AND item_id = ANY($3::text[])`,
    [scopeId, side, ids],
  );
  return rows.map(({ id }) => id);
}
