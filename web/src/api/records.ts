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

export interface RecordChange {
  readonly itemType: ItemType;
  readonly user: string;
  /** `null` makes a new record. */
  readonly record: { readonly id: string; readonly version: string } | null;
  /** Only what changes; `null` empties a field. */
  readonly fields: object;
}

export function saveRecord({ itemType, user, record, fields }: RecordChange): Promise<unknown> {
  const query = `?user=${encodeURIComponent(user)}`;
  if (record === null) return request('POST', `/api/${itemType}${query}`, { body: { fields } });
  const options = { body: { fields }, ifMatch: `"${record.version}"` };
  return request('PATCH', `/api/${itemType}/${encodeURIComponent(record.id)}${query}`, options);
}

export function deleteRecord(
  itemType: ItemType,
  user: string,
  record: { readonly id: string; readonly version: string },
): Promise<unknown> {
  const path = `/api/${itemType}/${encodeURIComponent(record.id)}?user=${encodeURIComponent(user)}`;
  return request('DELETE', path, { ifMatch: `"${record.version}"` });
}
