import type { Queryable } from '../database/port.ts';
import type { Link, LinkState } from '../sync/index.ts';
import { OLD_DELETION } from '../sync/index.ts';
import type { LinkRow } from './link-row.ts';
import { LINK_COLUMNS, linkFromRow } from './link-row.ts';

/** As the index has it, which knows its reason by heart. */
const OLD = `review_reason = '${OLD_DELETION}' AND state IN ('DET_E', 'DET_C')`;

export async function pageOldDeletions(
  db: Queryable,
  scopeId: string,
  states: readonly LinkState[],
  afterId: string | null,
  limit: number,
): Promise<readonly Link[]> {
  const rows = await db.query<LinkRow>(
    `SELECT scope_id, ${LINK_COLUMNS} FROM raccordo.link
     WHERE scope_id = $1 AND ${OLD} AND state = ANY($2::text[]) AND id > $3 ORDER BY id LIMIT $4`,
    [scopeId, states, afterId ?? '', limit],
  );
  return rows.map(linkFromRow);
}

export async function countOldDeletions(db: Queryable, scopeId: string): Promise<Readonly<Record<LinkState, number>>> {
  const rows = await db.query<{ readonly state: LinkState; readonly count: number }>(
    `SELECT state, count(*)::integer AS count FROM raccordo.link WHERE scope_id = $1 AND ${OLD} GROUP BY state`,
    [scopeId],
  );
  return { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
}

export async function leaveOldDeletions(tx: Queryable, scopeId: string, states: readonly LinkState[]): Promise<number> {
  const left = await tx.query(
    `UPDATE raccordo.link SET review_reason = NULL, changed_at = clock_timestamp()
     WHERE scope_id = $1 AND ${OLD} AND state = ANY($2::text[]) RETURNING id`,
    [scopeId, states],
  );
  return left.length;
}
