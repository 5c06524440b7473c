import type { Queryable } from '../database/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { Link, LinkState } from '../sync/index.ts';
import type { LinkRow } from './link-row.ts';
import { LINK_COLUMNS, linkFromRow, linkToRow } from './link-row.ts';
import type { Lease } from './port.ts';

/** How a link is found. Closed links count only where they are asked for, for their own id, and for the stamp: one that was ever used names no other item. */
const FINDERS = {
  crmId: `crm_id = ANY($2::text[]) AND state <> 'CLOSED'`,
  exchangeId: `exchange_id = ANY($2::text[]) AND state <> 'CLOSED'`,
  searchKey: `search_key = ANY($2::text[]) AND state <> 'CLOSED'`,
  stamp: `(stamp = ANY($2::text[]) OR (former_stamps <> '{}' AND former_stamps && $2::text[]))`,
  closedCrmId: `crm_id = ANY($2::text[]) AND state = 'CLOSED'`,
  closedExchangeId: `exchange_id = ANY($2::text[]) AND state = 'CLOSED'`,
  id: 'id = ANY($2::text[])',
} as const;

/** Of closed ones several may name one item: the one that was closed last comes last. */
const ORDER_OF_CLOSED = 'changed_at, id';

export async function findLinks(
  db: Queryable,
  scopeId: string,
  by: keyof typeof FINDERS,
  values: readonly string[],
): Promise<readonly Link[]> {
  if (values.length === 0) return [];
  const order = by === 'closedCrmId' || by === 'closedExchangeId' ? ORDER_OF_CLOSED : 'id';
  const rows = await db.query<LinkRow>(
    `SELECT scope_id, ${LINK_COLUMNS} FROM raccordo.link WHERE scope_id = $1 AND ${FINDERS[by]} ORDER BY ${order}`,
    [scopeId, values],
  );
  return rows.map(linkFromRow);
}

export async function pageLinks(
  db: Queryable,
  scopeId: string,
  afterId: string | null,
  limit: number,
): Promise<readonly Link[]> {
  const rows = await db.query<LinkRow>(
    `SELECT scope_id, ${LINK_COLUMNS} FROM raccordo.link
     WHERE scope_id = $1 AND id > $2 AND state <> 'CLOSED' ORDER BY id LIMIT $3`,
    [scopeId, afterId ?? '', limit],
  );
  return rows.map(linkFromRow);
}

export async function hasLinks(db: Queryable, scopeId: string): Promise<boolean> {
  const [row] = await db.query<{ any: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM raccordo.link WHERE scope_id = $1) AS "any"',
    [scopeId],
  );
  return row?.any ?? false;
}

export async function countLinks(db: Queryable, scopeId: string): Promise<Readonly<Record<LinkState, number>>> {
  const rows = await db.query<{ state: LinkState; count: number }>(
    'SELECT state, count(*)::integer AS count FROM raccordo.link WHERE scope_id = $1 GROUP BY state',
    [scopeId],
  );
  return { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
}

/** Only scopes of the same item type count: a contact and an appointment may have the same id in their CRM. */
export async function countOtherScopesLinkedTo(
  db: Queryable,
  scopeId: string,
  crmIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (crmIds.length === 0) return new Map();
  const rows = await db.query<{ crmId: string; count: number }>(
    `SELECT held.crm_id AS "crmId", count(DISTINCT held.scope_id)::integer AS count
     FROM (
       SELECT crm_id, scope_id FROM raccordo.link WHERE crm_id = ANY($2::text[]) AND state = 'LINKED'
       UNION ALL
       -- A mailbox that is getting its item at this moment.
       SELECT crm_id, scope_id FROM raccordo.intent WHERE crm_id = ANY($2::text[]) AND kind IN ('createInExchange', 'merge')
     ) AS held
     JOIN raccordo.scope other ON other.id = held.scope_id AND other.active
     JOIN raccordo.scope mine ON mine.id = $1 AND mine.item_type = other.item_type
     WHERE held.scope_id <> $1
     GROUP BY held.crm_id`,
    [scopeId, crmIds],
  );
  return new Map(rows.map((row) => [row.crmId, row.count]));
}

export async function stampsElsewhere(
  db: Queryable,
  scopeId: string,
  crmIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (crmIds.length === 0) return new Map();
  const rows = await db.query<{ crmId: string; stamps: readonly string[] }>(
    `SELECT link.crm_id AS "crmId", array_agg(DISTINCT one.stamp ORDER BY one.stamp) AS stamps
     FROM raccordo.link
     CROSS JOIN LATERAL unnest(link.former_stamps || link.stamp) AS one (stamp)
     JOIN raccordo.scope other ON other.id = link.scope_id
     JOIN raccordo.scope mine ON mine.id = $1 AND mine.item_type = other.item_type
     WHERE link.crm_id = ANY($2::text[]) AND link.state = 'LINKED' AND link.former_stamps <> '{}' AND link.scope_id <> $1
     GROUP BY link.crm_id`,
    [scopeId, crmIds],
  );
  return new Map(rows.map((row) => [row.crmId, row.stamps]));
}

const INCOMING = `jsonb_to_recordset($2::jsonb) AS new (id text, state text, ambiguous boolean,
  not_compared boolean, crm_id text, crm_version text, exchange_id text, change_key text, uid text, search_key text, stamp text, stamped boolean,
  generation integer, base_crm jsonb, base_exchange jsonb, projection integer, suppressed text[], pending boolean,
  review_reason text, given_categories text[], former_stamps text[])`;

/**
 * @throws ConnectorError `link_not_unique` (disposition `bug`): two live links would name the same item (I3)
 */
export async function putLinks(tx: Queryable, lease: Lease, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  if (links.some((link) => link.scopeId !== lease.scopeId)) throw foreignLink(lease);
  const parameters = [lease.scopeId, JSON.stringify(links.map(linkToRow))];
  try {
    await freeIdentities(tx, parameters);
    const put = await tx.query(
      `INSERT INTO raccordo.link AS old (scope_id, ${LINK_COLUMNS})
       SELECT $1, ${LINK_COLUMNS} FROM ${INCOMING}
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, ambiguous = excluded.ambiguous,
         not_compared = excluded.not_compared, crm_id = excluded.crm_id,
         crm_version = excluded.crm_version, exchange_id = excluded.exchange_id, change_key = excluded.change_key,
         uid = excluded.uid, search_key = excluded.search_key, stamp = excluded.stamp, stamped = excluded.stamped,
         generation = excluded.generation, base_crm = excluded.base_crm, base_exchange = excluded.base_exchange,
         projection = excluded.projection, suppressed = excluded.suppressed, pending = excluded.pending,
         review_reason = excluded.review_reason, given_categories = excluded.given_categories,
         former_stamps = excluded.former_stamps,
         changed_at = clock_timestamp()
       WHERE old.scope_id = excluded.scope_id
       RETURNING id`,
      parameters,
    );
    if (put.length !== links.length) throw foreignLink(lease);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ConnectorError({
      code: 'link_not_unique',
      disposition: 'bug',
      message: 'two live links of one scope would name the same item',
      itemRef: lease.scopeId,
      cause: error,
    });
  }
}

/**
 * Items may change places inside one batch (links of a group that are re-assigned), and PostgreSQL checks a unique
 * index row by row: links whose identity changes stand aside first, as closed ones, until the batch has written them.
 */
async function freeIdentities(tx: Queryable, parameters: readonly unknown[]): Promise<void> {
  await tx.query(
    `UPDATE raccordo.link old SET state = 'CLOSED' FROM ${INCOMING}
     WHERE old.scope_id = $1 AND old.id = new.id AND old.state <> 'CLOSED'
       AND (old.crm_id, old.exchange_id, old.stamp) IS DISTINCT FROM (new.crm_id, new.exchange_id, new.stamp)`,
    parameters,
  );
}

function foreignLink(lease: Lease): ConnectorError {
  return new ConnectorError({
    code: 'link_of_other_scope',
    disposition: 'bug',
    message: 'a run may write links of its own scope only',
    itemRef: lease.scopeId,
  });
}
