import type { Queryable } from '../database/port.ts';
import type { Reason } from '../sync/index.ts';
import type { NewHint, Unlinked } from './port.ts';

/** What the memory has of one item beside its live link. */
export interface ItemFacts {
  /** How it stands among the items without a link. */
  readonly unlinked: { readonly state: Unlinked['state']; readonly reason: Reason } | null;
  /** When its link was changed last: since then at least something that waits does. */
  readonly linkChangedAt: string | null;
  /** The newest pair that it once was in and that is closed. */
  readonly closedLinkId: string | null;
  /** A run will look at it. */
  readonly isHinted: boolean;
}

/** One statement. */
export async function itemFacts(db: Queryable, scopeId: string, { side, itemId }: NewHint): Promise<ItemFacts> {
  const end = side === 'crm' ? 'crm_id' : 'exchange_id';
  const [row] = await db.query<ItemFacts>(
    `SELECT
       (SELECT jsonb_build_object('state', state, 'reason', reason) FROM raccordo.unlinked
        WHERE scope_id = $1 AND side = $2 AND item_id = $3) AS unlinked,
       (SELECT changed_at FROM raccordo.link
        WHERE scope_id = $1 AND ${end} = $3 AND state <> 'CLOSED' LIMIT 1) AS "linkChangedAt",
       (SELECT id FROM raccordo.link
        WHERE scope_id = $1 AND ${end} = $3 AND state = 'CLOSED' ORDER BY changed_at DESC LIMIT 1) AS "closedLinkId",
       EXISTS (SELECT FROM raccordo.hint WHERE scope_id = $1 AND side = $2 AND item_id = $3) AS "isHinted"`,
    [scopeId, side, itemId],
  );
  return row ?? { unlinked: null, linkChangedAt: null, closedLinkId: null, isHinted: false };
}
