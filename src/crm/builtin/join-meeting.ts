import type { Queryable } from '../../database/port.ts';
import type { Fields, Organizer } from '../../model/index.ts';
import { isPrivate, valueOf } from '../../model/index.ts';
import type { CrmCreate, CrmUser } from '../port.ts';
import { updateRecord } from './record-rows.ts';
import type { RecordRow, StoredRecord } from './stored-record.ts';
import { RECORD_COLUMNS, storedRecord } from './stored-record.ts';

/**
 * The same meeting lies in the calendar of everybody who is invited, under one UID: for the CRM it is one appointment.
 * Whoever's calendar is read later takes part in the record that is there. Its owner, who changes it, is from then on
 * the organizer, where the record names this user as such: what others say of themselves gives nobody a right.
 *
 * A record that is no meeting yet is joined where its owner is the organizer and none is that meeting already: that
 * calendar has not been read since.
 *
 * Within a transaction that holds `lockForWriting`.
 * @returns `null` where nobody has that meeting but as a private one
 */
export async function joinMeeting(
  tx: Queryable,
  user: CrmUser,
  { fields, uid, externalKey, isApart }: CrmCreate,
): Promise<StoredRecord | null> {
  if (uid === null || isApart === true || !isOpenMeeting(fields)) return null;
  const candidates = await appointmentsOf(tx, user.id, uid);
  // What has people in it is that meeting; what has none may be another item's of the same UID, as of a copied one.
  const found =
    candidates.find(({ record }) => isOpenMeeting(record.fields)) ??
    candidates.find(({ record, ownerEmail }) => !isPrivate(record.fields) && names(fields, ownerEmail));
  if (found === undefined) return null;
  const { record } = found;
  const people = [record.ownerId, ...record.participantIds, user.id];
  const ownerId = names(record.fields, user.email) ? user.id : record.ownerId;
  const participantIds = [...new Set(people)].filter((id) => id !== ownerId).sort();
  await tx.query(`INSERT INTO crm.joined_keys (item_type, external_key, record_id) VALUES ('appointments', $1, $2)`, [
    externalKey,
    record.id,
  ]);
  return (await updateRecord(tx, record, { ...record, ownerId, participantIds })) ?? record;
}

function isOpenMeeting(fields: Fields): boolean {
  return valueOf(fields, 'attendees') !== null && !isPrivate(fields);
}

/** Whether the meeting says that whoever has this address organizes it. */
function names(fields: Fields, email: string): boolean {
  const organizer = valueOf(fields, 'organizer') as unknown as Organizer | null;
  return organizer?.address.toLowerCase() === email.toLowerCase();
}

interface Candidate {
  readonly record: StoredRecord;
  readonly ownerEmail: string;
}

/** The user's own first, then the oldest. */
async function appointmentsOf(tx: Queryable, userId: string, uid: string): Promise<readonly Candidate[]> {
  const rows = await tx.query<RecordRow & { readonly owner_email: string }>(
    `SELECT ${RECORD_COLUMNS}, owner.email AS owner_email
     FROM crm.records r JOIN crm.users owner ON owner.id = r.owner_id
     WHERE r.item_type = 'appointments' AND r.uid = $1
     ORDER BY r.owner_id = $2 OR $2 = ANY (r.participant_ids) DESC, r.created_at, r.id`,
    [uid, userId],
  );
  return rows.map((row) => ({ record: storedRecord(row), ownerEmail: row.owner_email }));
}
