import { z } from 'zod';
import type { Queryable } from '../../database/port.ts';
import type { ItemType } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { CrmChangePage, CrmMark } from '../port.ts';
import type { Actor } from './actor.ts';
import { cursorInvalid, decodeCursor, encodeCursor } from './page-cursor.ts';
import { readableCondition, readerParameter } from './rights.ts';

/**
 * First all records that the user may see, in order of id; then everything that happened since that
 * enumeration began. Whatever is made, changed or deleted while it runs is in the second part.
 */
const cursorSchema = z.strictObject({
  feed: z.string(),
  position: z.string().regex(/^\d+$/),
  /** The last id that was listed; absent once the enumeration is complete. */
  listedTo: z.string().optional(),
});
type Cursor = z.infer<typeof cursorSchema>;

const PAGE_SIZE = 500;

/** @throws ConnectorError with disposition `resync`: another database, or an older one restored */
export async function listChanges(
  db: Queryable,
  actor: Actor,
  itemType: ItemType,
  cursor: string | null,
  pageSize = PAGE_SIZE,
): Promise<CrmChangePage> {
  // Read before the entries: what is committed in between lies beyond it and is left to the next page.
  const now = await feedPosition(db);
  if (cursor === null) return enumerate(db, actor, itemType, now, now, pageSize);
  const from = decodeCursor(cursorSchema, cursor);
  if (from.feed !== now.feed) throw cursorInvalid('it belongs to another database');
  if (BigInt(from.position) > BigInt(now.position)) throw wentBack();
  return from.listedTo === undefined
    ? follow(db, actor, itemType, from, now, pageSize)
    : enumerate(db, actor, itemType, from, now, pageSize);
}

function wentBack(): ConnectorError {
  return new ConnectorError({
    code: 'crm_position_ahead',
    disposition: 'resync',
    message: 'The position in the CRM lies beyond its newest change: an older database was restored',
  });
}

/** The position of the feed goes back when an older state of the database is restored. */
export async function feedMark(db: Queryable): Promise<CrmMark> {
  const { feed, position } = await feedPosition(db);
  return { instance: feed, highWater: Number(position) };
}

async function feedPosition(db: Queryable): Promise<Cursor> {
  const rows = await db.query<{ feed_id: string; position: string }>(
    'SELECT feed_id, position::text AS position FROM crm.feed',
  );
  return { feed: rows[0]?.feed_id ?? '', position: rows[0]?.position ?? '0' };
}

async function enumerate(
  db: Queryable,
  actor: Actor,
  itemType: ItemType,
  from: Cursor,
  now: Cursor,
  pageSize: number,
): Promise<CrmChangePage> {
  const rows = await db.query<{ id: string; version: string }>(
    `SELECT r.id, r.version::text AS version FROM crm.records r
     WHERE r.item_type = $1 AND ${readableCondition('$2')} AND r.id > $3 ORDER BY r.id LIMIT ${pageSize + 1}`,
    [itemType, readerParameter(actor), from.listedTo ?? ''],
  );
  const page = rows.slice(0, pageSize);
  const unlisted = rows.length > pageSize;
  const { feed, position } = from;
  const next: Cursor = unlisted ? { feed, position, listedTo: page.at(-1)?.id ?? '' } : { feed, position };
  // What happened while we listed comes next, and the listing is the truth only with it.
  return { upserts: page, deletes: [], cursor: encodeCursor(next), more: unlisted || now.position !== position };
}

async function follow(
  db: Queryable,
  actor: Actor,
  itemType: ItemType,
  from: Cursor,
  now: Cursor,
  pageSize: number,
): Promise<CrmChangePage> {
  const rows = await db.query<{ id: string; version: string; deleted: boolean; position: string }>(
    `SELECT c.record_id AS id, c.version::text AS version, c.deleted, c.position::text AS position FROM crm.changes c
     WHERE c.item_type = $1 AND c.position > $2::bigint AND c.position <= $3::bigint
       AND ($4::text IS NULL OR c.everyone OR $4 = ANY (c.audience))
     ORDER BY c.position LIMIT ${pageSize + 1}`,
    [itemType, from.position, now.position, readerParameter(actor)],
  );
  const more = rows.length > pageSize;
  const page = rows.slice(0, pageSize);
  const latest = new Map(page.map((row) => [row.id, row]));
  const position = more ? (page.at(-1)?.position ?? from.position) : now.position;
  return {
    upserts: [...latest.values()].filter((row) => !row.deleted).map(({ id, version }) => ({ id, version })),
    deletes: [...latest.values()].filter((row) => row.deleted).map((row) => row.id),
    cursor: encodeCursor({ feed: now.feed, position }),
    more,
  };
}
