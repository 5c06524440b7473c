/** The nineteen telephone numbers of a contact, in Exchange's order. */
export const CONTACT_PHONE_FIELDS = [
  'assistantPhone',
  'businessFax',
  'businessPhone',
  'businessPhone2',
  'callbackPhone',
  'carPhone',
  'companyMainPhone',
  'homeFax',
  'homePhone',
  'homePhone2',
  'isdn',
  'mobilePhone',
  'otherFax',
  'otherPhone',
  'pager',
  'primaryPhone',
  'radioPhone',
  'telex',
  'ttyTddPhone',
] as const;

export type ContactPhoneField = (typeof CONTACT_PHONE_FIELDS)[number];
