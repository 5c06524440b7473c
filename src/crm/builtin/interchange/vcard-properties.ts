import type { Contact, ContactPhoneField } from '../../../model/index.ts';

/** Says which field a line belongs to where its standard meaning does not. */
export const FIELD_PARAM = 'X-RACCORDO-FIELD';
/** How an e-mail address is shown; a vCard has no place for it. */
export const NAME_PARAM = 'X-RACCORDO-NAME';
/** On an FN that had to be made up, because vCard insists on one. */
export const DERIVED_PARAM = 'X-RACCORDO-DERIVED';

export type TextField = {
  [K in keyof Contact]-?: NonNullable<Contact[K]> extends string ? K : never;
}[keyof Contact];

/**
 * Fields that are one text in one property. The first name is written; the others are what Outlook,
 * Evolution and KDE call the same thing.
 */
export const TEXT_PROPERTIES: readonly (readonly [TextField, readonly [string, ...string[]]])[] = [
  ['fileAs', ['X-RACCORDO-FILE-AS', 'X-EVOLUTION-FILE-AS']],
  ['nickname', ['NICKNAME']],
  ['jobTitle', ['TITLE']],
  ['profession', ['ROLE', 'X-KADDRESSBOOK-X-PROFESSION']],
  ['officeLocation', ['X-RACCORDO-OFFICE-LOCATION', 'X-EVOLUTION-OFFICE', 'X-KADDRESSBOOK-X-OFFICE']],
  ['manager', ['X-MS-MANAGER', 'X-EVOLUTION-MANAGER', 'X-MANAGER', 'X-KADDRESSBOOK-X-MANAGERSNAME']],
  ['assistantName', ['X-MS-ASSISTANT', 'X-EVOLUTION-ASSISTANT', 'X-ASSISTANT', 'X-KADDRESSBOOK-X-ASSISTANTSNAME']],
  ['spouseName', ['X-MS-SPOUSE', 'X-EVOLUTION-SPOUSE', 'X-SPOUSE', 'X-KADDRESSBOOK-X-SPOUSESNAME']],
  ['mileage', ['X-RACCORDO-MILEAGE']],
];

export const CHILD_PROPERTIES = ['X-MS-CHILD'] as const;
export const ANNIVERSARY_PROPERTIES = [
  'ANNIVERSARY',
  'X-ANNIVERSARY',
  'X-MS-ANNIVERSARY',
  'X-EVOLUTION-ANNIVERSARY',
  'X-KADDRESSBOOK-X-ANNIVERSARY',
] as const;

/** Properties of the time before IMPP, and the scheme that IMPP gives the same network. */
export const IM_SCHEMES: Readonly<Record<string, string>> = {
  'X-SKYPE': 'skype',
  'X-SKYPE-USERNAME': 'skype',
  'X-JABBER': 'xmpp',
  'X-AIM': 'aim',
  'X-ICQ': 'icq',
  'X-MSN': 'msnim',
  'X-YAHOO': 'ymsgr',
  'X-GADUGADU': 'gg',
};

export const ADDRESS_TYPES = {
  businessAddress: 'WORK',
  homeAddress: 'HOME',
  otherAddress: null,
} as const;
export type AddressField = keyof typeof ADDRESS_TYPES;

export const MAILING_ADDRESS = { business: 'businessAddress', home: 'homeAddress', other: 'otherAddress' } as const;

interface PhoneProperty {
  readonly types: readonly string[];
  /** The types alone lead back to this field. */
  readonly plain: boolean;
}

const named = (...types: string[]): PhoneProperty => ({ types, plain: false });
const plain = (...types: string[]): PhoneProperty => ({ types, plain: true });

export const PHONE_PROPERTIES: Readonly<Record<ContactPhoneField, PhoneProperty>> = {
  businessPhone: plain('WORK', 'VOICE'),
  homePhone: plain('HOME', 'VOICE'),
  mobilePhone: plain('CELL'),
  businessFax: plain('WORK', 'FAX'),
  homeFax: plain('HOME', 'FAX'),
  pager: plain('PAGER'),
  businessPhone2: named('WORK', 'VOICE'),
  homePhone2: named('HOME', 'VOICE'),
  otherPhone: named('VOICE'),
  otherFax: named('FAX'),
  primaryPhone: named('VOICE'),
  assistantPhone: named('WORK', 'VOICE'),
  callbackPhone: named('VOICE'),
  carPhone: named('CAR'),
  companyMainPhone: named('WORK', 'VOICE'),
  isdn: named('ISDN'),
  radioPhone: named('VOICE'),
  telex: named('VOICE'),
  ttyTddPhone: named('TEXTPHONE'),
};

/** Where a number without our parameter goes: the first field that is free. The first rule that fits decides. */
export const PHONE_RULES: readonly {
  readonly all: readonly string[];
  readonly fields: readonly ContactPhoneField[];
}[] = [
  { all: ['FAX', 'HOME'], fields: ['homeFax', 'otherFax'] },
  { all: ['FAX', 'OTHER'], fields: ['otherFax'] },
  { all: ['FAX'], fields: ['businessFax', 'otherFax'] },
  { all: ['ASSISTANT'], fields: ['assistantPhone'] },
  { all: ['X-EVOLUTION-ASSISTANT'], fields: ['assistantPhone'] },
  { all: ['CALLBACK'], fields: ['callbackPhone'] },
  { all: ['X-EVOLUTION-CALLBACK'], fields: ['callbackPhone'] },
  { all: ['COMPANY'], fields: ['companyMainPhone', 'businessPhone'] },
  { all: ['MAIN'], fields: ['companyMainPhone', 'primaryPhone'] },
  { all: ['PAGER'], fields: ['pager'] },
  { all: ['CAR'], fields: ['carPhone'] },
  { all: ['ISDN'], fields: ['isdn'] },
  { all: ['RADIO'], fields: ['radioPhone'] },
  { all: ['X-EVOLUTION-RADIO'], fields: ['radioPhone'] },
  { all: ['TLX'], fields: ['telex'] },
  { all: ['X-EVOLUTION-TELEX'], fields: ['telex'] },
  { all: ['TTY-TDD'], fields: ['ttyTddPhone'] },
  { all: ['X-EVOLUTION-TTYTDD'], fields: ['ttyTddPhone'] },
  { all: ['TEXTPHONE'], fields: ['ttyTddPhone'] },
  { all: ['CELL'], fields: ['mobilePhone', 'otherPhone'] },
  { all: ['MOBILE'], fields: ['mobilePhone', 'otherPhone'] },
  { all: ['IPHONE'], fields: ['mobilePhone', 'otherPhone'] },
  { all: ['HOME'], fields: ['homePhone', 'homePhone2', 'otherPhone'] },
  { all: ['WORK'], fields: ['businessPhone', 'businessPhone2', 'otherPhone'] },
  { all: ['PREF'], fields: ['primaryPhone', 'otherPhone'] },
  { all: [], fields: ['otherPhone', 'primaryPhone'] },
];
