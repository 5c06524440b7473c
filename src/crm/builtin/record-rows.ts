import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../../database/port.ts';
import type { Fields, FieldValue, ItemType } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import { derivedColumns } from './derived-columns.ts';
import type { Extra, RecordRow, StoredRecord } from './stored-record.ts';
import { RECORD_COLUMNS, storedRecord } from './stored-record.ts';

/** Everything of a record that a caller may set. `fields` in their normal form. */
export interface RecordContent {
  readonly fields: Fields;
  readonly extra: Extra | null;
  readonly ownerId: string;
  readonly shared: boolean;
  readonly lists: readonly string[];
  readonly participantIds: readonly string[];
  readonly uid: string | null;
}

/**
 * Serialises the writers of the CRM for the rest of the transaction. The change feed would do so anyway with
 * the first change; taking the lock before any record is locked makes a deadlock impossible.
 */
export async function lockForWriting(tx: Queryable): Promise<void> {
  await tx.query('SELECT position FROM crm.feed FOR UPDATE');
}

export async function insertRecord(
  tx: Queryable,
  itemType: ItemType,
  externalKey: string | null,
  content: RecordContent,
): Promise<StoredRecord> {
  const rows = await tx.query<RecordRow>(
    `INSERT INTO crm.records AS r (id, item_type, external_key, fields, extra, owner_id, shared, lists, participant_ids,
       uid, sort_key, end_key, search_text, not_synchronised, company_id)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8::text[], $9::text[], $10, $11, $12, $13, $14, ${COMPANY_BY_NAME})
     RETURNING ${RECORD_COLUMNS}`,
    [randomUUID(), itemType, externalKey, ...contentParameters(itemType, content)],
  );
  return storedRecord(rows[0] as RecordRow);
}

/** @returns `null` when nothing differs: no new version, nothing in the feed */
export async function updateRecord(
  tx: Queryable,
  current: StoredRecord,
  content: RecordContent,
): Promise<StoredRecord | null> {
  if (sameContent(current, content)) return null;
  const rows = await tx.query<RecordRow>(
    `UPDATE crm.records AS r SET version = r.version + 1, updated_at = now(), fields = $4::jsonb, extra = $5::jsonb,
       owner_id = $6, shared = $7, lists = $8::text[], participant_ids = $9::text[], uid = $10, sort_key = $11,
       end_key = $12, search_text = $13, not_synchronised = $14, company_id = ${COMPANY_BY_NAME}
     WHERE r.id = $1 AND r.item_type = $2 AND r.version = $3::integer
     RETURNING ${RECORD_COLUMNS}`,
    [current.id, current.itemType, current.version, ...contentParameters(current.itemType, content)],
  );
  return storedRecord(rows[0] as RecordRow);
}

export async function deleteRecord(tx: Queryable, record: StoredRecord): Promise<void> {
  await tx.query('DELETE FROM crm.records WHERE id = $1', [record.id]);
}

const COMPANY_BY_NAME = '(SELECT c.id FROM crm.companies c WHERE lower(c.name) = lower($15::text))';

function contentParameters(itemType: ItemType, content: RecordContent): readonly unknown[] {
  const derived = derivedColumns(itemType, content.fields);
  return [
    JSON.stringify(content.fields),
    content.extra === null ? null : JSON.stringify(content.extra),
    content.ownerId,
    content.shared,
    content.lists,
    content.participantIds,
    content.uid,
    derived.sortKey,
    derived.endKey,
    derived.searchText,
    derived.notSynchronised,
    derived.companyName,
  ];
}

function sameContent(current: StoredRecord, content: RecordContent): boolean {
  const comparable = (of: RecordContent): FieldValue => ({
    fields: of.fields,
    extra: of.extra as unknown as FieldValue,
    ownerId: of.ownerId,
    shared: of.shared,
    lists: of.lists,
    participantIds: of.participantIds,
    uid: of.uid,
  });
  if (canonicalText(comparable(current)) !== canonicalText(comparable(content))) return false;
  // An empty field of an occurrence is a change of it, and the only place where absent is something else than empty.
  return isDeepStrictEqual(current.fields['occurrences'], content.fields['occurrences']);
}
