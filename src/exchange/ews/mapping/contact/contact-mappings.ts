import { anyUri } from '../../wire/any-uri.ts';
import { bodyProperty } from '../body-property.ts';
import { enumProperty } from '../enum-property.ts';
import { IMPORTANCE, SENSITIVITY } from '../item-enums.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { stringsProperty } from '../strings-property.ts';
import { textProperty } from '../text-property.ts';
import { anniversaryProperty } from './anniversary.ts';
import { EMAIL_ADDRESSES } from './email-addresses.ts';
import { FILE_AS } from './file-as.ts';
import { HAS_PHOTO } from './has-photo.ts';
import { PERSON_NAME } from './person-name.ts';
import { IM_ADDRESSES, PHONE_NUMBERS } from './phone-numbers.ts';
import { POSTAL_ADDRESSES } from './postal-addresses.ts';

/** Every field of the canonical contact and what it is on the wire. */
export const CONTACT_MAPPINGS: readonly PropertyMapping[] = [
  PERSON_NAME,
  FILE_AS,
  EMAIL_ADDRESSES,
  POSTAL_ADDRESSES,
  PHONE_NUMBERS,
  IM_ADDRESSES,
  textProperty('displayName', 'contacts:DisplayName'),
  textProperty('nickname', 'contacts:Nickname'),
  textProperty('companyName', 'contacts:CompanyName'),
  textProperty('department', 'contacts:Department'),
  textProperty('jobTitle', 'contacts:JobTitle'),
  textProperty('officeLocation', 'contacts:OfficeLocation'),
  textProperty('profession', 'contacts:Profession'),
  textProperty('manager', 'contacts:Manager'),
  textProperty('assistantName', 'contacts:AssistantName'),
  textProperty('spouseName', 'contacts:SpouseName'),
  textProperty('mileage', 'contacts:Mileage'),
  textProperty('webPage', 'contacts:BusinessHomePage', anyUri),
  stringsProperty('children', 'contacts:Children'),
  stringsProperty('companies', 'contacts:Companies'),
  anniversaryProperty('birthday', 'contacts:Birthday'),
  anniversaryProperty('anniversary', 'contacts:WeddingAnniversary'),
  enumProperty({
    field: 'mailingAddress',
    uri: 'contacts:PostalAddressIndex',
    words: { business: 'Business', home: 'Home', other: 'Other' },
    emptyWord: 'None',
  }),
  bodyProperty('notes'),
  stringsProperty('categories', 'item:Categories'),
  SENSITIVITY,
  IMPORTANCE,
  HAS_PHOTO,
];

/** The children of `t:Contact` that are written, in the order of the schema. */
export const CONTACT_ELEMENT_ORDER: readonly string[] = [
  'Sensitivity',
  'Body',
  'Categories',
  'Importance',
  'ExtendedProperty',
  'FileAs',
  'FileAsMapping',
  'DisplayName',
  'GivenName',
  'Initials',
  'MiddleName',
  'Nickname',
  'CompanyName',
  'EmailAddresses',
  'PhysicalAddresses',
  'PhoneNumbers',
  'AssistantName',
  'Birthday',
  'BusinessHomePage',
  'Children',
  'Companies',
  'Department',
  'Generation',
  'ImAddresses',
  'JobTitle',
  'Manager',
  'Mileage',
  'OfficeLocation',
  'PostalAddressIndex',
  'Profession',
  'SpouseName',
  'Surname',
  'WeddingAnniversary',
];
