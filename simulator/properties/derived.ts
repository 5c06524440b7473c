import { attachmentNode, attachmentsOf, isContactPhoto } from '../attachments/attachment.ts';
import {
  boundaryNode,
  deletedOccurrencesNode,
  modifiedOccurrencesNode,
  recurrenceNode,
} from '../recurrence/series-nodes.ts';
import { itemRightsNode } from '../rights/effective-rights.ts';
import type { MailboxRights } from '../rights/mailbox-rights.ts';
import { EMAIL_KEYS } from '../schema/contact-elements.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { StoredItem } from '../state/item.ts';
import { attendeeAddresses, isMeeting, isOrganizedBy, textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { shownZoneId } from '../time-zones/custom-zone.ts';
import { meetingTimeZoneNode } from '../time-zones/meeting-time-zone.ts';
import { displayNameOf, durationBetween, wallClockOf } from '../time-zones/zone.ts';
import { zoneDefinitionNode } from '../time-zones/zone-definition.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { TITLE_KEY } from './extended-path.ts';

export interface ReadContext {
  readonly mailbox: Mailbox;
  readonly rights: MailboxRights;
  /** Declared by the request: decides which form of a property is shown. */
  readonly version: ExchangeVersion;
}

type Derive = (item: StoredItem, context: ReadContext) => string | XmlNode | undefined;

const constant =
  (value: string): Derive =>
  () =>
    value;
/** The stored value, or what the server shows in its place. */
const or =
  (key: string, fallback: Derive): Derive =>
  (item, context) =>
    textOf(item, key) ?? fallback(item, context);

export function displayNameOfContact(item: StoredItem): string {
  const typed = textOf(item, 'DisplayName');
  if (typed !== undefined) return typed;
  const name = ['GivenName', 'MiddleName', 'Surname', 'Generation'].map((key) => textOf(item, key) ?? '');
  const full = name.filter((part) => part !== '').join(' ');
  return full || textOf(item, 'CompanyName') || textOf(item, 'EmailAddresses/EmailAddress1') || '';
}

function personNode(name: string, displayName: string, address: string): XmlNode {
  const mailbox = element('t:Mailbox', {}, [
    textElement('t:Name', displayName),
    textElement('t:EmailAddress', address),
    textElement('t:RoutingType', 'SMTP'),
  ]);
  return element(name, {}, [mailbox]);
}

function completeName(item: StoredItem): XmlNode | undefined {
  const parts = [
    ['Title', textOf(item, TITLE_KEY)],
    ['FirstName', textOf(item, 'GivenName')],
    ['MiddleName', textOf(item, 'MiddleName')],
    ['LastName', textOf(item, 'Surname')],
    ['Suffix', textOf(item, 'Generation')],
    ['Initials', textOf(item, 'Initials')],
    ['FullName', displayNameOfContact(item)],
    ['Nickname', textOf(item, 'Nickname')],
  ] as const;
  const present = parts.map(([name, text]) => (text === undefined ? undefined : textElement(`t:${name}`, text)));
  return element('t:CompleteName', {}, present);
}

function zoneOf(item: StoredItem, key: 'StartTimeZone' | 'EndTimeZone'): string {
  return textOf(item, key) ?? 'UTC';
}

const zoneNode =
  (key: 'StartTimeZone' | 'EndTimeZone'): Derive =>
  (item) =>
    zoneDefinitionNode(`t:${key}`, zoneOf(item, key), true);

/** `MeetingTimeZone` gave way to `StartTimeZone`: a request that declares 2010 or newer is not shown the old form. */
const meetingTimeZone: Derive = (item, { version }) =>
  rankOf(version) < rankOf('Exchange2010') ? meetingTimeZoneNode(zoneOf(item, 'StartTimeZone')) : undefined;

const FOR_EVERY_KIND: Readonly<Record<string, Derive>> = {
  ItemId: (item, { mailbox }) => element('t:ItemId', { Id: mailbox.itemId(item), ChangeKey: mailbox.changeKey(item) }),
  ParentFolderId: (item, { mailbox }) => {
    const folder = mailbox.folder(item.folder);
    if (folder === undefined) return undefined;
    return element('t:ParentFolderId', { Id: mailbox.folderId(folder), ChangeKey: mailbox.folderChangeKey(folder) });
  },
  Sensitivity: or('Sensitivity', constant('Normal')),
  Importance: or('Importance', constant('Normal')),
  DateTimeReceived: (item) => item.createdAt,
  DateTimeSent: (item) => item.createdAt,
  DateTimeCreated: (item) => item.createdAt,
  LastModifiedTime: (item) => item.modifiedAt,
  LastModifiedName: (item) => item.modifiedBy,
  Size: (item) => String(JSON.stringify(item.values).length),
  IsSubmitted: constant('false'),
  IsDraft: constant('false'),
  IsFromMe: constant('false'),
  IsResend: constant('false'),
  IsUnmodified: constant('false'),
  IsAssociated: constant('false'),
  HasAttachments: (item) => String(attachmentsOf(item).some((attachment) => !isContactPhoto(attachment))),
  Attachments: (item, { mailbox }) => {
    const nodes = attachmentsOf(item).map((attachment) => attachmentNode(mailbox.itemId(item), attachment, false));
    return nodes.length === 0 ? undefined : element('t:Attachments', {}, nodes);
  },
  ReminderIsSet: or('ReminderIsSet', constant('false')),
  ReminderMinutesBeforeStart: or('ReminderMinutesBeforeStart', constant('0')),
  Culture: or('Culture', constant('it-IT')),
  EffectiveRights: (item, { mailbox, rights, version }) => {
    const folder = mailbox.folder(item.folder);
    return folder === undefined ? undefined : itemRightsNode(rights, item, folder, version);
  },
};

const FOR_CONTACTS: Readonly<Record<string, Derive>> = {
  Subject: or('Subject', displayNameOfContact),
  DisplayName: displayNameOfContact,
  CompleteName: completeName,
  FileAsMapping: or('FileAsMapping', constant('None')),
  PostalAddressIndex: or('PostalAddressIndex', constant('None')),
  HasPicture: (item) => String(attachmentsOf(item).some(isContactPhoto)),
  EmailAddresses: (item, context) => {
    const entries = EMAIL_KEYS.flatMap((key) => emailEntryNode(item, key, context) ?? []);
    return entries.length === 0 ? undefined : element('t:EmailAddresses', {}, entries);
  },
};

export function emailEntryNode(item: StoredItem, key: string, { version }: ReadContext): XmlNode | undefined {
  const stored = item.values[`EmailAddresses/${key}`];
  if (stored === undefined || typeof stored === 'string' || !('name' in stored)) return undefined;
  const { Name: name, RoutingType: routing, MailboxType: type } = stored.attributes ?? {};
  const text = stored.text ?? '';
  // Exchange 2007 shows the bare address.
  if (rankOf(version) < rankOf('Exchange2010')) return element('t:Entry', { Key: key }, text);
  const attributes = { Key: key, Name: name ?? text, RoutingType: routing ?? 'SMTP', MailboxType: type ?? 'Contact' };
  return element('t:Entry', attributes, text);
}

const FOR_CALENDAR: Readonly<Record<string, Derive>> = {
  // Outlook reminds a quarter of an hour before, unless told otherwise; so does an appointment made without a word.
  ReminderIsSet: or('ReminderIsSet', constant('true')),
  ReminderMinutesBeforeStart: or('ReminderMinutesBeforeStart', constant('15')),
  ReminderDueBy: (item) => textOf(item, 'Start'),
  DisplayTo: (item) => attendeeAddresses(item).join('; '),
  DateTimeStamp: (item) => item.modifiedAt,
  IsAllDayEvent: or('IsAllDayEvent', constant('false')),
  LegacyFreeBusyStatus: or('LegacyFreeBusyStatus', (item) =>
    textOf(item, 'IsAllDayEvent') === 'true' ? 'Free' : 'Busy',
  ),
  IsMeeting: (item) => String(isMeeting(item)),
  IsCancelled: or('IsCancelled', constant('false')),
  IsRecurring: (item) => String(item.values['Recurrence'] !== undefined || item.occurrenceDay !== undefined),
  MeetingRequestWasSent: or('MeetingRequestWasSent', constant('false')),
  IsResponseRequested: or('IsResponseRequested', constant('true')),
  CalendarItemType: or('CalendarItemType', (item) =>
    item.values['Recurrence'] === undefined ? 'Single' : 'RecurringMaster',
  ),
  MyResponseType: or('MyResponseType', (item) => (isMeeting(item) ? 'Organizer' : 'Unknown')),
  Organizer: (item, { mailbox }) => {
    const stored = item.values['Organizer'];
    if (stored !== undefined && typeof stored !== 'string' && 'name' in stored) return stored;
    return personNode('t:Organizer', mailbox.owner.displayName, mailbox.owner.smtp);
  },
  IsOrganizer: (item, { mailbox }) => String(isOrganizedBy(item, mailbox.owner.smtp)),
  ConflictingMeetingCount: constant('0'),
  AdjacentMeetingCount: constant('0'),
  Duration: (item) => durationBetween(textOf(item, 'Start') ?? '', textOf(item, 'End') ?? ''),
  TimeZone: (item) => displayNameOf(zoneOf(item, 'StartTimeZone')),
  AppointmentSequenceNumber: or('AppointmentSequenceNumber', constant('0')),
  AppointmentState: or('AppointmentState', (item) => (isMeeting(item) ? '1' : '0')),
  Recurrence: (item, { version }) => recurrenceNode(item, version),
  FirstOccurrence: (item, { mailbox }) => boundaryNode('FirstOccurrence', item, mailbox),
  LastOccurrence: (item, { mailbox }) => boundaryNode('LastOccurrence', item, mailbox),
  ModifiedOccurrences: (item, { mailbox }) => modifiedOccurrencesNode(item, mailbox),
  DeletedOccurrences: deletedOccurrencesNode,
  MeetingTimeZone: meetingTimeZone,
  StartTimeZone: zoneNode('StartTimeZone'),
  EndTimeZone: zoneNode('EndTimeZone'),
  StartTimeZoneId: (item) => shownZoneId(zoneOf(item, 'StartTimeZone')),
  EndTimeZoneId: (item) => shownZoneId(zoneOf(item, 'EndTimeZone')),
  StartWallClock: (item) => wallClockOf(textOf(item, 'Start') ?? '', zoneOf(item, 'StartTimeZone')),
  EndWallClock: (item) => wallClockOf(textOf(item, 'End') ?? '', zoneOf(item, 'EndTimeZone')),
  ConferenceType: or('ConferenceType', constant('0')),
  AllowNewTimeProposal: or('AllowNewTimeProposal', constant('true')),
  IsOnlineMeeting: or('IsOnlineMeeting', constant('false')),
};

/** The function that makes a property which is not simply what was stored. */
export function findDerivation(item: StoredItem, key: string): Derive | undefined {
  if (item.kind === 'Contact' || item.kind === 'DistributionList') return FOR_CONTACTS[key] ?? FOR_EVERY_KIND[key];
  if (item.kind === 'CalendarItem') return FOR_CALENDAR[key] ?? FOR_EVERY_KIND[key];
  return FOR_EVERY_KIND[key];
}
