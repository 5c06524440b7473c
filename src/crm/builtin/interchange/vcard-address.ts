import type { PostalAddress } from '../../../model/index.ts';
import type { ContactDraft } from './contact-draft.ts';
import type { ContentLine } from './content-line.ts';
import { formatContentLine, typesOf } from './content-line.ts';
import { escapeText, structuredValue } from './text-value.ts';
import type { AddressField } from './vcard-properties.ts';
import { ADDRESS_TYPES, FIELD_PARAM, MAILING_ADDRESS } from './vcard-properties.ts';

/** @returns whether the draft holds the address now; a second one of a kind is not taken */
export function readAddress(draft: ContactDraft, line: ContentLine): boolean {
  const types = typesOf(line);
  const wanted = line.params.get(FIELD_PARAM)?.[0];
  const field: AddressField = types.includes('WORK')
    ? 'businessAddress'
    : types.includes('HOME')
      ? 'homeAddress'
      : 'otherAddress';
  const target = wanted !== undefined && wanted in ADDRESS_TYPES ? (wanted as AddressField) : field;

  const [box, extension, street, city, state, postalCode, country] = structuredValue(line.value);
  // Outlook and Evolution write the office here, others a second line of the street.
  const office = target === 'businessAddress' && extension ? extension : '';
  if (office !== '' && !draft.set('officeLocation', office)) return false;
  const lines = [box, office === '' ? extension : '', street].filter((text) => text !== undefined && text !== '');
  const address: Record<string, string | undefined> = { street: lines.join('\n'), city, state, postalCode, country };
  const filled: Record<string, string> = {};
  for (const [part, text] of Object.entries(address)) if (text) filled[part] = text;
  if (Object.keys(filled).length > 0 && !draft.set(target, filled)) return false;
  const preferred = types.includes('PREF') || line.params.has('PREF');
  if (preferred) draft.set('mailingAddress', mailingName(target));
  return true;
}

export function writeAddress(
  field: AddressField,
  address: PostalAddress,
  mailing: boolean,
  version: '3.0' | '4.0',
): string {
  const type = ADDRESS_TYPES[field];
  const params: [string, string][] = type === null ? [[FIELD_PARAM, field]] : [['TYPE', type]];
  if (mailing) params.push(version === '4.0' ? ['PREF', '1'] : ['TYPE', 'PREF']);
  const { street, city, state, postalCode, country } = address;
  const value = ['', '', street, city, state, postalCode, country].map((part) => escapeText(part ?? '')).join(';');
  return formatContentLine('ADR', params, value);
}

function mailingName(field: AddressField): string {
  return Object.entries(MAILING_ADDRESS).find(([, target]) => target === field)?.[0] ?? 'other';
}
