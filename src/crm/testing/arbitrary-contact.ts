import * as fc from 'fast-check';
import type { FieldValue } from '../../model/index.ts';
import { CONTACT_PHONE_FIELDS } from '../../model/index.ts';

/** Text as it comes in address books: accents, emoji, several scripts, and every character that a file format escapes. */
export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.stringMatching(/^[ -~àèìòùÀÉçñøßłŻ€“”\n]{0,60}$/),
  fc.constantFrom('a;b,c\\d', '\\n is no line end', 'Rossi, "Gigi"', 'x\n y\n\nz', '^n ^^', '  spaces  ', ';;;', ':'),
);

export const arbitraryDate: fc.Arbitrary<string> = fc
  .integer({ min: -40_000, max: 40_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });
const text = optional(arbitraryText);
const texts = optional(fc.array(arbitraryText, { maxLength: 4 }));
const address = optional(
  fc.record({ street: text, city: text, state: text, postalCode: text, country: text }) as fc.Arbitrary<FieldValue>,
);
const email = optional(
  fc.record({ address: arbitraryText.filter((value) => value.trim() !== ''), name: text }) as fc.Arbitrary<FieldValue>,
);

/** Fields of a contact before the CRM has seen them: anything that the schema lets in. */
export const arbitraryContact: fc.Arbitrary<Readonly<Record<string, FieldValue>>> = fc.record<
  Record<string, FieldValue>
>({
  name: optional(
    fc.record({ title: text, givenName: text, middleName: text, surname: text, suffix: text, initials: text }),
  ) as fc.Arbitrary<FieldValue>,
  displayName: text,
  fileAs: text,
  nickname: text,
  companyName: text,
  department: text,
  jobTitle: text,
  officeLocation: text,
  profession: text,
  manager: text,
  assistantName: text,
  spouseName: text,
  mileage: text,
  webPage: fc.oneof(text, fc.webUrl({ withQueryParameters: true, withFragments: true })),
  children: texts,
  companies: texts,
  email1: email,
  email2: email,
  email3: email,
  im1: text,
  im2: fc.oneof(text, fc.constant('skype:live.zoe;x=1,2')),
  im3: text,
  businessAddress: address,
  homeAddress: address,
  otherAddress: address,
  mailingAddress: optional(fc.constantFrom('business', 'home', 'other')),
  birthday: optional(arbitraryDate),
  anniversary: optional(arbitraryDate),
  notes: text,
  categories: texts,
  sensitivity: optional(fc.constantFrom('normal', 'personal', 'private', 'confidential')),
  importance: optional(fc.constantFrom('low', 'normal', 'high')),
  ...Object.fromEntries(CONTACT_PHONE_FIELDS.map((field) => [field, text])),
});
