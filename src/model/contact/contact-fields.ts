import type { FieldSpec } from '../field.ts';
import { RECORD, TEXT, TEXT_SET, WHOLE, withDefault } from '../normalise.ts';
import type { Contact } from './contact.ts';
import { PHOTO } from './contact-photo.ts';
import type { ContactPhoneField } from './phone-fields.ts';
import { CONTACT_PHONE_FIELDS } from './phone-fields.ts';

const phones = Object.fromEntries(CONTACT_PHONE_FIELDS.map((field) => [field, TEXT])) as Record<
  ContactPhoneField,
  FieldSpec
>;

/** Every field of a contact, and how it merges. The compiler refuses a field of `Contact` that is missing here. */
export const CONTACT_FIELDS: Readonly<Record<keyof Contact, FieldSpec>> = {
  name: RECORD,
  displayName: TEXT,
  fileAs: TEXT,
  nickname: TEXT,
  companyName: TEXT,
  department: TEXT,
  jobTitle: TEXT,
  officeLocation: TEXT,
  profession: TEXT,
  manager: TEXT,
  assistantName: TEXT,
  spouseName: TEXT,
  mileage: TEXT,
  webPage: TEXT,
  children: TEXT_SET,
  companies: TEXT_SET,
  email1: RECORD,
  email2: RECORD,
  email3: RECORD,
  im1: TEXT,
  im2: TEXT,
  im3: TEXT,
  businessAddress: RECORD,
  homeAddress: RECORD,
  otherAddress: RECORD,
  mailingAddress: WHOLE,
  birthday: WHOLE,
  anniversary: WHOLE,
  notes: TEXT,
  photo: PHOTO,
  categories: TEXT_SET,
  sensitivity: withDefault('normal'),
  importance: withDefault('normal'),
  ...phones,
};
