import type { Queryable } from '../database/port.ts';
import type { Link } from '../sync/index.ts';
import type { Unlinked } from './port.ts';

/** How many items of a scope stand how. */
export interface ItemCounts {
  readonly links: Readonly<Record<Link['state'], number>>;
  readonly unlinked: Readonly<Record<Unlinked['state'], number>>;
  /** Items that are still to be looked at. */
  readonly hints: number;
  readonly quarantined: number;
}

export const NO_ITEMS: ItemCounts = {
  links: { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0 },
  unlinked: { ignored: 0, review: 0, wait: 0, pending: 0, not_synchronised: 0, failed: 0 },
  hints: 0,
  quarantined: 0,
};

interface CountRow {
  readonly scopeId: string;
  readonly kind: 'links' | 'unlinked' | 'hints' | 'quarantined';
  readonly state: string;
  readonly count: number;
}

/** A parameter that is null counts everything in one pass; ids are looked up by the index of each table. */
const WANTED = '($1::text[] IS NULL OR scope_id = ANY ($1))';

/** @returns without the scopes that have no items */
export async function countItems(
  db: Queryable,
  scopeIds: readonly string[] | null,
): Promise<ReadonlyMap<string, ItemCounts>> {
  const rows = await db.query<CountRow>(
    `SELECT scope_id AS "scopeId", 'links' AS kind, state, count(*)::integer AS count
       FROM raccordo.link WHERE ${WANTED} GROUP BY scope_id, state
     UNION ALL SELECT scope_id, 'unlinked', state, count(*)::integer
       FROM raccordo.unlinked WHERE ${WANTED} GROUP BY scope_id, state
     UNION ALL SELECT scope_id, 'hints', '', count(*)::integer FROM raccordo.hint WHERE ${WANTED} GROUP BY scope_id
     UNION ALL SELECT scope_id, 'quarantined', '', count(*)::integer
       FROM raccordo.quarantine WHERE ${WANTED} GROUP BY scope_id`,
    [scopeIds],
  );
  const counts = new Map<string, ItemCounts>();
  for (const row of rows) counts.set(row.scopeId, withRow(counts.get(row.scopeId) ?? NO_ITEMS, row));
  return counts;
}

function withRow(counts: ItemCounts, { kind, state, count }: CountRow): ItemCounts {
  switch (kind) {
    case 'links':
    case 'unlinked':
      return { ...counts, [kind]: { ...counts[kind], [state]: count } };
    case 'hints':
    case 'quarantined':
      return { ...counts, [kind]: count };
  }
}
