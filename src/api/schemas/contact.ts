import { z } from 'zod';
import { contactSchema as acceptedContactSchema } from '../../crm/builtin/index.ts';
import type { ContactPhoneField } from '../../model/index.ts';
import { CONTACT_PHONE_FIELDS } from '../../model/index.ts';
import { named } from './named.ts';

/** Answers are described without limits: what Exchange holds is shown as it is, whatever the CRM would accept. */
const text = z.string().nullish();

const emailAddress = z.object({ address: z.string(), name: text }).nullish();
const postalAddress = z.object({ street: text, city: text, state: text, postalCode: text, country: text }).nullish();
const phones = Object.fromEntries(CONTACT_PHONE_FIELDS.map((field) => [field, text])) as Record<
  ContactPhoneField,
  typeof text
>;

export const contactSchema = named(
  'Contact',
  z.object({
    name: z
      .object({ title: text, givenName: text, middleName: text, surname: text, suffix: text, initials: text })
      .nullish(),
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
    webPage: text,
    children: z.array(z.string()).readonly().nullish(),
    companies: z.array(z.string()).readonly().nullish(),
    email1: emailAddress,
    email2: emailAddress,
    email3: emailAddress,
    im1: text,
    im2: text,
    im3: text,
    businessAddress: postalAddress,
    homeAddress: postalAddress,
    otherAddress: postalAddress,
    mailingAddress: text,
    birthday: text,
    anniversary: text,
    notes: text,
    photo: z
      .object({ digest: z.string(), mediaType: z.string(), bytes: z.int() })
      .nullish()
      .describe('The picture itself is at `/api/contacts/{id}/photo`; the digest is the SHA-256 of its bytes.'),
    categories: z.array(z.string()).readonly().nullish(),
    sensitivity: text,
    importance: text,
    ...phones,
  }),
);

/** As it is written: the photo has an address of its own. */
export const writtenContactSchema = acceptedContactSchema.omit({ photo: true });
