import type { Appointment, Attendee, Instant, Organizer, TimeZoneId } from '../../../model/index.ts';
import { isShownTwice, wallTimeAt } from '../../../model/index.ts';
import type { Extra } from '../stored-record.ts';
import { formatContentLine } from './content-line.ts';
import { writeReminder } from './ical-alarm.ts';
import { escapeText } from './text-value.ts';

export interface EventSource {
  readonly uid: string;
  readonly appointment: Appointment;
  readonly extra: Extra | null;
  /** ISO instant of the last change. */
  readonly revision: string;
}

/**
 * The VEVENT of one appointment, unfolded.
 * @param when the lines that tell when it takes place, and of what series it is a part
 */
export function eventLines(source: EventSource, when: readonly string[]): readonly string[] {
  const { appointment, extra } = source;
  const known = extra?.kind === 'icalendar' ? extra : { lines: [], alarms: [] };
  const { reminderMinutes } = appointment;
  const revision = source.revision.replace(/\.\d+/, '').replace(/[-:]/g, '');
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(source.uid)}`,
    `DTSTAMP:${revision}`,
    `LAST-MODIFIED:${revision}`,
    ...when,
    ...text('SUMMARY', appointment.subject),
    ...text('LOCATION', appointment.location),
    ...text('DESCRIPTION', appointment.body),
    ...(appointment.categories?.length ? [`CATEGORIES:${appointment.categories.map(escapeText).join(',')}`] : []),
    ...(appointment.sensitivity ? [`CLASS:${CLASSES[appointment.sensitivity]}`] : []),
    ...(appointment.busyStatus
      ? [
          `TRANSP:${appointment.busyStatus === 'free' ? 'TRANSPARENT' : 'OPAQUE'}`,
          `X-MICROSOFT-CDO-BUSYSTATUS:${BUSY[appointment.busyStatus]}`,
        ]
      : []),
    ...(appointment.importance ? [`PRIORITY:${PRIORITIES[appointment.importance]}`] : []),
    ...(appointment.organizer ? [organizerLine(appointment.organizer)] : []),
    ...(appointment.attendees ?? []).map(attendeeLine),
    ...known.lines,
    ...(reminderMinutes === null || reminderMinutes === undefined ? [] : writeReminder(reminderMinutes)),
    ...known.alarms.flatMap((alarm) => alarm.split('\n')),
    'END:VEVENT',
  ];
}

const CLASSES = { normal: 'PUBLIC', personal: 'X-PERSONAL', private: 'PRIVATE', confidential: 'CONFIDENTIAL' } as const;
const PRIORITIES = { high: '1', normal: '5', low: '9' } as const;
const BUSY = {
  free: 'FREE',
  tentative: 'TENTATIVE',
  busy: 'BUSY',
  outOfOffice: 'OOF',
  workingElsewhere: 'WORKINGELSEWHERE',
} as const;

/** DTSTART and DTEND. */
export function timeLines({ time }: Appointment): readonly string[] {
  if (time.kind === 'allDay')
    return [
      `DTSTART;VALUE=DATE:${time.startDate.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${time.endDate.replaceAll('-', '')}`,
    ];
  return [moment('DTSTART', time.start, time.zone), moment('DTEND', time.end, time.zone)];
}

function moment(name: string, instant: Instant, zone: TimeZoneId | null): string {
  const wall = zone === null ? null : wallTimeAt(instant, zone);
  // Of an hour that the clock shows twice RFC 5545 means the first; readers take either of the two.
  if (wall === null || isShownTwice(wall)) return `${name}:${instant.replace(/[-:]/g, '')}`;
  return formatContentLine(name, [['TZID', wall.zone]], wall.local.replace(/[-:]/g, ''));
}

function text(name: string, value: string | null | undefined): readonly string[] {
  return value ? [`${name}:${escapeText(value)}`] : [];
}

function organizerLine(organizer: Organizer): string {
  return formatContentLine('ORGANIZER', commonName(organizer), `mailto:${organizer.address}`);
}

const ROLES = {
  required: ['ROLE', 'REQ-PARTICIPANT'],
  optional: ['ROLE', 'OPT-PARTICIPANT'],
  resource: ['CUTYPE', 'RESOURCE'],
} as const;
const RESPONSES = { none: 'NEEDS-ACTION', accepted: 'ACCEPTED', tentative: 'TENTATIVE', declined: 'DECLINED' } as const;

function attendeeLine(attendee: Attendee): string {
  const response = ['PARTSTAT', RESPONSES[attendee.response]] as const;
  const parameters = [...commonName(attendee), ROLES[attendee.role], response];
  return formatContentLine('ATTENDEE', parameters, `mailto:${attendee.address}`);
}

function commonName({ name }: Organizer): readonly (readonly [string, string])[] {
  return name ? [['CN', name]] : [];
}
