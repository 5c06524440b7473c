import * as fc from 'fast-check';
import { ITEM_KINDS } from '../../../src/exchange/ews/mapping/item-kind.ts';
import { itemPaths } from '../../../src/exchange/ews/mapping/item-shape.ts';
import { itemUpdates } from '../../../src/exchange/ews/mapping/item-to-wire.ts';
import { REQUEST_VERSIONS } from '../../../src/exchange/ews/soap/channel.ts';
import { appointmentFields, contactFields } from '../../../src/exchange/ews/testing/generators.ts';
import type { Fields, ItemType } from '../../../src/model/index.ts';
import { synchronisedFields } from '../../../src/model/index.ts';

/** `written`: carried; `read`: looked at only; `kept`: no request names it, so that it stays as it is. */
export type Treatment = 'written' | 'read' | 'kept';

const SEED = 20261126;
/** A series that becomes a single appointment. */
const NO_RULE = { kind: 'remove' } as const;

/** What a person, a program or a server can store in an item, by the names of its elements. */
const PROPERTIES: Readonly<Record<ItemType, readonly string[]>> = {
  contacts: words(`
    Attachments Body Categories ExtendedProperty Flag Importance ReminderIsSet ReminderMinutesBeforeStart Sensitivity Subject
    AccountName Alias AssistantName Birthday BusinessHomePage Children Comment Companies CompanyName Department
    DirectReports DirectoryId DisplayName EmailAddresses FileAs FileAsMapping Gender Generation GivenName ImAddresses
    Initials JobTitle MSExchangeCertificate Manager ManagerMailbox MiddleName Mileage Nickname Notes OfficeLocation
    PhoneNumbers PhoneticFirstName PhoneticFullName PhoneticLastName Photo PhysicalAddresses PostalAddressIndex
    Profession SpouseName Surname Urls UserSMIMECertificate WeddingAnniversary YomiNickname`),
  appointments: words(`
    Attachments Body Categories ExtendedProperty Flag Importance ReminderIsSet ReminderMinutesBeforeStart Sensitivity Subject
    AllowNewTimeProposal ConferenceType End EndTimeZone EnhancedLocation InboxReminders IsAllDayEvent IsOnlineMeeting
    IsResponseRequested JoinOnlineMeetingUrl LegacyFreeBusyStatus Location MeetingTimeZone MeetingWorkspaceUrl NetShowUrl
    OnlineMeetingSettings OptionalAttendees Organizer Recurrence RequiredAttendees Resources Start StartTimeZone UID`),
};

export function treatments(itemType: ItemType): ReadonlyMap<string, Treatment> {
  const written = writtenProperties(itemType);
  const read = readProperties(itemType);
  return new Map(
    PROPERTIES[itemType]
      .toSorted()
      .map((name) => [name, written.has(name) ? 'written' : read.has(name) ? 'read' : 'kept']),
  );
}

function readProperties(itemType: ItemType): ReadonlySet<string> {
  const known = { searchKeysKnown: true, refusedPaths: new Map() };
  return namesIn(REQUEST_VERSIONS.flatMap((version) => itemPaths(ITEM_KINDS[itemType], version, known)));
}

/** Named by an update of every field there is, to many values and to none. */
function writtenProperties(itemType: ItemType): ReadonlySet<string> {
  const samples = fc.sample(itemType === 'contacts' ? contactFields : appointmentFields, { numRuns: 100, seed: SEED });
  const emptied = Object.fromEntries(Object.keys(synchronisedFields(itemType)).map((name) => [name, null]));
  const changes: readonly Fields[] = [...samples, { ...emptied, time: samples[0]?.['time'] ?? null }];
  return namesIn(
    REQUEST_VERSIONS.flatMap((version) =>
      changes.flatMap((fields) =>
        itemUpdates(
          { ref: { id: 'A', changeKey: 'B' }, changes: withoutOccurrences(fields), categories: ['x'], stamp: 'stamp' },
          ITEM_KINDS[itemType],
          { version, homeZone: null, foreignEmailSlots: [], ...(itemType === 'contacts' ? {} : { rule: NO_RULE }) },
        ),
      ),
    ),
  );
}

/** They are items of their own. */
function withoutOccurrences({ occurrences: _others, ...fields }: Fields): Fields {
  return fields;
}

function namesIn(markups: readonly { readonly markup: string }[]): ReadonlySet<string> {
  const text = markups.map(({ markup }) => markup).join('');
  const uris = [...text.matchAll(/FieldURI="[a-z]+:(\w+)/g)].map((match) => nameOf(match[1] ?? ''));
  return new Set(text.includes('ExtendedFieldURI') ? [...uris, 'ExtendedProperty'] : uris);
}

/** One element has all entries of a dictionary, and their paths are in the singular. */
function nameOf(path: string): string {
  const dictionaries: Readonly<Record<string, string>> = {
    EmailAddress: 'EmailAddresses',
    ImAddress: 'ImAddresses',
    PhoneNumber: 'PhoneNumbers',
    PhysicalAddress: 'PhysicalAddresses',
    AttachmentsContent: 'Attachments',
  };
  return dictionaries[path] ?? path;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
