import type { Queryable } from '../database/port.ts';
import type { LinkWrites } from './port.ts';

/** Over all scopes: many mailboxes that each lose a little. */
export async function countInstallationDeletions(db: Queryable, minutes: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM raccordo.journal
     WHERE at > clock_timestamp() - make_interval(secs => $1 * 60.0) AND op = 'delete' AND NOT approved`,
    [minutes],
  );
  return row?.count ?? 0;
}

export async function countInstallationLinks(db: Queryable): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM raccordo.link l JOIN raccordo.scope s ON s.id = l.scope_id
     WHERE s.active AND l.state = 'LINKED'`,
  );
  return row?.count ?? 0;
}

/**
 * Runs that updated links within the last minutes, and how many of them wrote what an earlier run had written to the
 * same side: a person types something new, a loop says the same again. What one run says twice is an attempt that met
 * somebody's edit.
 */
export async function recentWrites(
  db: Queryable,
  scopeId: string,
  linkIds: readonly string[],
  minutes: number,
): Promise<ReadonlyMap<string, LinkWrites>> {
  if (linkIds.length === 0) return new Map();
  const rows = await db.query<LinkWrites & { readonly linkId: string }>(
    `SELECT link_id AS "linkId", count(DISTINCT run_id)::integer AS writes,
       (count(DISTINCT (run_id, side, after)) - count(DISTINCT (side, after)))::integer AS repeats
     FROM raccordo.journal
     WHERE scope_id = $1 AND link_id = ANY($2::text[]) AND op = 'update'
       AND at > clock_timestamp() - make_interval(secs => $3 * 60.0)
     GROUP BY link_id`,
    [scopeId, linkIds, minutes],
  );
  return new Map(rows.map(({ linkId, writes, repeats }) => [linkId, { writes, repeats }]));
}
