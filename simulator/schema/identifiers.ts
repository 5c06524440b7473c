import type { Vocabulary } from './simple-values.ts';
import { BOOLEAN, DATE_TIME, INTEGER, NON_EMPTY_TEXT, oneOf, TEXT } from './simple-values.ts';
import { choice, oneOrMore, optional, optionalAttribute, requiredAttribute, sequence, simple } from './type-spec.ts';

export const DISTINGUISHED_FOLDERS: Vocabulary = {
  Exchange2007:
    'calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot ' +
    'publicfoldersroot root junkemail searchfolders voicemail',
  Exchange2010:
    'recoverableitemsroot recoverableitemsdeletions recoverableitemsversions recoverableitemspurges archiveroot ' +
    'archivemsgfolderroot archivedeleteditems archiverecoverableitemsroot archiverecoverableitemsdeletions ' +
    'archiverecoverableitemsversions archiverecoverableitemspurges',
  Exchange2013:
    'archiveinbox syncissues conflicts localfailures serverfailures recipientcache quickcontacts ' +
    'conversationhistory adminauditlogs todosearch mycontacts directory imcontactlist peopleconnect favorites',
  Exchange2016: 'recoverableitemsdiscoveryholds archiverecoverableitemsdiscoveryholds',
};

const MAILBOX_TYPES = oneOf({
  Exchange2007: 'Mailbox PublicDL PrivateDL Contact PublicFolder',
  Exchange2010: 'Unknown OneOff',
  Exchange2013: 'GroupMailbox',
});
export const MAILBOX_TYPE = MAILBOX_TYPES;

export const ITEM_ID = sequence([], { Id: requiredAttribute(TEXT), ChangeKey: optionalAttribute(TEXT) });
const FOLDER_ID = sequence([], { Id: requiredAttribute(TEXT), ChangeKey: optionalAttribute(TEXT) });

/** A person or list, as in attendees and in the owner of a distinguished folder. */
export const MAILBOX = sequence([
  optional('t:Name', simple(TEXT)),
  optional('t:EmailAddress', simple(NON_EMPTY_TEXT)),
  optional('t:RoutingType', simple(NON_EMPTY_TEXT)),
  optional('t:MailboxType', simple(MAILBOX_TYPES)),
  optional('t:ItemId', ITEM_ID),
  optional('t:OriginalDisplayName', simple(TEXT), 'Exchange2013'),
]);

const DISTINGUISHED_FOLDER_ID = sequence([optional('t:Mailbox', MAILBOX)], {
  Id: requiredAttribute(oneOf(DISTINGUISHED_FOLDERS)),
  ChangeKey: optionalAttribute(TEXT),
});

export const FOLDER_IDS = sequence([
  choice(1, 'many', ['t:FolderId', FOLDER_ID], ['t:DistinguishedFolderId', DISTINGUISHED_FOLDER_ID]),
]);

export const TARGET_FOLDER_ID = sequence([
  choice(
    1,
    'one',
    ['t:FolderId', FOLDER_ID],
    ['t:DistinguishedFolderId', DISTINGUISHED_FOLDER_ID],
    ['t:AddressListId', sequence([], { Id: requiredAttribute(TEXT) }), 'Exchange2013'],
  ),
]);

const OCCURRENCE_ITEM_ID = sequence([], {
  RecurringMasterId: requiredAttribute(TEXT),
  ChangeKey: optionalAttribute(TEXT),
  InstanceIndex: requiredAttribute(INTEGER),
});

const RECURRING_MASTER_ITEM_ID = sequence([], {
  OccurrenceId: requiredAttribute(TEXT),
  ChangeKey: optionalAttribute(TEXT),
});

const OCCURRENCE_RANGE = sequence([], {
  Start: optionalAttribute(DATE_TIME),
  End: optionalAttribute(DATE_TIME),
  Count: optionalAttribute(INTEGER),
  CompareOriginalStartTime: optionalAttribute(BOOLEAN),
});

const RECURRING_MASTER_ITEM_ID_RANGES = sequence(
  [optional('t:Ranges', sequence([oneOrMore('t:Range', OCCURRENCE_RANGE)]))],
  { Id: requiredAttribute(TEXT), ChangeKey: optionalAttribute(TEXT) },
);

const SINGLE_ITEM_IDS = [
  ['t:ItemId', ITEM_ID],
  ['t:OccurrenceItemId', OCCURRENCE_ITEM_ID],
  ['t:RecurringMasterItemId', RECURRING_MASTER_ITEM_ID],
] as const;

export const ITEM_IDS = sequence([
  choice(1, 'many', ...SINGLE_ITEM_IDS, [
    't:RecurringMasterItemIdRanges',
    RECURRING_MASTER_ITEM_ID_RANGES,
    'Exchange2013',
  ]),
]);

export const changedItemId = choice(1, 'one', ...SINGLE_ITEM_IDS);
