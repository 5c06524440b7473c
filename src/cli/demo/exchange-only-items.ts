import type { SampleDistributionList } from '../../demo/sample-data/index.ts';
import type { Appointment, Attendee, TimeZoneId } from '../../model/index.ts';
import { ianaToWindowsZone, instantOf, parseLocalDateTime, parseTimeZoneId } from '../../model/index.ts';

/** Nobody is invited by whoever writes it over EWS, so it is put in as it stands. */
export function isMeeting(appointment: Appointment): boolean {
  return (appointment.attendees ?? []).length > 0;
}

const HOME = parseTimeZoneId('Europe/Rome');

/** A meeting as the element that Exchange returns for it. */
export function meetingXml(appointment: Appointment, owner: string): string {
  const { subject, location, time, organizer } = appointment;
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
    text('IsMeeting', 'true'),
    text('IsRecurring', 'false'),
    text('CalendarItemType', 'Single'),
    text('MyResponseType', organizer == null || organizer.address === owner ? 'Organizer' : 'Tentative'),
    organizer == null ? '' : `<t:Organizer>${mailbox(organizer)}</t:Organizer>`,
    `<t:RequiredAttendees>${attendees.map(attendee).join('')}</t:RequiredAttendees>`,
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

function text(name: string, value: string): string {
  return `<t:${name}>${escape(value)}</t:${name}>`;
}

function escape(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
