import type { AppointmentTime, Contact, Extent, Fields, ItemType } from '../../model/index.ts';
import { extentOf, seriesOf } from '../../model/index.ts';
import type { CrmAppointment } from './kept-rule.ts';
import { UTC } from './utc.ts';

/** What is stored beside the fields to sort, page and search by; made from the fields alone. */
export interface DerivedColumns {
  readonly sortKey: string;
  /** `null` where there is no end: contacts, endless series. */
  readonly endKey: string | null;
  readonly searchText: string;
  readonly notSynchronised: 'series' | null;
  readonly companyName: string | null;
}

export function derivedColumns(itemType: ItemType, fields: Fields): DerivedColumns {
  return itemType === 'contacts' ? ofContact(fields) : ofAppointment(fields as unknown as CrmAppointment);
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

function ofAppointment(appointment: CrmAppointment): DerivedColumns {
  const attendees = appointment.attendees ?? [];
  const changes = Object.values(appointment.occurrences ?? {});
  return {
    ...spanOf(appointment),
    searchText: searchText([
      appointment.subject,
      appointment.location,
      ...changes.flatMap((change) =>
        change.kind === 'changed' ? [change.fields.subject, change.fields.location] : [],
      ),
      ...attendees.flatMap((attendee) => [attendee.name, attendee.address]),
      ...(appointment.categories ?? []),
    ]),
    notSynchronised: appointment.keptRule ? 'series' : null,
    companyName: null,
  };
}

/** A series stands where its first occurrence does and ends with its last. One without end has no `endKey`. */
function spanOf({ time, occurrences }: CrmAppointment): Pick<DerivedColumns, 'sortKey' | 'endKey'> {
  const series = seriesOf(time, occurrences ?? null, UTC);
  const extent: Extent | null = series === null ? null : extentOf(series, UTC);
  if (extent === null) return { sortKey: startKey(time), endKey: endKey(time) };
  return { sortKey: startKey(extent.first.time), endKey: extent.last === null ? null : endKey(extent.last.time) };
}

/** Dates and instants compare as text: an all-day appointment stands before the others of its day. */
function startKey(time: AppointmentTime): string {
  return time.kind === 'timed' ? time.start : time.startDate;
}

function endKey(time: AppointmentTime): string {
  return time.kind === 'timed' ? time.end : time.endDate;
}

function searchText(parts: readonly (string | null | undefined)[]): string {
  return foldText(parts.filter(isText).join('\n'));
}

function isText(part: string | null | undefined): part is string {
  return typeof part === 'string' && part !== '';
}
