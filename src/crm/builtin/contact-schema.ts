import { z } from 'zod';
import type { ContactPhoneField } from '../../model/index.ts';
import { CONTACT_PHONE_FIELDS, LARGEST_PHOTO_BYTES, PHOTO_TYPES } from '../../model/index.ts';
import { body, calendarDate, importance, line, sensitivity, textSet } from './text-schema.ts';

const emailAddress = z.strictObject({ address: z.string().min(1).max(500), name: line }).nullish();

const postalAddress = z
  .strictObject({ street: line, city: line, state: line, postalCode: line, country: line })
  .nullish();

const phones = Object.fromEntries(CONTACT_PHONE_FIELDS.map((field) => [field, line])) as Record<
  ContactPhoneField,
  typeof line
>;

const photo = z
  .strictObject({
    digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower case'),
    mediaType: z.enum(PHOTO_TYPES),
    bytes: z.int().min(1).max(LARGEST_PHOTO_BYTES),
  })
  .nullish();

/**
 * A contact on its way into the CRM. Unknown properties are refused: a misspelt one would be lost silently.
 * Addresses are not checked for their form, because Exchange keeps and returns whatever was typed.
 */
export const contactSchema = z.strictObject({
  name: z
    .strictObject({
      title: line,
      givenName: line,
      middleName: line,
      surname: line,
      suffix: line,
      initials: line,
    })
    .nullish(),
  displayName: line,
  fileAs: line,
  nickname: line,
  companyName: line,
  department: line,
  jobTitle: line,
  officeLocation: line,
  profession: line,
  manager: line,
  assistantName: line,
  spouseName: line,
  mileage: line,
  webPage: line,
  children: textSet,
  companies: textSet,
  email1: emailAddress,
  email2: emailAddress,
  email3: emailAddress,
  im1: line,
  im2: line,
  im3: line,
  businessAddress: postalAddress,
  homeAddress: postalAddress,
  otherAddress: postalAddress,
  mailingAddress: z.enum(['business', 'home', 'other']).nullish(),
  birthday: calendarDate.nullish(),
  anniversary: calendarDate.nullish(),
  notes: body,
  photo,
  categories: textSet,
  sensitivity,
  importance,
  ...phones,
});
