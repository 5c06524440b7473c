import { SINGLE_RECIPIENT } from './contact-elements.ts';
import { MAILBOX } from './identifiers.ts';
import type { ElementRow } from './item-elements.ts';
import { ITEM_ROWS, slotsOf } from './item-elements.ts';
import { RECURRENCE } from './recurrence-elements.ts';
import { BOOLEAN, DATE_TIME, INTEGER, oneOf, TEXT } from './simple-values.ts';
import { OPAQUE, one, oneOrMore, optional, optionalAttribute, sequence, simple } from './type-spec.ts';

const RESPONSE_TYPE = simple(oneOf('Unknown Organizer Tentative Accept Decline NoResponseReceived'));

const ATTENDEES = sequence([
  oneOrMore(
    't:Attendee',
    sequence([
      one('t:Mailbox', MAILBOX),
      optional('t:ResponseType', RESPONSE_TYPE),
      optional('t:LastResponseTime', simple(DATE_TIME)),
      optional('t:ProposedStart', simple(DATE_TIME), 'Exchange2013'),
      optional('t:ProposedEnd', simple(DATE_TIME), 'Exchange2013'),
    ]),
  ),
]);

const TIME_ZONE_DEFINITION = sequence(
  [
    optional('t:Periods', OPAQUE, 'Exchange2010'),
    optional('t:TransitionsGroups', OPAQUE, 'Exchange2010'),
    optional('t:Transitions', OPAQUE, 'Exchange2010'),
  ],
  { Id: optionalAttribute(TEXT), Name: optionalAttribute(TEXT) },
);

const MEETING_TIME_ZONE = sequence(
  [optional('t:BaseOffset', OPAQUE), optional('t:Standard', OPAQUE), optional('t:Daylight', OPAQUE)],
  { TimeZoneName: optionalAttribute(TEXT) },
);

const FREE_BUSY = simple(oneOf({ Exchange2007: 'Free Tentative Busy OOF NoData', Exchange2013: 'WorkingElsewhere' }));

export const CALENDAR_ROWS: readonly ElementRow[] = [
  ['UID', simple(TEXT)],
  ['RecurrenceId', simple(DATE_TIME)],
  ['DateTimeStamp', simple(DATE_TIME)],
  ['Start', simple(DATE_TIME)],
  ['End', simple(DATE_TIME)],
  ['OriginalStart', simple(DATE_TIME)],
  ['IsAllDayEvent', simple(BOOLEAN)],
  ['LegacyFreeBusyStatus', FREE_BUSY],
  ['Location', simple(TEXT)],
  ['When', simple(TEXT)],
  ['IsMeeting', simple(BOOLEAN)],
  ['IsCancelled', simple(BOOLEAN)],
  ['IsRecurring', simple(BOOLEAN)],
  ['MeetingRequestWasSent', simple(BOOLEAN)],
  ['IsResponseRequested', simple(BOOLEAN)],
  ['CalendarItemType', simple(oneOf('Single Occurrence Exception RecurringMaster'))],
  ['MyResponseType', RESPONSE_TYPE],
  ['Organizer', SINGLE_RECIPIENT],
  ['RequiredAttendees', ATTENDEES],
  ['OptionalAttendees', ATTENDEES],
  ['Resources', ATTENDEES],
  ['InboxReminders', OPAQUE, 'Exchange2016'],
  ['ConflictingMeetingCount', simple(INTEGER)],
  ['AdjacentMeetingCount', simple(INTEGER)],
  ['ConflictingMeetings', OPAQUE],
  ['AdjacentMeetings', OPAQUE],
  ['Duration', simple(TEXT)],
  ['TimeZone', simple(TEXT)],
  ['AppointmentReplyTime', simple(DATE_TIME)],
  ['AppointmentSequenceNumber', simple(INTEGER)],
  ['AppointmentState', simple(INTEGER)],
  ['Recurrence', RECURRENCE],
  ['FirstOccurrence', OPAQUE],
  ['LastOccurrence', OPAQUE],
  ['ModifiedOccurrences', OPAQUE],
  ['DeletedOccurrences', OPAQUE],
  ['MeetingTimeZone', MEETING_TIME_ZONE],
  ['StartTimeZone', TIME_ZONE_DEFINITION, 'Exchange2010'],
  ['EndTimeZone', TIME_ZONE_DEFINITION, 'Exchange2010'],
  ['ConferenceType', simple(INTEGER)],
  ['AllowNewTimeProposal', simple(BOOLEAN)],
  ['IsOnlineMeeting', simple(BOOLEAN)],
  ['MeetingWorkspaceUrl', simple(TEXT)],
  ['NetShowUrl', simple(TEXT)],
  ['EnhancedLocation', OPAQUE, 'Exchange2013'],
  ['StartWallClock', simple(DATE_TIME), 'Exchange2013'],
  ['EndWallClock', simple(DATE_TIME), 'Exchange2013'],
  ['StartTimeZoneId', simple(TEXT), 'Exchange2013'],
  ['EndTimeZoneId', simple(TEXT), 'Exchange2013'],
  ['IntendedFreeBusyStatus', FREE_BUSY, 'Exchange2013'],
  ['JoinOnlineMeetingUrl', simple(TEXT), 'Exchange2013'],
  ['OnlineMeetingSettings', OPAQUE, 'Exchange2013'],
  ['IsOrganizer', simple(BOOLEAN), 'Exchange2013'],
];

export const CALENDAR_ITEM = sequence(slotsOf([...ITEM_ROWS, ...CALENDAR_ROWS]));
