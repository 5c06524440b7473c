import type { ContactPhoneField } from '../../../../model/index.ts';
import { dictionaryTexts } from './dictionary-texts.ts';

/** The nineteen keys of Exchange 2007. Later schemas list more, which older servers refuse. */
const KEYS: Readonly<Record<ContactPhoneField, string>> = {
  assistantPhone: 'AssistantPhone',
  businessFax: 'BusinessFax',
  businessPhone: 'BusinessPhone',
  businessPhone2: 'BusinessPhone2',
  callbackPhone: 'Callback',
  carPhone: 'CarPhone',
  companyMainPhone: 'CompanyMainPhone',
  homeFax: 'HomeFax',
  homePhone: 'HomePhone',
  homePhone2: 'HomePhone2',
  isdn: 'Isdn',
  mobilePhone: 'MobilePhone',
  otherFax: 'OtherFax',
  otherPhone: 'OtherTelephone',
  pager: 'Pager',
  primaryPhone: 'PrimaryPhone',
  radioPhone: 'RadioPhone',
  telex: 'Telex',
  ttyTddPhone: 'TtyTddPhone',
};

export const PHONE_NUMBERS = dictionaryTexts({
  uri: 'contacts:PhoneNumbers',
  entryUri: 'contacts:PhoneNumber',
  keys: KEYS,
});

export const IM_ADDRESSES = dictionaryTexts({
  uri: 'contacts:ImAddresses',
  entryUri: 'contacts:ImAddress',
  keys: { im1: 'ImAddress1', im2: 'ImAddress2', im3: 'ImAddress3' },
});
