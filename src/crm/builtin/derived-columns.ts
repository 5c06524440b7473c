import type { Appointment, Contact, Fields, ItemType } from '../../model/index.ts';

/** What is stored beside the fields to sort, page and search by; made from the fields alone. */
export interface DerivedColumns {
  readonly sortKey: string;
  readonly endKey: string | null;
  readonly searchText: string;
  readonly notSynchronised: 'series' | 'meeting' | null;
  readonly companyName: string | null;
}

export function derivedColumns(itemType: ItemType, fields: Fields): DerivedColumns {
  return itemType === 'contacts' ? ofContact(fields) : ofAppointment(fields as unknown as Appointment);
}

/** Lower case without accents, so that "perez" finds Pérez and "lodz" finds Łódź. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđßæœ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .trim();
}

/** Letters that Unicode does not take apart. */
const UNDECOMPOSED: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

function ofContact(contact: Contact): DerivedColumns {
  const name = contact.name ?? {};
  const byName = [name.surname, name.givenName].filter(isText).join(' ');
  const sortName = [byName, contact.displayName, contact.companyName, contact.email1?.address].find(isText) ?? '';
  const searched = [
    contact.displayName,
    name.givenName,
    name.middleName,
    name.surname,
    contact.nickname,
    contact.companyName,
    contact.jobTitle,
    contact.email1?.address,
    contact.email2?.address,
    contact.email3?.address,
    contact.mobilePhone,
    contact.businessPhone,
    contact.businessAddress?.city,
    contact.homeAddress?.city,
    ...(contact.categories ?? []),
  ];
  return {
    sortKey: foldText(sortName),
    endKey: null,
    searchText: searchText(searched),
    notSynchronised: null,
    companyName: contact.companyName ?? null,
  };
}

function ofAppointment(appointment: Appointment): DerivedColumns {
  const { time } = appointment;
  const attendees = appointment.attendees ?? [];
  return {
    // Dates and instants compare as text: an all-day appointment stands before the others of its day.
    sortKey: time.kind === 'timed' ? time.start : time.startDate,
    endKey: time.kind === 'timed' ? time.end : time.endDate,
    searchText: searchText([
      appointment.subject,
      appointment.location,
      ...attendees.flatMap((attendee) => [attendee.name, attendee.address]),
      ...(appointment.categories ?? []),
    ]),
    notSynchronised: appointment.recurrence ? 'series' : attendees.length > 0 ? 'meeting' : null,
    companyName: null,
  };
}

function searchText(parts: readonly (string | null | undefined)[]): string {
  return foldText(parts.filter(isText).join('\n'));
}

function isText(part: string | null | undefined): part is string {
  return typeof part === 'string' && part !== '';
}
