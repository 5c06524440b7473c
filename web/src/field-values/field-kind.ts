/** How a field is shown and typed. */
export type FieldKind =
  | 'text'
  /** Several lines. */
  | 'longText'
  /** Several texts with names of their own, which belong together. */
  | 'parts'
  | 'date'
  | 'time'
  /** An unordered list of texts. */
  | 'set'
  /** One of few values, each with a word. */
  | 'choice'
  | 'minutes'
  /** A picture, told by its kind and size. */
  | 'photo'
  /** Single occurrences of a series, day by day. */
  | 'occurrences'
  /** One or more people with their addresses. */
  | 'people';

const NAME_PARTS = ['title', 'givenName', 'middleName', 'surname', 'suffix', 'initials'] as const;
const EMAIL_PARTS = ['address', 'name'] as const;
const ADDRESS_PARTS = ['street', 'postalCode', 'city', 'state', 'country'] as const;

/** In the order in which people read them; their names are `values.parts.*`. */
export const PARTS_OF: Readonly<Record<string, readonly string[]>> = {
  name: NAME_PARTS,
  email1: EMAIL_PARTS,
  email2: EMAIL_PARTS,
  email3: EMAIL_PARTS,
  businessAddress: ADDRESS_PARTS,
  homeAddress: ADDRESS_PARTS,
  otherAddress: ADDRESS_PARTS,
};

/** Their words are `values.choices.*`. */
export const CHOICES_OF: Readonly<Record<string, readonly string[]>> = {
  sensitivity: ['normal', 'personal', 'private', 'confidential'],
  importance: ['low', 'normal', 'high'],
  busyStatus: ['free', 'tentative', 'busy', 'outOfOffice', 'workingElsewhere'],
  mailingAddress: ['business', 'home', 'other'],
};

/** Every other field is one line of text. */
const KINDS: Readonly<Record<string, FieldKind>> = {
  notes: 'longText',
  body: 'longText',
  birthday: 'date',
  anniversary: 'date',
  time: 'time',
  children: 'set',
  companies: 'set',
  categories: 'set',
  reminderMinutes: 'minutes',
  photo: 'photo',
  occurrences: 'occurrences',
  organizer: 'people',
  attendees: 'people',
};

export function fieldKindOf(field: string): FieldKind {
  if (Object.hasOwn(PARTS_OF, field)) return 'parts';
  if (Object.hasOwn(CHOICES_OF, field)) return 'choice';
  return Object.hasOwn(KINDS, field) ? (KINDS[field] ?? 'text') : 'text';
}
