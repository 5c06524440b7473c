import type { ContactPhoneField, Fields } from '../../../model/index.ts';
import { CONTACT_PHONE_FIELDS } from '../../../model/index.ts';
import type { Component } from './components.ts';
import { rawValue } from './components.ts';
import { ContactDraft } from './contact-draft.ts';
import type { ContentLine } from './content-line.ts';
import { typesOf } from './content-line.ts';
import { readDate } from './read-date.ts';
import { listValue, splitEscaped, structuredValue, unescapeText } from './text-value.ts';
import { readAddress } from './vcard-address.ts';
import { readVcardPhoto } from './vcard-photo.ts';
import {
  ANNIVERSARY_PROPERTIES,
  CHILD_PROPERTIES,
  DERIVED_PARAM,
  FIELD_PARAM,
  IM_SCHEMES,
  NAME_PARAM,
  PHONE_RULES,
  TEXT_PROPERTIES,
} from './vcard-properties.ts';

export type VcardRead =
  | {
      readonly kind: 'contact';
      readonly uid: string | null;
      /** Without the photo. */
      readonly fields: Fields;
      /** `null` where the card holds none that we carry. */
      readonly photo: Uint8Array | null;
      /** Lines that no field expresses, unfolded, as they came. */
      readonly lines: readonly string[];
    }
  | { readonly kind: 'refused'; readonly code: 'vcard_version_unsupported' | 'not_a_person' | 'nothing_in_it' };

/** Takes what it understands, in either version's spelling; what it does not understand it keeps. */
export function readVcard(card: Component): VcardRead {
  // 2.1 has another escaping and quoted-printable text: read as 3.0 it would import garbage.
  if (rawValue(card, 'VERSION') === '2.1') return { kind: 'refused', code: 'vcard_version_unsupported' };
  const kind = (rawValue(card, 'KIND') ?? rawValue(card, 'X-ADDRESSBOOKSERVER-KIND') ?? 'individual').toLowerCase();
  if (!['individual', 'org', 'x-individual'].includes(kind)) return { kind: 'refused', code: 'not_a_person' };

  const draft = new ContactDraft();
  const labels = labelsOf(card);
  const kept: ContentLine[] = [];
  let photo: Uint8Array | null = null;
  // Lines that name their field go first, so that no other takes their place; then the preferred ones.
  for (const line of [...card.lines].sort((a, b) => rank(a) - rank(b))) {
    const picture: Uint8Array | null = line.name === 'PHOTO' && photo === null ? readVcardPhoto(line) : null;
    photo ??= picture;
    if (picture !== null) continue;
    const label = line.group === null ? null : (labels.get(line.group.toLowerCase()) ?? null);
    if (!SATELLITES.has(line.name) && !take(draft, line, label)) kept.push(line);
  }
  const keptGroups = new Set(kept.map((line) => line.group?.toLowerCase()));
  const lines = card.lines.filter(
    (line) => kept.includes(line) || (SATELLITES.has(line.name) && keptGroups.has(line.group?.toLowerCase())),
  );
  const fields = draft.fields();
  if (Object.keys(fields).length === 0) return { kind: 'refused', code: 'nothing_in_it' };
  const uid = rawValue(card, 'UID');
  return {
    kind: 'contact',
    uid: uid === null ? null : unescapeText(uid),
    fields,
    photo,
    lines: lines.map((line) => line.raw),
  };
}

/** Lines that only say something about another line of their group. */
const SATELLITES = new Set(['X-ABLABEL', 'X-ABADR']);
/** Made anew by every export, or (LABEL) only another form of what ADR says. */
const ENVELOPE = new Set(['VERSION', 'PRODID', 'UID', 'REV', 'KIND', 'X-ADDRESSBOOKSERVER-KIND', 'LABEL']);

/** @returns whether the draft now holds everything that the line says */
function take(draft: ContactDraft, line: ContentLine, label: string | null): boolean {
  if (ENVELOPE.has(line.name)) return true;
  if (line.value.trim() === '') return true;
  const text = () => unescapeText(line.value);
  const field = TEXT_FIELD_OF.get(line.name);
  if (field !== undefined)
    return draft.set(field, line.name === 'NICKNAME' ? listValue(line.value).join(', ') : text());
  if (ANNIVERSARIES.has(line.name)) return draft.set('anniversary', readDate(line));
  if (CHILDREN.has(line.name)) return draft.add('children', [text()]);
  if (line.name in IM_SCHEMES) return draft.setFirstFree(IM_SLOTS, `${IM_SCHEMES[line.name]}:${text()}`);
  switch (line.name) {
    case 'FN':
      return line.params.has(DERIVED_PARAM) || draft.set('displayName', text());
    case 'N':
      return takeName(draft, line);
    case 'X-RACCORDO-INITIALS':
      return draft.setName({ initials: text() });
    case 'ORG':
      return takeOrganisation(draft, line);
    case 'X-RACCORDO-COMPANY':
      return draft.add('companies', [text()]);
    case 'EMAIL':
      return takeEmail(draft, line);
    case 'TEL':
    case 'X-MS-TEL':
      return takePhone(draft, line);
    case 'ADR':
      return readAddress(draft, line);
    case 'X-RACCORDO-MAILING-ADDRESS':
      return draft.set('mailingAddress', oneOf(text(), ['business', 'home', 'other']));
    case 'URL':
      return draft.set('webPage', text());
    case 'X-RACCORDO-WEB-PAGE':
      return draft.set('webPage', text());
    case 'IMPP':
    case 'X-MS-IMADDRESS':
      return takeSlot(draft, line, IM_SLOTS, text());
    case 'BDAY':
      return draft.set('birthday', readDate(line));
    case 'X-ABDATE':
      return label === 'anniversary' && draft.set('anniversary', readDate(line));
    case 'X-ABRELATEDNAMES':
      return takeRelated(draft, label, text());
    case 'RELATED':
      return (
        line.params.get('VALUE')?.[0]?.toLowerCase() === 'text' && takeRelated(draft, typesOf(line)[0] ?? null, text())
      );
    case 'NOTE':
      return draft.append('notes', text());
    case 'CATEGORIES':
      return draft.add('categories', listValue(line.value));
    case 'CLASS':
    case 'X-CLASS':
      return draft.set('sensitivity', SENSITIVITIES[text().trim().toUpperCase()] ?? null);
    case 'X-RACCORDO-IMPORTANCE':
      return draft.set('importance', oneOf(text(), ['low', 'normal', 'high']));
    default:
      return false;
  }
}

const TEXT_FIELD_OF = new Map(TEXT_PROPERTIES.flatMap(([field, names]) => names.map((name) => [name, field] as const)));
const ANNIVERSARIES = new Set<string>(ANNIVERSARY_PROPERTIES);
const CHILDREN = new Set<string>(CHILD_PROPERTIES);
const IM_SLOTS = ['im1', 'im2', 'im3'] as const;
const EMAIL_SLOTS = ['email1', 'email2', 'email3'] as const;

const SENSITIVITIES: Readonly<Record<string, string>> = {
  PUBLIC: 'normal',
  PRIVATE: 'private',
  CONFIDENTIAL: 'confidential',
  'X-PERSONAL': 'personal',
};

function oneOf(value: string, words: readonly string[]): string | null {
  return words.find((word) => word === value.trim().toLowerCase()) ?? null;
}

function takeName(draft: ContactDraft, line: ContentLine): boolean {
  // A component of N may hold several names: "Maria,Luisa".
  const [surname, givenName, middleName, title, suffix] = splitEscaped(line.value, ';').map((part) =>
    listValue(part).join(' '),
  );
  return draft.setName({ surname, givenName, middleName, title, suffix });
}

function takeOrganisation(draft: ContactDraft, line: ContentLine): boolean {
  const [company, ...units] = structuredValue(line.value);
  const department = units.filter((unit) => unit !== '').join(', ');
  // A second ORG is another employer: the line stays as it is.
  if (draft.has('companyName') || draft.has('department')) return false;
  return draft.set('companyName', company) && draft.set('department', department);
}

function takeEmail(draft: ContactDraft, line: ContentLine): boolean {
  const address = unescapeText(line.value)
    .trim()
    .replace(/^mailto:/i, '');
  const name = line.params.get(NAME_PARAM)?.join(',') ?? null;
  return takeSlot(draft, line, EMAIL_SLOTS, { address, ...(name === null ? {} : { name }) });
}

function takePhone(draft: ContactDraft, line: ContentLine): boolean {
  const uri = line.params.get('VALUE')?.[0]?.toLowerCase() === 'uri';
  const number = uri ? telephoneUri(line.value.trim()) : unescapeText(line.value);
  const types = typesOf(line);
  const rule = PHONE_RULES.find((candidate) => candidate.all.every((type) => types.includes(type)));
  return takeSlot(draft, line, rule?.fields ?? [], number, CONTACT_PHONE_FIELDS);
}

/** RFC 3966: `tel:+39-049-555;ext=12`. */
function telephoneUri(uri: string): string {
  const [number, ...params] = uri.replace(/^tel:/i, '').split(';');
  const extension = params.find((param) => param.toLowerCase().startsWith('ext='));
  return `${number ?? ''}${extension === undefined ? '' : ` ext. ${extension.slice(4)}`}`;
}

type SlotField = ContactPhoneField | (typeof EMAIL_SLOTS)[number] | (typeof IM_SLOTS)[number];

/** Into the field that the line names, else into the first free one. */
function takeSlot(
  draft: ContactDraft,
  line: ContentLine,
  slots: readonly SlotField[],
  value: Fields[string],
  allowed: readonly SlotField[] = slots,
): boolean {
  const wanted = line.params.get(FIELD_PARAM)?.[0];
  const named = allowed.find((slot) => slot === wanted);
  return named === undefined ? draft.setFirstFree(slots, value ?? null) : draft.set(named, value ?? null);
}

function takeRelated(draft: ContactDraft, relation: string | null, text: string): boolean {
  switch (relation?.toLowerCase()) {
    case 'spouse':
      return draft.set('spouseName', text);
    case 'child':
      return draft.add('children', [text]);
    case 'manager':
      return draft.set('manager', text);
    case 'assistant':
      return draft.set('assistantName', text);
    default:
      return false;
  }
}

/** 0 to 101: with a named field, preferred, everything else. */
function rank(line: ContentLine): number {
  if (line.params.has(FIELD_PARAM)) return 0;
  const preference = Number(line.params.get('PREF')?.[0] ?? Number.NaN);
  if (preference >= 1 && preference <= 100) return preference;
  return typesOf(line).includes('PREF') ? 1 : 101;
}

/** Apple's own words stand between `_$!<` and `>!$_`; a person's are free text. */
function labelsOf(card: Component): ReadonlyMap<string, string> {
  const labels = card.lines.filter((line) => line.name === 'X-ABLABEL' && line.group !== null);
  return new Map(
    labels.map((line) => [
      (line.group ?? '').toLowerCase(),
      unescapeText(line.value)
        .replace(/^_\$!<(.*)>!\$_$/, '$1')
        .toLowerCase(),
    ]),
  );
}
