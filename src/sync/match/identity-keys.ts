import type { AppointmentTime, Contact, Fields, ItemType } from '../../model/index.ts';
import { CONTACT_PHONE_FIELDS } from '../../model/index.ts';
import type { MatchKeys } from '../match-types.ts';
import { foldEmail, foldPhone, foldText } from './fold.ts';
import { matchKeys } from './match-keys.ts';

/** What says of an item whose counterpart it is, whatever it looks like. */
export interface Identity {
  /** That it carries, or that an item made from it would carry. */
  readonly stamps: readonly string[];
  /** Its own as an item of Exchange; of a record those of the items that it was paired with. */
  readonly searchKeys: readonly string[];
}

/**
 * Keys of an unlinked item by its identity. A memory that came from a backup does not know what was made since, a pair of
 * which both ends were deleted is over, and either side may have been edited meanwhile: whatever has the identity and still has
 * one thing in common is the counterpart. A copy has it as well, and people make copies into something else: with nothing in
 * common it is a question to a person.
 */
export function identityKeys(itemType: ItemType, fields: Fields, { stamps, searchKeys }: Identity): MatchKeys {
  const traits = itemType === 'contacts' ? traitsOfContact(fields) : traitsOfAppointment(fields);
  const marks = [
    ...[...new Set(stamps)].map((stamp) => `stamp:${stamp}`),
    ...[...new Set(searchKeys)].map((key) => `search:${key}`),
  ];
  return { strong: marks.flatMap((mark) => traits.map((trait) => `${mark}|${trait}`)), weak: marks };
}

function traitsOfContact(fields: Fields): readonly string[] {
  const contact = fields as unknown as Contact;
  const emails = [contact.email1, contact.email2, contact.email3].map((email) => foldEmail(email?.address ?? ''));
  const phones = CONTACT_PHONE_FIELDS.map((field) => foldPhone(contact[field] ?? ''));
  return [...matchKeys('contacts', fields, null).weak, ...traits('mail', emails), ...traits('phone', phones)];
}

function traitsOfAppointment(fields: Fields): readonly string[] {
  const time = fields['time'] as unknown as AppointmentTime | null | undefined;
  const start = time === null || time === undefined ? '' : time.kind === 'allDay' ? time.startDate : time.start;
  return [...traits('start', [start]), ...traits('subject', [foldText(String(fields['subject'] ?? ''))])];
}

function traits(kind: string, values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '').map((value) => `${kind}:${value}`);
}
