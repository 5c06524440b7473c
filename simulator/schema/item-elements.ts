import type { ExchangeVersion } from '../soap/versions.ts';
import { ITEM_ID } from './identifiers.ts';
import { PATH_TO_EXTENDED_FIELD } from './paths.ts';
import { BINARY, BOOLEAN, DATE_TIME, INTEGER, integerBetween, oneOf, TEXT } from './simple-values.ts';
import type { Slot, TypeSpec } from './type-spec.ts';
import {
  anyNumber,
  choice,
  OPAQUE,
  one,
  oneOrMore,
  optional,
  optionalAttribute,
  requiredAttribute,
  sequence,
  simple,
} from './type-spec.ts';

/** A property that an item may carry, at its place in the sequence. */
export type ElementRow = readonly [localName: string, type: TypeSpec, since?: ExchangeVersion];

export const STRINGS = sequence([anyNumber('t:String', simple(TEXT))]);

export const BODY = simple(TEXT, {
  BodyType: requiredAttribute(oneOf('HTML Text')),
  IsTruncated: optionalAttribute(BOOLEAN, 'Exchange2013'),
});

export const EXTENDED_PROPERTY = sequence([
  one('t:ExtendedFieldURI', PATH_TO_EXTENDED_FIELD),
  choice(1, 'one', ['t:Value', simple(TEXT)], ['t:Values', sequence([oneOrMore('t:Value', simple(TEXT))])]),
]);

/** What all kinds of item share. */
export const ITEM_ROWS: readonly ElementRow[] = [
  ['MimeContent', OPAQUE],
  ['ItemId', ITEM_ID],
  ['ParentFolderId', ITEM_ID],
  ['ItemClass', simple(TEXT)],
  ['Subject', simple(TEXT)],
  ['Sensitivity', simple(oneOf('Normal Personal Private Confidential'))],
  ['Body', BODY],
  ['Attachments', OPAQUE],
  ['DateTimeReceived', simple(DATE_TIME)],
  ['Size', simple(INTEGER)],
  ['Categories', STRINGS],
  ['Importance', simple(oneOf('Low Normal High'))],
  ['InReplyTo', simple(TEXT)],
  ['IsSubmitted', simple(BOOLEAN)],
  ['IsDraft', simple(BOOLEAN)],
  ['IsFromMe', simple(BOOLEAN)],
  ['IsResend', simple(BOOLEAN)],
  ['IsUnmodified', simple(BOOLEAN)],
  ['InternetMessageHeaders', OPAQUE],
  ['DateTimeSent', simple(DATE_TIME)],
  ['DateTimeCreated', simple(DATE_TIME)],
  ['ResponseObjects', OPAQUE],
  ['ReminderDueBy', simple(DATE_TIME)],
  ['ReminderIsSet', simple(BOOLEAN)],
  ['ReminderNextTime', simple(DATE_TIME), 'Exchange2013'],
  // The one value above the range is Outlook's mark for "signal an overdue task".
  ['ReminderMinutesBeforeStart', simple(integerBetween(0, 2_629_800, 1_525_252_321))],
  ['DisplayCc', simple(TEXT)],
  ['DisplayTo', simple(TEXT)],
  ['DisplayBcc', simple(TEXT), 'Exchange2016'],
  ['HasAttachments', simple(BOOLEAN)],
  ['ExtendedProperty', EXTENDED_PROPERTY],
  ['Culture', simple(TEXT)],
  ['EffectiveRights', OPAQUE],
  ['LastModifiedName', simple(TEXT)],
  ['LastModifiedTime', simple(DATE_TIME)],
  ['IsAssociated', simple(BOOLEAN), 'Exchange2010'],
  ['WebClientReadFormQueryString', simple(TEXT), 'Exchange2010'],
  ['WebClientEditFormQueryString', simple(TEXT), 'Exchange2010'],
  ['ConversationId', ITEM_ID, 'Exchange2010'],
  ['UniqueBody', BODY, 'Exchange2010'],
  ['Flag', OPAQUE, 'Exchange2013'],
  ['StoreEntryId', simple(BINARY), 'Exchange2010'],
  ['InstanceKey', simple(BINARY), 'Exchange2013'],
  ['NormalizedBody', BODY, 'Exchange2013'],
  ['EntityExtractionResult', OPAQUE, 'Exchange2013'],
  ['PolicyTag', OPAQUE, 'Exchange2013'],
  ['ArchiveTag', OPAQUE, 'Exchange2013'],
  ['RetentionDate', simple(DATE_TIME), 'Exchange2013'],
  ['Preview', simple(TEXT), 'Exchange2013'],
  ['RightsManagementLicenseData', OPAQUE, 'Exchange2013'],
  ['PredictedActionReasons', OPAQUE, 'Exchange2013'],
  ['IsClutter', simple(BOOLEAN), 'Exchange2013'],
  ['BlockStatus', simple(BOOLEAN), 'Exchange2013'],
  ['HasBlockedImages', simple(BOOLEAN), 'Exchange2013'],
  ['TextBody', BODY, 'Exchange2013'],
  ['IconIndex', OPAQUE, 'Exchange2013'],
];

export function slotsOf(rows: readonly ElementRow[]): readonly Slot[] {
  return rows.map(([name, type, since]) =>
    name === 'ExtendedProperty' ? anyNumber(`t:${name}`, type) : optional(`t:${name}`, type, since),
  );
}
