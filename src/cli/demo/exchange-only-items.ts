import type { SampleDistributionList } from '../../demo/sample-data/index.ts';
import type { Appointment, Attendee, RecurrencePattern, ShownRange, TimeZoneId } from '../../model/index.ts';
import { ianaToWindowsZone, instantOf, parseLocalDateTime, parseTimeZoneId } from '../../model/index.ts';

/** What the connector writes itself; everything else is a series or a meeting. */
export function isPlain(appointment: Appointment): boolean {
  return appointment.recurrence == null && (appointment.attendees ?? []).length === 0;
}

const HOME = parseTimeZoneId('Europe/Rome');

/** A series or a meeting as the element that Exchange returns for it. */
export function seriesOrMeetingXml(appointment: Appointment, owner: string): string {
  const { subject, location, time, recurrence, organizer } = appointment;
  const zone = time.kind === 'timed' ? (time.zone ?? HOME) : HOME;
  const windows = ianaToWindowsZone(zone) ?? 'UTC';
  const [start, end] =
    time.kind === 'timed' ? [time.start, time.end] : [midnight(time.startDate, zone), midnight(time.endDate, zone)];
  const attendees = appointment.attendees ?? [];
  const parts = [
    text('Subject', subject ?? ''),
    text('Start', start),
    text('End', end),
    text('IsAllDayEvent', String(time.kind === 'allDay')),
    text('LegacyFreeBusyStatus', appointment.busyStatus === 'free' ? 'Free' : 'Busy'),
    text('Location', location ?? ''),
    text('IsMeeting', String(attendees.length > 0)),
    text('IsRecurring', 'false'),
    text('CalendarItemType', recurrence == null ? 'Single' : 'RecurringMaster'),
    text('MyResponseType', organizer == null || organizer.address === owner ? 'Organizer' : 'Tentative'),
    organizer == null ? '' : `<t:Organizer>${mailbox(organizer)}</t:Organizer>`,
    attendees.length === 0 ? '' : `<t:RequiredAttendees>${attendees.map(attendee).join('')}</t:RequiredAttendees>`,
    recurrence?.pattern == null || recurrence.range == null
      ? ''
      : `<t:Recurrence>${pattern(recurrence.pattern)}${range(recurrence.range)}</t:Recurrence>`,
    `<t:StartTimeZone Id="${escape(windows)}"/><t:EndTimeZone Id="${escape(windows)}"/>`,
  ];
  return `<t:CalendarItem>${parts.join('')}</t:CalendarItem>`;
}

export function distributionListXml({ name }: SampleDistributionList): string {
  return `<t:DistributionList>${text('DisplayName', name)}</t:DistributionList>`;
}

function midnight(date: string, zone: TimeZoneId): string {
  return instantOf({ local: parseLocalDateTime(`${date}T00:00:00`), zone });
}

function attendee({ response, ...person }: Attendee): string {
  const answer = { none: 'NoResponseReceived', accepted: 'Accept', tentative: 'Tentative', declined: 'Decline' }[
    response
  ];
  return `<t:Attendee>${mailbox(person)}${text('ResponseType', answer)}</t:Attendee>`;
}

function mailbox({ name, address }: { readonly name?: string | null; readonly address: string }): string {
  return `<t:Mailbox>${text('Name', name ?? address)}${text('EmailAddress', address)}${text('RoutingType', 'SMTP')}</t:Mailbox>`;
}

function pattern(value: RecurrencePattern): string {
  const interval = 'interval' in value ? text('Interval', String(value.interval)) : '';
  switch (value.kind) {
    case 'daily':
      return `<t:DailyRecurrence>${interval}</t:DailyRecurrence>`;
    case 'weekly':
      return `<t:WeeklyRecurrence>${interval}${text('DaysOfWeek', value.days.map(capital).join(' '))}${text('FirstDayOfWeek', capital(value.firstDayOfWeek))}</t:WeeklyRecurrence>`;
    case 'absoluteMonthly':
      return `<t:AbsoluteMonthlyRecurrence>${interval}${text('DayOfMonth', String(value.dayOfMonth))}</t:AbsoluteMonthlyRecurrence>`;
    case 'relativeMonthly':
      return `<t:RelativeMonthlyRecurrence>${interval}${text('DaysOfWeek', capital(value.day))}${text('DayOfWeekIndex', capital(value.index))}</t:RelativeMonthlyRecurrence>`;
    case 'absoluteYearly':
      return `<t:AbsoluteYearlyRecurrence>${text('DayOfMonth', String(value.dayOfMonth))}${text('Month', month(value.month))}</t:AbsoluteYearlyRecurrence>`;
    case 'relativeYearly':
      return `<t:RelativeYearlyRecurrence>${text('DaysOfWeek', capital(value.day))}${text('DayOfWeekIndex', capital(value.index))}${text('Month', month(value.month))}</t:RelativeYearlyRecurrence>`;
  }
}

function range(value: ShownRange): string {
  const start = text('StartDate', value.startDate);
  if (value.kind === 'noEnd') return `<t:NoEndRecurrence>${start}</t:NoEndRecurrence>`;
  if (value.kind === 'endDate')
    return `<t:EndDateRecurrence>${start}${text('EndDate', value.endDate)}</t:EndDateRecurrence>`;
  return `<t:NumberedRecurrence>${start}${text('NumberOfOccurrences', String(value.occurrences))}</t:NumberedRecurrence>`;
}

function month(number: number): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2026, number - 1, 1)),
  );
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function text(name: string, value: string): string {
  return `<t:${name}>${escape(value)}</t:${name}>`;
}

function escape(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
