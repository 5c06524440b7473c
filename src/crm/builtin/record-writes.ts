import type { Queryable } from '../../database/port.ts';
import type { ConnectorError, Fields, ItemType } from '../../model/index.ts';
import type { Acceptance, Origin } from './accept-fields.ts';
import { acceptFields } from './accept-fields.ts';
import type { Actor } from './actor.ts';
import type { ReadResult } from './record-lookup.ts';
import { readRecords } from './record-lookup.ts';
import type { RecordContent } from './record-rows.ts';
import { deleteRecord, insertRecord, updateRecord } from './record-rows.ts';
import { mayChange, owns } from './rights.ts';
import type { Extra, StoredRecord } from './stored-record.ts';
import { requireActiveUsers } from './users.ts';

export type WriteResult =
  /** `changed` is false when the record already was as asked: its version stays. */
  | { readonly kind: 'done'; readonly record: StoredRecord; readonly changed: boolean }
  /** Somebody else was faster; nothing was written. */
  | { readonly kind: 'conflict'; readonly current: StoredRecord }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown' }
  /** The actor sees the record and may not do this to it. */
  | { readonly kind: 'forbidden' }
  /** A series that only its file expresses is shown only. */
  | { readonly kind: 'readOnly'; readonly reason: 'series' }
  | { readonly kind: 'refused'; readonly error: ConnectorError };

/** What may be changed besides the fields; absent stays as it is. */
export interface Placement {
  readonly ownerId?: string;
  /** Contacts only. */
  readonly shared?: boolean;
  /** Contacts only. */
  readonly lists?: readonly string[];
  /** Appointments only; the owner is never among them. */
  readonly participantIds?: readonly string[];
}

export interface RecordUpdate extends Placement {
  readonly id: string;
  /** `null` writes whatever the version is: for a person who was shown the conflict and insists. */
  readonly expectedVersion: string | null;
  /** Only the fields that change; `null` empties one. */
  readonly changes?: Fields;
}

export interface RecordCreate extends Placement {
  readonly fields: Fields;
  readonly uid?: string | null;
}

/** Within a transaction that holds `lockForWriting`. */
export async function applyCreate(
  tx: Queryable,
  itemType: ItemType,
  ownerId: string,
  create: RecordCreate,
  externalKey: string | null,
): Promise<WriteResult> {
  const accepted = acceptFields(itemType, create.fields, externalKey === null ? 'written' : 'synchronised');
  if (accepted.kind === 'refused') return accepted;
  const placement = placed(itemType, create, ownerId);
  await requireActiveUsers(tx, [ownerId, ...placement.participantIds]);
  const record = await insertRecord(tx, itemType, externalKey, {
    ...placement,
    fields: accepted.fields,
    extra: null,
    uid: create.uid ?? null,
  });
  return { kind: 'done', record, changed: true };
}

/** Within a transaction that holds `lockForWriting`. */
export async function applyUpdate(
  tx: Queryable,
  actor: Actor,
  itemType: ItemType,
  update: RecordUpdate,
  origin: Exclude<Origin, 'imported'> = 'written',
): Promise<WriteResult> {
  const read = await readOne(tx, actor, itemType, update.id);
  if (read.kind !== 'found') return read;
  const { record } = read;
  if (!mayChange(actor, record) || (movesIt(update, record) && !owns(actor, record))) return { kind: 'forbidden' };
  if (update.changes !== undefined && record.notSynchronised !== null)
    return { kind: 'readOnly', reason: record.notSynchronised };
  if (update.expectedVersion !== null && update.expectedVersion !== record.version)
    return { kind: 'conflict', current: record };

  const accepted = acceptChanges(record, update.changes ?? {}, origin);
  if (accepted.kind === 'refused') return accepted;
  const placement = placed(itemType, { ...record, ...update }, update.ownerId ?? record.ownerId);
  await requireActiveUsers(tx, newcomers(placement, record));
  const extra = update.changes === undefined ? record.extra : extraAfterChange(record);
  const content: RecordContent = { ...placement, fields: accepted.fields, extra, uid: record.uid };
  const updated = await updateRecord(tx, record, content);
  return { kind: 'done', record: updated ?? record, changed: updated !== null };
}

/** Within a transaction that holds `lockForWriting`. */
export async function applyDelete(
  tx: Queryable,
  actor: Actor,
  itemType: ItemType,
  item: { readonly id: string; readonly expectedVersion: string | null },
): Promise<WriteResult> {
  const read = await readOne(tx, actor, itemType, item.id);
  if (read.kind !== 'found') return read;
  const { record } = read;
  if (!owns(actor, record)) return { kind: 'forbidden' };
  if (item.expectedVersion !== null && item.expectedVersion !== record.version)
    return { kind: 'conflict', current: record };
  await deleteRecord(tx, record);
  return { kind: 'done', record, changed: true };
}

async function readOne(tx: Queryable, actor: Actor, itemType: ItemType, id: string): Promise<ReadResult> {
  return (await readRecords(tx, actor, itemType, [id]))[0] ?? { kind: 'unknown' };
}

/** Who takes part in a meeting stays through changes, though nobody may write it by hand. */
function acceptChanges(record: StoredRecord, changes: Fields, origin: Origin): Acceptance {
  if (record.notSynchronised !== null) return { kind: 'accepted', fields: record.fields };
  if (origin === 'synchronised') return acceptFields(record.itemType, { ...record.fields, ...changes }, origin);
  const { organizer, attendees, ...writable } = record.fields;
  const accepted = acceptFields(record.itemType, { ...writable, ...changes }, origin);
  if (accepted.kind === 'refused') return accepted;
  const people = {
    ...(organizer === undefined ? {} : { organizer }),
    ...(attendees === undefined ? {} : { attendees }),
  };
  return { kind: 'accepted', fields: { ...accepted.fields, ...people } };
}

/** A meeting of an earlier version has the lines of its file, which are wrong once a field differs. */
function extraAfterChange({ extra, notSynchronised }: StoredRecord): Extra | null {
  return extra?.kind === 'verbatim' && notSynchronised === null ? null : extra;
}

type Placed = Pick<RecordContent, 'ownerId' | 'shared' | 'lists' | 'participantIds'>;

function placed(itemType: ItemType, wanted: Placement, ownerId: string): Placed {
  const distinct = (texts: readonly string[] | undefined) => [...new Set(texts ?? [])].sort();
  const contact = itemType === 'contacts';
  return {
    ownerId,
    shared: contact && (wanted.shared ?? false),
    lists: contact ? distinct(wanted.lists) : [],
    participantIds: contact ? [] : distinct(wanted.participantIds).filter((id) => id !== ownerId),
  };
}

/** Whether an update touches what only the owner decides. */
function movesIt(update: RecordUpdate, record: StoredRecord): boolean {
  return (
    (update.ownerId !== undefined && update.ownerId !== record.ownerId) ||
    (update.shared !== undefined && update.shared !== record.shared) ||
    update.participantIds !== undefined
  );
}

function newcomers(placement: Placed, record: StoredRecord): readonly string[] {
  const present = new Set([record.ownerId, ...record.participantIds]);
  return [placement.ownerId, ...placement.participantIds].filter((id) => !present.has(id));
}
