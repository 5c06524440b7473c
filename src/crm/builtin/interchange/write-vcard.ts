import type { Contact } from '../../../model/index.ts';
import { CONTACT_PHONE_FIELDS } from '../../../model/index.ts';
import { foldLine, formatContentLine } from './content-line.ts';
import { escapeText } from './text-value.ts';
import { writeAddress } from './vcard-address.ts';
import type { VcardPhoto } from './vcard-photo.ts';
import { photoLine } from './vcard-photo.ts';
import type { AddressField } from './vcard-properties.ts';
import {
  ADDRESS_TYPES,
  ANNIVERSARY_PROPERTIES,
  CHILD_PROPERTIES,
  DERIVED_PARAM,
  FIELD_PARAM,
  MAILING_ADDRESS,
  NAME_PARAM,
  PHONE_PROPERTIES,
  TEXT_PROPERTIES,
} from './vcard-properties.ts';

export type VcardVersion = '3.0' | '4.0';

export interface VcardSource {
  readonly uid: string;
  readonly contact: Contact;
  readonly photo: VcardPhoto | null;
  /** Lines of an imported card that no field expresses. */
  readonly lines: readonly string[];
  /** ISO instant of the last change. */
  readonly revision: string;
}

type Param = readonly [string, string];

/** One folded card, CRLF at the end. Reading it gives the same fields. */
export function writeVcard(source: VcardSource, version: VcardVersion): string {
  const { contact } = source;
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    'PRODID:-//Raccordo//Raccordo//EN',
    text('UID', source.uid),
    ...nameLines(contact),
    ...organisationLines(contact),
    ...TEXT_PROPERTIES.flatMap(([field, [property]]) => optional(property, contact[field])),
    ...emailLines(contact, version),
    ...phoneLines(contact),
    ...addressLines(contact, version),
    ...webLines(contact),
    ...dateLines(contact, version),
    ...(contact.children ?? []).map((child) => text(CHILD_PROPERTIES[0], child)),
    ...optional('NOTE', contact.notes),
    ...(contact.categories?.length ? [`CATEGORIES:${contact.categories.map(escapeText).join(',')}`] : []),
    ...classificationLines(contact, version),
    ...(source.photo === null ? [] : [photoLine(source.photo, version)]),
    ...source.lines,
    `REV:${source.revision.replace(/\.\d+/, '').replace(/[-:]/g, '')}`,
    'END:VCARD',
  ];
  return lines.map(foldLine).join('');
}

function text(name: string, value: string, params: readonly Param[] = []): string {
  return formatContentLine(name, params, escapeText(value));
}

function optional(name: string, value: string | null | undefined, params: readonly Param[] = []): string[] {
  return value ? [text(name, value, params)] : [];
}

function nameLines(contact: Contact): string[] {
  const { surname, givenName, middleName, title, suffix, initials } = contact.name ?? {};
  const derived =
    [givenName, surname].filter(Boolean).join(' ') || contact.companyName || contact.email1?.address || '';
  return [
    contact.displayName ? text('FN', contact.displayName) : text('FN', derived, [[DERIVED_PARAM, 'TRUE']]),
    `N:${[surname, givenName, middleName, title, suffix].map((part) => escapeText(part ?? '')).join(';')}`,
    ...optional('X-RACCORDO-INITIALS', initials),
  ];
}

function organisationLines(contact: Contact): string[] {
  const units = contact.department ? [contact.companyName, contact.department] : [contact.companyName];
  const known = units.some(Boolean) ? [`ORG:${units.map((unit) => escapeText(unit ?? '')).join(';')}`] : [];
  return [...known, ...(contact.companies ?? []).map((company) => text('X-RACCORDO-COMPANY', company))];
}

function emailLines(contact: Contact, version: VcardVersion): string[] {
  const slots = ['email1', 'email2', 'email3'] as const;
  return slots.flatMap((slot, index) => {
    const email = contact[slot];
    if (!email) return [];
    const params: Param[] = version === '3.0' ? [['TYPE', 'INTERNET']] : [];
    // Counting would put it elsewhere: behind a gap, or onto the same address before it.
    const miscounted = (earlier: (typeof slots)[number]) =>
      !contact[earlier] || contact[earlier].address === email.address;
    if (slots.slice(0, index).some(miscounted)) params.push([FIELD_PARAM, slot]);
    if (email.name) params.push([NAME_PARAM, email.name]);
    return [text('EMAIL', email.address, params)];
  });
}

function phoneLines(contact: Contact): string[] {
  return CONTACT_PHONE_FIELDS.flatMap((field) => {
    const { types, plain } = PHONE_PROPERTIES[field];
    const params: Param[] = types.map((type) => ['TYPE', type]);
    return optional('TEL', contact[field], plain ? params : [...params, [FIELD_PARAM, field]]);
  });
}

function addressLines(contact: Contact, version: VcardVersion): string[] {
  const mailing = contact.mailingAddress ? MAILING_ADDRESS[contact.mailingAddress] : null;
  const lines = (Object.keys(ADDRESS_TYPES) as AddressField[]).flatMap((field) => {
    const address = contact[field];
    return address ? [writeAddress(field, address, field === mailing, version)] : [];
  });
  if (contact.mailingAddress && mailing !== null && !contact[mailing])
    lines.push(text('X-RACCORDO-MAILING-ADDRESS', contact.mailingAddress));
  return lines;
}

/** URL and IMPP hold URIs, which know no escapes; what people type into those fields is often none. */
function webLines(contact: Contact): string[] {
  const isUri = (value: string) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\\]+$/.test(value);
  const page = contact.webPage;
  const pageLine = page ? [isUri(page) ? `URL:${page}` : text('X-RACCORDO-WEB-PAGE', page)] : [];
  const ims = (['im1', 'im2', 'im3'] as const).flatMap((slot) => {
    const im = contact[slot];
    if (!im) return [];
    const name = isUri(im) ? 'IMPP' : 'X-MS-IMADDRESS';
    return [formatContentLine(name, [[FIELD_PARAM, slot]], isUri(im) ? im : escapeText(im))];
  });
  return [...pageLine, ...ims];
}

function dateLines(contact: Contact, version: VcardVersion): string[] {
  const date = (value: string) => (version === '4.0' ? value.replaceAll('-', '') : value);
  return [
    ...(contact.birthday ? [`BDAY:${date(contact.birthday)}`] : []),
    ...(contact.anniversary
      ? [`${ANNIVERSARY_PROPERTIES[version === '4.0' ? 0 : 1]}:${date(contact.anniversary)}`]
      : []),
  ];
}

/** 4.0 has no CLASS any more. */
function classificationLines(contact: Contact, version: VcardVersion): string[] {
  const words = { normal: 'PUBLIC', private: 'PRIVATE', confidential: 'CONFIDENTIAL', personal: 'X-PERSONAL' };
  return [
    ...(contact.sensitivity ? [`${version === '4.0' ? 'X-CLASS' : 'CLASS'}:${words[contact.sensitivity]}`] : []),
    ...(contact.importance ? [`X-RACCORDO-IMPORTANCE:${contact.importance}`] : []),
  ];
}
