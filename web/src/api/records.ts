import type {
  AppointmentPage,
  AppointmentRecord,
  ContactPage,
  ContactRecord,
  MailboxAppointments,
  MailboxContacts,
} from '../../../src/api/resources.ts';
import type { ItemType } from '../../../src/model/index.ts';
import { request } from './request.ts';

export type { AppointmentRecord, ContactRecord };
export type ContactFields = ContactRecord['fields'];
export type AppointmentFields = AppointmentRecord['fields'];

/** The records of the CRM that this user may see. */
export function listRecords(itemType: 'contacts', user: string, search: string, limit: number): Promise<ContactPage>;
export function listRecords(
  itemType: 'appointments',
  user: string,
  search: string,
  limit: number,
): Promise<AppointmentPage>;
export function listRecords(itemType: ItemType, user: string, search: string, limit: number): Promise<unknown> {
  const query = new URLSearchParams({ user, limit: String(limit) });
  // As the mailbox beside it is listed.
  if (itemType === 'appointments') query.set('order', 'descending');
  if (search !== '') query.set('search', search);
  return request('GET', `/api/${itemType}?${query}`);
}

/** What stands in the mailbox right now, asked from Exchange. */
export function listMailbox(itemType: 'contacts', account: string, limit: number): Promise<MailboxContacts>;
export function listMailbox(itemType: 'appointments', account: string, limit: number): Promise<MailboxAppointments>;
export function listMailbox(itemType: ItemType, account: string, limit: number): Promise<unknown> {
  return request('GET', `/api/accounts/${encodeURIComponent(account)}/mailbox/${itemType}?limit=${limit}`);
}

export interface RecordVersion {
  readonly id: string;
  readonly version: string;
}

export interface RecordChange {
  readonly itemType: ItemType;
  readonly user: string;
  /** `null` makes a new record. */
  readonly record: RecordVersion | null;
  /** Only what changes; `null` empties a field. */
  readonly fields: object;
}

/** @returns the record as it is now */
export function saveRecord({ itemType, user, record, fields }: RecordChange): Promise<RecordVersion> {
  const query = `?user=${encodeURIComponent(user)}`;
  if (record === null) return request('POST', `/api/${itemType}${query}`, { body: { fields } });
  const options = { body: { fields }, ifMatch: `"${record.version}"` };
  return request('PATCH', `/api/${itemType}/${encodeURIComponent(record.id)}${query}`, options);
}

export function deleteRecord(itemType: ItemType, user: string, record: RecordVersion): Promise<unknown> {
  const path = `/api/${itemType}/${encodeURIComponent(record.id)}?user=${encodeURIComponent(user)}`;
  return request('DELETE', path, { ifMatch: `"${record.version}"` });
}

/** @param photo `null` takes it away. @returns the record as it is now */
export function savePhoto(user: string, record: RecordVersion, photo: File | null): Promise<RecordVersion> {
  const path = `${photoPath(record.id)}?user=${encodeURIComponent(user)}`;
  const ifMatch = `"${record.version}"`;
  return photo === null ? request('DELETE', path, { ifMatch }) : request('PUT', path, { file: photo, ifMatch });
}

/** Where a contact's photo is shown from; `null` without one. Another photo has another address. */
export function photoAddress({ id, fields }: Pick<ContactRecord, 'id' | 'fields'>, user: string): string | null {
  const digest = fields.photo?.digest;
  return digest === undefined ? null : `${photoPath(id)}?${new URLSearchParams({ user, digest })}`;
}

function photoPath(id: string): string {
  return `/api/contacts/${encodeURIComponent(id)}/photo`;
}
