import type { ChangeCollection, ItemChange } from 'ews-javascript-api';
import {
  BasePropertySet,
  Contact,
  EmailAddress,
  EmailAddressKey,
  ExchangeService,
  ExchangeVersion,
  FolderId,
  MessageBody,
  MessageDisposition,
  PhoneNumberKey,
  PhysicalAddressEntry,
  PhysicalAddressKey,
  PropertySet,
  SendInvitationsMode,
  ServiceError,
  StringList,
  SyncFolderItemsScope,
  Uri,
  WebCredentials,
  WellKnownFolderName,
} from 'ews-javascript-api';
import type { MeasuredClient } from './clients.ts';
import { READ_BATCH, WRITE_BATCH } from './clients.ts';
import { contactToCreate } from './contact-to-create.ts';

/** The port of Microsoft's managed API, used as its documentation says: ids only first, then the items in batches. */
export async function ewsJavascriptApi(url: string): Promise<MeasuredClient> {
  const service = new ExchangeService(ExchangeVersion.Exchange2013_SP1);
  service.Credentials = new WebCredentials('anna', 'secret');
  service.Url = new Uri(url);
  const folder = new FolderId(WellKnownFolderName.Contacts);
  const idsOnly = new PropertySet(BasePropertySet.IdOnly);
  const firstClass = new PropertySet(BasePropertySet.FirstClassProperties);
  return {
    async download() {
      let count = 0;
      let state: string | null = null;
      for (let more = true; more; ) {
        const page: ChangeCollection<ItemChange> = await service.SyncFolderItems(
          folder,
          idsOnly,
          [],
          512,
          SyncFolderItemsScope.NormalItems,
          state as string,
        );
        state = page.SyncState;
        more = page.MoreChangesAvailable;
        const ids = page.GetEnumerator().map(({ ItemId }) => ItemId);
        for (let start = 0; start < ids.length; start += READ_BATCH) {
          const responses = await service.BindToItems(ids.slice(start, start + READ_BATCH), firstClass);
          count += responses.Responses.filter(({ Item }) => (Item as Contact).Surname !== '').length;
        }
      }
      return count;
    },
    async create(count) {
      let made = 0;
      for (let start = 0; start < count; start += WRITE_BATCH) {
        const items = Array.from({ length: Math.min(WRITE_BATCH, count - start) }, (_, n) =>
          newContact(service, start + n),
        );
        const responses = await service.CreateItems(
          items,
          folder,
          MessageDisposition.SaveOnly,
          SendInvitationsMode.SendToNone,
        );
        made += responses.Responses.filter(({ ErrorCode }) => ErrorCode === ServiceError.NoError).length;
      }
      return made;
    },
    close: async () => {},
  };
}

function newContact(service: ExchangeService, n: number): Contact {
  const values = contactToCreate(n);
  const contact = new Contact(service);
  contact.GivenName = values.givenName;
  contact.Surname = values.surname;
  contact.CompanyName = values.companyName;
  contact.JobTitle = values.jobTitle;
  contact.Department = values.department;
  contact.EmailAddresses._setItem(EmailAddressKey.EmailAddress1, new EmailAddress(values.email));
  contact.PhoneNumbers._setItem(PhoneNumberKey.BusinessPhone, values.phone);
  contact.PhoneNumbers._setItem(PhoneNumberKey.MobilePhone, values.mobile);
  const address = new PhysicalAddressEntry();
  address.Street = values.street;
  address.City = values.city;
  address.PostalCode = values.postalCode;
  address.CountryOrRegion = values.country;
  contact.PhysicalAddresses._setItem(PhysicalAddressKey.Business, address);
  contact.Body = new MessageBody(values.notes);
  contact.Categories = new StringList(['CRM']);
  return contact;
}
