import type { ExchangeVersion } from '../soap/versions.ts';
import { ATTACHMENT_REQUESTS } from './attachment-requests.ts';
import { CALENDAR_ITEM } from './calendar-elements.ts';
import { CONTACT, DISTRIBUTION_LIST } from './contact-elements.ts';
import { changedItemId, FOLDER_IDS, ITEM_ID, ITEM_IDS, TARGET_FOLDER_ID } from './identifiers.ts';
import { ITEM_ROWS, slotsOf } from './item-elements.ts';
import { NOTIFICATION_REQUESTS } from './notification-requests.ts';
import { ORGANISATION_REQUESTS } from './organisation-requests.ts';
import { pathSlot } from './paths.ts';
import { RESTRICTION, SORT_ORDER } from './restrictions.ts';
import { BOOLEAN, DATE_TIME, INTEGER, integerBetween, NON_EMPTY_TEXT, oneOf, TEXT } from './simple-values.ts';
import type { AttributeSpecs, TypeSpec } from './type-spec.ts';
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

const BASE_SHAPE = one('t:BaseShape', simple(oneOf('IdOnly Default AllProperties')));
const ADDITIONAL_PROPERTIES = optional('t:AdditionalProperties', sequence([pathSlot('many')]));
const BODY_KIND = simple(oneOf('Best HTML Text'));
const DISPOSITION = optionalAttribute(oneOf('SaveOnly SendOnly SendAndSaveCopy'));
const SEND_TO_ALL = optionalAttribute(oneOf('SendToNone SendOnlyToAll SendToAllAndSaveCopy'));
const ID_FORMAT = requiredAttribute(oneOf('EwsLegacyId EwsId EntryId HexEntryId StoreId OwaId'));

const FOLDER_SHAPE = sequence([BASE_SHAPE, ADDITIONAL_PROPERTIES]);

const ITEM_SHAPE = sequence([
  BASE_SHAPE,
  optional('t:IncludeMimeContent', simple(BOOLEAN)),
  optional('t:BodyType', BODY_KIND),
  optional('t:UniqueBodyType', BODY_KIND, 'Exchange2013'),
  optional('t:NormalizedBodyType', BODY_KIND, 'Exchange2013'),
  optional('t:FilterHtmlContent', simple(BOOLEAN), 'Exchange2010'),
  optional('t:ConvertHtmlCodePageToUTF8', simple(BOOLEAN), 'Exchange2010'),
  optional('t:InlineImageUrlTemplate', simple(TEXT), 'Exchange2013'),
  optional('t:BlockExternalImages', simple(BOOLEAN), 'Exchange2013'),
  optional('t:AddBlankTargetToLinks', simple(BOOLEAN), 'Exchange2013'),
  optional('t:MaximumBodySize', simple(INTEGER), 'Exchange2013'),
  ADDITIONAL_PROPERTIES,
]);

const INDEXED_PAGE = sequence([], {
  MaxEntriesReturned: optionalAttribute(INTEGER),
  Offset: requiredAttribute(INTEGER),
  BasePoint: requiredAttribute(oneOf('Beginning End')),
});

const CALENDAR_VIEW = sequence([], {
  MaxEntriesReturned: optionalAttribute(INTEGER),
  StartDate: requiredAttribute(DATE_TIME),
  EndDate: requiredAttribute(DATE_TIME),
});

const ITEM_KINDS = [
  ['t:Item', sequence(slotsOf(ITEM_ROWS))],
  ['t:Message', OPAQUE],
  ['t:CalendarItem', CALENDAR_ITEM],
  ['t:Contact', CONTACT],
  ['t:DistributionList', DISTRIBUTION_LIST],
  ['t:MeetingMessage', OPAQUE],
  ['t:MeetingRequest', OPAQUE],
  ['t:MeetingResponse', OPAQUE],
  ['t:MeetingCancellation', OPAQUE],
  ['t:Task', OPAQUE],
  ['t:PostItem', OPAQUE],
] as const;

const RESPONSE_OBJECTS = (
  'ReplyToItem ForwardItem ReplyAllToItem AcceptItem TentativelyAcceptItem DeclineItem CancelCalendarItem ' +
  'RemoveItem SuppressReadReceipt'
)
  .split(' ')
  .map((name) => [`t:${name}`, OPAQUE] as const);

const setField = sequence([pathSlot('one'), choice(1, 'one', ...ITEM_KINDS)]);

const ITEM_CHANGES = sequence([
  oneOrMore(
    't:ItemChange',
    sequence([
      changedItemId,
      one(
        't:Updates',
        sequence([
          choice(
            1,
            'many',
            ['t:AppendToItemField', setField],
            ['t:SetItemField', setField],
            ['t:DeleteItemField', sequence([pathSlot('one')])],
          ),
        ]),
      ),
    ]),
  ),
]);

const MOVE_OR_COPY = sequence([
  one('m:ToFolderId', TARGET_FOLDER_ID),
  one('m:ItemIds', ITEM_IDS),
  optional('m:ReturnNewItemIds', simple(BOOLEAN), 'Exchange2010_SP1'),
]);

const ALTERNATE_ID: AttributeSpecs = {
  Format: ID_FORMAT,
  Id: requiredAttribute(TEXT),
  Mailbox: requiredAttribute(NON_EMPTY_TEXT),
  IsArchive: optionalAttribute(BOOLEAN, 'Exchange2010'),
};

/** Operations that came after the first version; all others are as old as EWS. */
export const OPERATIONS_SINCE: Readonly<Record<string, ExchangeVersion>> = {
  'm:GetServerTimeZones': 'Exchange2010',
  'm:ConvertId': 'Exchange2007_SP1',
  'm:GetStreamingEvents': 'Exchange2010_SP1',
  'm:GetDelegate': 'Exchange2007_SP1',
};

/** Every operation that is answered, and what its request looks like. */
export const REQUESTS: Readonly<Record<string, TypeSpec>> = {
  'm:GetFolder': sequence([one('m:FolderShape', FOLDER_SHAPE), one('m:FolderIds', FOLDER_IDS)]),
  'm:FindFolder': sequence(
    [
      one('m:FolderShape', FOLDER_SHAPE),
      choice(0, 'one', ['m:IndexedPageFolderView', INDEXED_PAGE], ['m:FractionalPageFolderView', OPAQUE]),
      optional('m:Restriction', RESTRICTION),
      one('m:ParentFolderIds', FOLDER_IDS),
    ],
    { Traversal: requiredAttribute(oneOf('Shallow Deep SoftDeleted')) },
  ),
  'm:SyncFolderHierarchy': sequence([
    one('m:FolderShape', FOLDER_SHAPE),
    optional('m:SyncFolderId', TARGET_FOLDER_ID),
    optional('m:SyncState', simple(TEXT)),
  ]),
  'm:SyncFolderItems': sequence([
    one('m:ItemShape', ITEM_SHAPE),
    one('m:SyncFolderId', TARGET_FOLDER_ID),
    optional('m:SyncState', simple(TEXT)),
    optional('m:Ignore', sequence([anyNumber('t:ItemId', ITEM_ID)])),
    one('m:MaxChangesReturned', simple(integerBetween(1, 512))),
    optional('m:SyncScope', simple(oneOf('NormalItems NormalAndAssociatedItems')), 'Exchange2010'),
  ]),
  'm:GetItem': sequence([one('m:ItemShape', ITEM_SHAPE), one('m:ItemIds', ITEM_IDS)]),
  'm:FindItem': sequence(
    [
      one('m:ItemShape', ITEM_SHAPE),
      choice(
        0,
        'one',
        ['m:IndexedPageItemView', INDEXED_PAGE],
        ['m:FractionalPageItemView', OPAQUE],
        ['m:SeekToConditionPageItemView', OPAQUE, 'Exchange2013'],
        ['m:CalendarView', CALENDAR_VIEW],
        ['m:ContactsView', OPAQUE],
      ),
      choice(0, 'one', ['m:GroupBy', OPAQUE], ['m:DistinguishedGroupBy', OPAQUE]),
      optional('m:Restriction', RESTRICTION),
      optional('m:SortOrder', SORT_ORDER),
      one('m:ParentFolderIds', FOLDER_IDS),
      optional('m:QueryString', OPAQUE, 'Exchange2010'),
    ],
    { Traversal: requiredAttribute(oneOf({ Exchange2007: 'Shallow SoftDeleted', Exchange2010: 'Associated' })) },
  ),
  'm:CreateItem': sequence(
    [
      optional('m:SavedItemFolderId', TARGET_FOLDER_ID),
      one('m:Items', sequence([choice(1, 'many', ...ITEM_KINDS, ...RESPONSE_OBJECTS)])),
    ],
    { MessageDisposition: DISPOSITION, SendMeetingInvitations: SEND_TO_ALL },
  ),
  'm:UpdateItem': sequence([optional('m:SavedItemFolderId', TARGET_FOLDER_ID), one('m:ItemChanges', ITEM_CHANGES)], {
    ConflictResolution: requiredAttribute(oneOf('NeverOverwrite AutoResolve AlwaysOverwrite')),
    MessageDisposition: DISPOSITION,
    SendMeetingInvitationsOrCancellations: optionalAttribute(
      oneOf('SendToNone SendOnlyToAll SendOnlyToChanged SendToAllAndSaveCopy SendToChangedAndSaveCopy'),
    ),
    SuppressReadReceipts: optionalAttribute(BOOLEAN, 'Exchange2013_SP1'),
  }),
  'm:DeleteItem': sequence([one('m:ItemIds', ITEM_IDS)], {
    DeleteType: requiredAttribute(oneOf('HardDelete SoftDelete MoveToDeletedItems')),
    SendMeetingCancellations: SEND_TO_ALL,
    AffectedTaskOccurrences: optionalAttribute(oneOf('AllOccurrences SpecifiedOccurrenceOnly')),
    SuppressReadReceipts: optionalAttribute(BOOLEAN, 'Exchange2013_SP1'),
  }),
  ...ATTACHMENT_REQUESTS,
  ...NOTIFICATION_REQUESTS,
  ...ORGANISATION_REQUESTS,
  'm:MoveItem': MOVE_OR_COPY,
  'm:CopyItem': MOVE_OR_COPY,
  'm:ResolveNames': sequence(
    [optional('m:ParentFolderIds', FOLDER_IDS), one('m:UnresolvedEntry', simple(NON_EMPTY_TEXT))],
    {
      ReturnFullContactData: requiredAttribute(BOOLEAN),
      SearchScope: optionalAttribute(oneOf('ActiveDirectory ActiveDirectoryContacts Contacts ContactsActiveDirectory')),
      ContactDataShape: optionalAttribute(oneOf('IdOnly Default AllProperties'), 'Exchange2010_SP2'),
    },
  ),
  'm:ConvertId': sequence(
    [
      one(
        'm:SourceIds',
        sequence([
          choice(
            1,
            'many',
            ['t:AlternateId', sequence([], ALTERNATE_ID)],
            ['t:AlternatePublicFolderId', OPAQUE],
            ['t:AlternatePublicFolderItemId', OPAQUE],
          ),
        ]),
      ),
    ],
    { DestinationFormat: ID_FORMAT },
  ),
};
