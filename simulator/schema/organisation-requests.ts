import { MAILBOX } from './identifiers.ts';
import { BOOLEAN, DATE_TIME, INTEGER, listOf, NON_EMPTY_TEXT, oneOf, TEXT } from './simple-values.ts';
import type { TypeSpec } from './type-spec.ts';
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

const WEEKDAY = simple(oneOf('Sunday Monday Tuesday Wednesday Thursday Friday Saturday Day Weekday WeekendDay'));

const ZONE_TIME = sequence([
  one('t:Bias', simple(INTEGER)),
  one('t:Time', simple(TEXT)),
  one('t:DayOrder', simple(INTEGER)),
  one('t:Month', simple(INTEGER)),
  one('t:DayOfWeek', WEEKDAY),
  optional('t:Year', simple(TEXT)),
]);

const SERIALIZABLE_ZONE = sequence([
  one('t:Bias', simple(INTEGER)),
  one('t:StandardTime', ZONE_TIME),
  one('t:DaylightTime', ZONE_TIME),
]);

const MAILBOX_DATA = sequence([
  one(
    't:Email',
    sequence([
      optional('t:Name', simple(TEXT)),
      one('t:Address', simple(TEXT)),
      optional('t:RoutingType', simple(TEXT)),
    ]),
  ),
  one('t:AttendeeType', simple(oneOf('Organizer Required Optional Room Resource'))),
  optional('t:ExcludeConflicts', simple(BOOLEAN)),
]);

const TIME_WINDOW = sequence([one('t:StartTime', simple(DATE_TIME)), one('t:EndTime', simple(DATE_TIME))]);

const VIEWS = 'None MergedOnly FreeBusy FreeBusyMerged Detailed DetailedMerged';

/** Requests that look at the organisation rather than at items: zones, free times, delegates. */
export const ORGANISATION_REQUESTS: Readonly<Record<string, TypeSpec>> = {
  'm:GetServerTimeZones': sequence([optional('m:Ids', sequence([oneOrMore('t:Id', simple(TEXT))]), 'Exchange2010')], {
    ReturnFullTimeZoneData: optionalAttribute(BOOLEAN, 'Exchange2010'),
  }),
  'm:GetUserAvailabilityRequest': sequence([
    optional('t:TimeZone', SERIALIZABLE_ZONE),
    one('m:MailboxDataArray', sequence([anyNumber('t:MailboxData', MAILBOX_DATA)])),
    optional(
      't:FreeBusyViewOptions',
      sequence([
        one('t:TimeWindow', TIME_WINDOW),
        optional('t:MergedFreeBusyIntervalInMinutes', simple(INTEGER)),
        optional('t:RequestedView', simple(listOf(VIEWS))),
      ]),
    ),
    optional('t:SuggestionsViewOptions', OPAQUE),
  ]),
  'm:GetDelegate': sequence(
    [
      one('m:Mailbox', MAILBOX),
      optional(
        'm:UserIds',
        sequence([
          oneOrMore(
            't:UserId',
            sequence([
              optional('t:SID', simple(NON_EMPTY_TEXT)),
              optional('t:PrimarySmtpAddress', simple(NON_EMPTY_TEXT)),
              optional('t:DisplayName', simple(TEXT)),
              optional('t:DistinguishedUser', simple(oneOf('Default Anonymous'))),
              optional('t:ExternalUserIdentity', simple(TEXT), 'Exchange2010'),
            ]),
          ),
        ]),
      ),
    ],
    { IncludePermissions: requiredAttribute(BOOLEAN) },
  ),
};
