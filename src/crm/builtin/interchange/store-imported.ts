import { createHash } from 'node:crypto';
import type { Database, Queryable } from '../../../database/port.ts';
import type { Fields, ItemType } from '../../../model/index.ts';
import { acceptFields } from '../accept-fields.ts';
import type { Actor } from '../actor.ts';
import { invalidInput } from '../crm-error.ts';
import { findOwnedByUids } from '../record-lookup.ts';
import type { RecordContent } from '../record-rows.ts';
import { insertRecord, lockForWriting, updateRecord } from '../record-rows.ts';
import type { Extra, StoredRecord } from '../stored-record.ts';
import { requireActiveUsers } from '../users.ts';
import type { ImportTally } from './import-report.ts';

/** One object of a file, read and not yet stored. */
export interface ImportedObject {
  readonly uid: string;
  readonly line: number;
  readonly fields: Fields;
  readonly extra: Extra | null;
}

/** One transaction each: large enough to be quick, small enough that other writers of the CRM get their turn. */
export const IMPORT_BATCH = 100;

/** A record that the owner has under the same UID is brought to what the file says; all others are made. */
export async function storeImported(
  db: Database,
  itemType: ItemType,
  ownerId: string,
  objects: readonly ImportedObject[],
  tally: ImportTally,
): Promise<void> {
  const acceptable: (ImportedObject & { readonly accepted: Fields })[] = [];
  for (const object of objects) {
    const acceptance = acceptFields(itemType, object.fields, 'imported');
    if (acceptance.kind === 'accepted') acceptable.push({ ...object, accepted: acceptance.fields });
    else tally.refuse(object.line, object.uid, acceptance.error.code, String(acceptance.error.details['problems']));
  }
  const outcomes = await db.transaction(async (tx) => {
    await lockForWriting(tx);
    await requireActiveUsers(tx, [ownerId]);
    const uids = acceptable.map((object) => object.uid);
    const present = new Map(await findOwnedByUids(tx, itemType, ownerId, uids));
    const written: ('created' | 'updated' | 'unchanged')[] = [];
    for (const object of acceptable) {
      const before = present.get(object.uid);
      const content = {
        ...(before ?? newRecord(ownerId, object.uid)),
        fields: withPhotoOf(before, object.accepted),
        extra: extraAfter(before, object),
      };
      const after = await store(tx, itemType, before, content);
      if (after !== null) present.set(object.uid, after);
      written.push(before === undefined ? 'created' : after === null ? 'unchanged' : 'updated');
    }
    return written;
  });
  for (const outcome of outcomes) tally.count(outcome);
}

function store(
  tx: Queryable,
  itemType: ItemType,
  before: StoredRecord | undefined,
  content: RecordContent,
): Promise<StoredRecord | null> {
  return before === undefined ? insertRecord(tx, itemType, null, content) : updateRecord(tx, before, content);
}

/** Most programs write cards without photos: one that carries none says nothing about the photo. */
function withPhotoOf(before: StoredRecord | undefined, fields: Fields): Fields {
  const photo = before?.fields['photo'] ?? null;
  return photo === null || 'photo' in fields ? fields : { ...fields, photo };
}

/** The zones beside a series are context: another program's definition of the same zone is no change of the series. */
function extraAfter(before: StoredRecord | undefined, object: ImportedObject): Extra | null {
  const [old, now] = [before?.extra, object.extra];
  const same = old?.kind === 'verbatim' && now?.kind === 'verbatim' && old.components.join() === now.components.join();
  return same ? old : now;
}

function newRecord(ownerId: string, uid: string): Omit<RecordContent, 'fields' | 'extra'> {
  return { ownerId, shared: false, lists: [], participantIds: [], uid };
}

/** @throws ConnectorError `crm_invalid_record` when nobody is named, `crm_user_inactive` for another user's records */
export function importOwner(actor: Actor, ownerId: string | undefined): string {
  const owner = ownerId ?? (actor.kind === 'user' ? actor.userId : undefined);
  if (owner === undefined) throw invalidInput('import', 'ownerId: is needed when no user is acting');
  if (actor.kind === 'user' && owner !== actor.userId) throw invalidInput('import', 'ownerId: must be the acting user');
  return owner;
}

/** An object without a UID gets one from its content, so that the same file imported twice makes no second record. */
export function contentUid(raw: readonly string[]): string {
  return `sha256-${createHash('sha256').update(raw.join('\n')).digest('hex').slice(0, 32)}`;
}
