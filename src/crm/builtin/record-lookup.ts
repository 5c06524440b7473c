import type { Queryable } from '../../database/port.ts';
import type { ItemType } from '../../model/index.ts';
import type { Actor } from './actor.ts';
import { mayRead } from './rights.ts';
import type { RecordRow, StoredRecord } from './stored-record.ts';
import { RECORD_COLUMNS, storedRecord } from './stored-record.ts';

export type ReadResult =
  | { readonly kind: 'found'; readonly record: StoredRecord }
  /** Deleted, and the actor could see it until then. */
  | { readonly kind: 'gone' }
  /** There is none, or none that the actor may see: which of the two is not for the actor to know. */
  | { readonly kind: 'unknown' };

/** Results in the order of `ids`. */
export async function readRecords(
  db: Queryable,
  actor: Actor,
  itemType: ItemType,
  ids: readonly string[],
): Promise<readonly ReadResult[]> {
  if (ids.length === 0) return [];
  const records = new Map((await findRecords(db, itemType, ids)).map((record) => [record.id, record]));
  const missing = ids.filter((id) => !records.has(id));
  const gone = await findDeletions(db, actor, itemType, missing);
  return ids.map((id) => {
    const record = records.get(id);
    if (record !== undefined) return mayRead(actor, record) ? { kind: 'found', record } : { kind: 'unknown' };
    return gone.has(id) ? { kind: 'gone' } : { kind: 'unknown' };
  });
}

async function findRecords(db: Queryable, itemType: ItemType, ids: readonly string[]): Promise<StoredRecord[]> {
  const rows = await db.query<RecordRow>(
    `SELECT ${RECORD_COLUMNS} FROM crm.records r WHERE r.item_type = $1 AND r.id = ANY ($2::text[])`,
    [itemType, ids],
  );
  return rows.map(storedRecord);
}

async function findDeletions(
  db: Queryable,
  actor: Actor,
  itemType: ItemType,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(
    `SELECT id FROM crm.tombstones WHERE item_type = $1 AND id = ANY ($2::text[])
       AND ($3::text IS NULL OR everyone OR $3 = ANY (audience))`,
    [itemType, ids, actor.kind === 'operator' ? null : actor.userId],
  );
  return new Set(rows.map((row) => row.id));
}

/** Records that a create with one of the keys made, or joined. Each has the key that it was found by. */
export async function findByExternalKeys(
  db: Queryable,
  itemType: ItemType,
  keys: readonly string[],
): Promise<readonly StoredRecord[]> {
  if (keys.length === 0) return [];
  const made = await db.query<RecordRow>(
    `SELECT ${RECORD_COLUMNS} FROM crm.records r WHERE r.item_type = $1 AND r.external_key = ANY ($2::text[])`,
    [itemType, keys],
  );
  const joined = await db.query<RecordRow & { readonly joined_by: string }>(
    `SELECT ${RECORD_COLUMNS}, k.external_key AS joined_by FROM crm.joined_keys k JOIN crm.records r ON r.id = k.record_id
     WHERE k.item_type = $1 AND k.external_key = ANY ($2::text[])`,
    [itemType, keys],
  );
  return [
    ...made.map(storedRecord),
    ...joined.map(({ joined_by: externalKey, ...row }) => ({
      ...storedRecord(row),
      externalKey,
      isJoined: true as const,
    })),
  ];
}

/** External keys among `keys` whose record was deleted: such a create was done once and must not be done again. */
export async function findDeletedExternalKeys(
  db: Queryable,
  itemType: ItemType,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.query<{ external_key: string }>(
    'SELECT external_key FROM crm.tombstones WHERE item_type = $1 AND external_key = ANY ($2::text[])',
    [itemType, keys],
  );
  return new Set(rows.map((row) => row.external_key));
}

/** Those of `ids` that were deleted while they were shared with everyone. */
export async function findDeletedShared(
  db: Queryable,
  itemType: ItemType,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(
    'SELECT id FROM crm.tombstones WHERE item_type = $1 AND id = ANY ($2::text[]) AND everyone',
    [itemType, ids],
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * The owner's records with one of these UIDs; of several with the same UID the oldest. A record that was made
 * here has none and goes out under its id.
 */
export async function findOwnedByUids(
  db: Queryable,
  itemType: ItemType,
  ownerId: string,
  uids: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const rows = await db.query<RecordRow>(
    `SELECT ${RECORD_COLUMNS} FROM crm.records r
     WHERE r.item_type = $1 AND r.owner_id = $2 AND (r.uid = ANY ($3::text[]) OR (r.uid IS NULL AND r.id = ANY ($3::text[])))
     ORDER BY r.created_at DESC, r.id DESC`,
    [itemType, ownerId, uids],
  );
  return new Map(rows.map((row) => [row.uid ?? row.id, storedRecord(row)]));
}
