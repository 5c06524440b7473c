import type { Contact, Fields } from '../../model/index.ts';
import { CONTACT_PHONE_FIELDS } from '../../model/index.ts';
import type { MatchKeys } from '../match-types.ts';
import { foldEmail, foldName, foldPhone, foldText } from './fold.ts';

/** Machines answer these; two people of one office share them more often than not. */
const NOT_PERSONAL = new Set<string>([
  'assistantPhone',
  'businessFax',
  'homeFax',
  'otherFax',
  'isdn',
  'telex',
  'ttyTddPhone',
]);

/**
 * Strong: an equal e-mail address and the same name, or the same name, company and telephone number. An address alone
 * is not enough, since offices and families share them; a name alone is only worth a question to a person.
 */
export function contactKeys(fields: Fields): MatchKeys {
  const contact = fields as unknown as Contact;
  const name = nameOf(contact);
  const strong = new Set<string>();
  for (const email of [contact.email1, contact.email2, contact.email3]) {
    const address = foldEmail(email?.address ?? '');
    if (address !== '') strong.add(`mail:${address}|${name}`);
  }
  const company = foldText(contact.companyName ?? '');
  if (name !== '' && company !== '') {
    for (const field of CONTACT_PHONE_FIELDS) {
      const phone = NOT_PERSONAL.has(field) ? '' : foldPhone(contact[field] ?? '');
      if (phone !== '') strong.add(`phone:${phone}|${company}|${name}`);
    }
  }
  return { strong: [...strong].sort(), weak: name === '' ? [] : [`name:${name}`] };
}

/** Given name and surname before anything that is made from them; a contact that is a firm goes by the firm's name. */
function nameOf(contact: Contact): string {
  const person = foldName(`${contact.name?.givenName ?? ''} ${contact.name?.surname ?? ''}`);
  if (person !== '') return person;
  const shown = foldName(contact.displayName ?? '');
  return shown !== '' ? shown : foldName(contact.companyName ?? '');
}
