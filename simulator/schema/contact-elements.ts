import { MAILBOX, MAILBOX_TYPE } from './identifiers.ts';
import type { ElementRow } from './item-elements.ts';
import { ITEM_ROWS, STRINGS, slotsOf } from './item-elements.ts';
import type { Vocabulary } from './simple-values.ts';
import { BINARY, BOOLEAN, DATE_TIME, oneOf, TEXT } from './simple-values.ts';
import type { ValueSpec } from './type-spec.ts';
import {
  anyNumber,
  OPAQUE,
  one,
  oneOrMore,
  optional,
  optionalAttribute,
  requiredAttribute,
  sequence,
  simple,
} from './type-spec.ts';

export const EMAIL_KEYS = ['EmailAddress1', 'EmailAddress2', 'EmailAddress3'] as const;
export const IM_KEYS = ['ImAddress1', 'ImAddress2', 'ImAddress3'] as const;
export const ADDRESS_KEYS = ['Home', 'Business', 'Other'] as const;
export const ADDRESS_PARTS = ['Street', 'City', 'State', 'CountryOrRegion', 'PostalCode'] as const;
export const PHONE_KEYS = [
  'AssistantPhone',
  'BusinessFax',
  'BusinessPhone',
  'BusinessPhone2',
  'Callback',
  'CarPhone',
  'CompanyMainPhone',
  'HomeFax',
  'HomePhone',
  'HomePhone2',
  'Isdn',
  'MobilePhone',
  'OtherFax',
  'OtherTelephone',
  'Pager',
  'PrimaryPhone',
  'RadioPhone',
  'Telex',
  'TtyTddPhone',
] as const;

export const FILE_AS_MAPPINGS: Vocabulary = {
  Exchange2007:
    'None LastCommaFirst FirstSpaceLast Company LastCommaFirstCompany CompanyLastFirst LastFirst LastFirstCompany ' +
    'CompanyLastCommaFirst LastFirstSuffix LastSpaceFirstCompany CompanyLastSpaceFirst LastSpaceFirst',
  Exchange2010: 'DisplayName FirstName LastFirstMiddleSuffix LastName Empty',
};

function keyed(keys: readonly string[]): { readonly Key: ReturnType<typeof requiredAttribute> } {
  return { Key: requiredAttribute(oneOf(keys.join(' '))) };
}

function dictionary(keys: readonly string[], value: ValueSpec = TEXT) {
  return sequence([oneOrMore('t:Entry', simple(value, keyed(keys)))]);
}

const EMAIL_ADDRESSES = sequence([
  oneOrMore(
    't:Entry',
    simple(TEXT, {
      ...keyed(EMAIL_KEYS),
      Name: optionalAttribute(TEXT, 'Exchange2010'),
      RoutingType: optionalAttribute(TEXT, 'Exchange2010'),
      MailboxType: optionalAttribute(MAILBOX_TYPE, 'Exchange2010'),
    }),
  ),
]);

const PHYSICAL_ADDRESSES = sequence([
  oneOrMore(
    't:Entry',
    sequence(
      ADDRESS_PARTS.map((part) => optional(`t:${part}`, simple(TEXT))),
      keyed(ADDRESS_KEYS),
    ),
  ),
]);

const CONTACT_SOURCE = simple(oneOf('ActiveDirectory Store'));

export const CONTACT_ROWS: readonly ElementRow[] = [
  ['FileAs', simple(TEXT)],
  ['FileAsMapping', simple(oneOf(FILE_AS_MAPPINGS))],
  ['DisplayName', simple(TEXT)],
  ['GivenName', simple(TEXT)],
  ['Initials', simple(TEXT)],
  ['MiddleName', simple(TEXT)],
  ['Nickname', simple(TEXT)],
  ['CompleteName', OPAQUE],
  ['CompanyName', simple(TEXT)],
  ['EmailAddresses', EMAIL_ADDRESSES],
  ['PhysicalAddresses', PHYSICAL_ADDRESSES],
  ['PhoneNumbers', dictionary(PHONE_KEYS)],
  ['AssistantName', simple(TEXT)],
  ['Birthday', simple(DATE_TIME)],
  ['BusinessHomePage', simple(TEXT)],
  ['Children', STRINGS],
  ['Companies', STRINGS],
  ['ContactSource', CONTACT_SOURCE],
  ['Department', simple(TEXT)],
  ['Generation', simple(TEXT)],
  ['ImAddresses', dictionary(IM_KEYS)],
  ['JobTitle', simple(TEXT)],
  ['Manager', simple(TEXT)],
  ['Mileage', simple(TEXT)],
  ['OfficeLocation', simple(TEXT)],
  ['PostalAddressIndex', simple(oneOf('None Business Home Other'))],
  ['Profession', simple(TEXT)],
  ['SpouseName', simple(TEXT)],
  ['Surname', simple(TEXT)],
  ['WeddingAnniversary', simple(DATE_TIME)],
  ['HasPicture', simple(BOOLEAN), 'Exchange2010'],
  ['PhoneticFullName', simple(TEXT), 'Exchange2010_SP2'],
  ['PhoneticFirstName', simple(TEXT), 'Exchange2010_SP2'],
  ['PhoneticLastName', simple(TEXT), 'Exchange2010_SP2'],
  ['Alias', simple(TEXT), 'Exchange2010_SP2'],
  ['Notes', simple(TEXT), 'Exchange2010_SP2'],
  ['Photo', simple(BINARY), 'Exchange2010_SP2'],
  ['UserSMIMECertificate', OPAQUE, 'Exchange2010_SP2'],
  ['MSExchangeCertificate', OPAQUE, 'Exchange2010_SP2'],
  ['DirectoryId', simple(TEXT), 'Exchange2010_SP2'],
  ['ManagerMailbox', OPAQUE, 'Exchange2010_SP2'],
  ['DirectReports', OPAQUE, 'Exchange2010_SP2'],
];

export const CONTACT = sequence(slotsOf([...ITEM_ROWS, ...CONTACT_ROWS]));

const MEMBER = sequence(
  [optional('t:Mailbox', MAILBOX), optional('t:Status', simple(oneOf('Unrecognized Normal Demoted')))],
  { Key: optionalAttribute(TEXT) },
);

export const DISTRIBUTION_LIST_ROWS: readonly ElementRow[] = [
  ['DisplayName', simple(TEXT)],
  ['FileAs', simple(TEXT)],
  ['ContactSource', CONTACT_SOURCE],
  ['Members', sequence([anyNumber('t:Member', MEMBER)]), 'Exchange2010'],
];

export const DISTRIBUTION_LIST = sequence(slotsOf([...ITEM_ROWS, ...DISTRIBUTION_LIST_ROWS]));

export const SINGLE_RECIPIENT = sequence([one('t:Mailbox', MAILBOX)]);
