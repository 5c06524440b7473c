type Form = 'text' | 'date' | 'time' | 'parts' | 'set' | 'choice' | 'minutes' | 'photo' | 'occurrences';

const NAME = 'title, givenName, middleName, surname, suffix, initials';
const EMAIL = 'address, name';
const ADDRESS = 'street, postalCode, city, state, country';

/** Parts of a field that has some. */
const PARTS: Readonly<Record<string, string>> = {
  name: NAME,
  email1: EMAIL,
  email2: EMAIL,
  email3: EMAIL,
  businessAddress: ADDRESS,
  homeAddress: ADDRESS,
  otherAddress: ADDRESS,
};

const CHOICES: Readonly<Record<string, string>> = {
  sensitivity: 'normal, personal, private, confidential',
  importance: 'low, normal, high',
  busyStatus: 'free, tentative, busy, outOfOffice, workingElsewhere',
  mailingAddress: 'business, home, other',
};

/** Every other field is a text. */
const FORMS: Readonly<Record<string, Form>> = {
  birthday: 'date',
  anniversary: 'date',
  time: 'time',
  children: 'set',
  companies: 'set',
  categories: 'set',
  reminderMinutes: 'minutes',
  photo: 'photo',
  occurrences: 'occurrences',
};

/** What a value of this field has to look like: `form` has a sentence in `errors.fieldForms`, `parts` are its words. */
export function fieldForm(field: string): { readonly form: Form; readonly parts: string } {
  const choices = CHOICES[field];
  if (choices !== undefined) return { form: 'choice', parts: choices };
  const parts = PARTS[field];
  return parts === undefined ? { form: FORMS[field] ?? 'text', parts: '' } : { form: 'parts', parts };
}
