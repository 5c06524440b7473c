import type { AppointmentTime, Attendee, Fields, FieldValue, Organizer } from '../../../model/index.ts';
import { epochSeconds, startOfDay } from '../../../model/index.ts';
import type { Component } from './components.ts';
import { findLine, rawValue } from './components.ts';
import type { ContentLine } from './content-line.ts';
import { reminderOf } from './ical-alarm.ts';
import type { TimeProblem, ZoneContext } from './ical-time.ts';
import { readEventTime } from './ical-time.ts';
import { listValue, unescapeText } from './text-value.ts';

export type EventRead =
  | ({
      readonly kind: 'appointment';
      /** Without what makes it a series or a part of one. */
      readonly fields: Fields;
    } & UnreadParts)
  | { readonly kind: 'refused'; readonly code: TimeProblem };

/** What no field of an appointment expresses, unfolded, as it came. */
export interface UnreadParts {
  readonly lines: readonly string[];
  /** VALARMs beyond the reminder. */
  readonly alarms: readonly string[];
}

/** One VEVENT, as if it were alone. */
export function readEvent(event: Component, zones: ZoneContext): EventRead {
  const time = readEventTime(event, zones);
  if (typeof time === 'string') return { kind: 'refused', code: time };

  const bounds = boundsOf(time, zones);
  const reminders = event.children.map((alarm) => (alarm.name === 'VALARM' ? reminderOf(alarm, bounds, zones) : null));
  const chosen = reminders.findIndex((minutes) => minutes !== null);
  const attendees = event.lines.filter((line) => line.name === 'ATTENDEE').flatMap((line) => attendee(line) ?? []);
  const organizerLine = findLine(event, 'ORGANIZER');

  const given: Record<string, FieldValue> = {
    time,
    subject: textOf(event, 'SUMMARY'),
    location: textOf(event, 'LOCATION'),
    body: textOf(event, 'DESCRIPTION'),
    busyStatus: busyStatus(event),
    sensitivity: SENSITIVITIES[rawValue(event, 'CLASS')?.toUpperCase() ?? ''] ?? null,
    importance: importance(event),
    reminderMinutes: reminders[chosen] ?? null,
    categories: event.lines.filter((line) => line.name === 'CATEGORIES').flatMap((line) => listValue(line.value)),
    organizer: organizerLine === undefined ? null : (mailbox(organizerLine) as FieldValue),
    attendees: attendees.length === 0 ? null : (attendees as unknown as FieldValue),
  };
  const understood = (line: ContentLine) =>
    UNDERSTOOD.has(line.name) || (line.name === 'X-ALT-DESC' && given['body'] !== null);
  return {
    kind: 'appointment',
    fields: given,
    lines: event.lines.filter((line) => !understood(line)).map((line) => line.raw),
    alarms: event.children.filter((_alarm, index) => index !== chosen).map((alarm) => alarm.raw.join('\n')),
  };
}

export function isCancelled(event: Component): boolean {
  return rawValue(event, 'STATUS')?.toUpperCase() === 'CANCELLED';
}

/** What makes a VEVENT a series, or a part of one. The last is Outlook's, for rules by another calendar than ours. */
export const RECURRENCE = new Set(['RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'RECURRENCE-ID', 'X-MICROSOFT-RRULE']);

/** Held by fields, or made anew by every export. X-ALT-DESC is the body once more, and would outlive a change of it. */
const UNDERSTOOD = new Set([
  ...RECURRENCE,
  'UID',
  'DTSTAMP',
  'LAST-MODIFIED',
  'DTSTART',
  'DTEND',
  'DURATION',
  'SUMMARY',
  'LOCATION',
  'DESCRIPTION',
  'CATEGORIES',
  'CLASS',
  'TRANSP',
  'PRIORITY',
  'ORGANIZER',
  'ATTENDEE',
  'X-MICROSOFT-CDO-BUSYSTATUS',
  'X-MICROSOFT-CDO-ALLDAYEVENT',
  'X-MICROSOFT-CDO-IMPORTANCE',
]);

const SENSITIVITIES: Readonly<Record<string, string>> = {
  PUBLIC: 'normal',
  PRIVATE: 'private',
  CONFIDENTIAL: 'confidential',
  'X-PERSONAL': 'personal',
};

const BUSY: Readonly<Record<string, string>> = {
  FREE: 'free',
  TENTATIVE: 'tentative',
  BUSY: 'busy',
  OOF: 'outOfOffice',
  WORKINGELSEWHERE: 'workingElsewhere',
};

function busyStatus(event: Component): string | null {
  const outlook = BUSY[rawValue(event, 'X-MICROSOFT-CDO-BUSYSTATUS')?.toUpperCase() ?? ''];
  if (outlook !== undefined) return outlook;
  if (rawValue(event, 'TRANSP')?.toUpperCase() === 'TRANSPARENT') return 'free';
  return rawValue(event, 'STATUS')?.toUpperCase() === 'TENTATIVE' ? 'tentative' : null;
}

/** RFC 5545 §3.8.1.9: 1 to 4 high, 5 normal, 6 to 9 low, 0 undefined. */
function importance(event: Component): string | null {
  const outlook = ['low', 'normal', 'high'][Number(rawValue(event, 'X-MICROSOFT-CDO-IMPORTANCE') ?? Number.NaN)];
  const priority = Number(rawValue(event, 'PRIORITY') ?? 0);
  if (priority >= 1 && priority <= 9) return priority < 5 ? 'high' : priority === 5 ? 'normal' : 'low';
  return outlook ?? null;
}

function boundsOf(time: AppointmentTime, zones: ZoneContext): { startSeconds: number; endSeconds: number } {
  const [start, end] =
    time.kind === 'timed'
      ? [time.start, time.end]
      : [startOfDay(time.startDate, zones.floatingZone), startOfDay(time.endDate, zones.floatingZone)];
  return { startSeconds: epochSeconds(start), endSeconds: epochSeconds(end) };
}

function textOf(event: Component, name: string): string | null {
  const line = findLine(event, name);
  return line === undefined ? null : unescapeText(line.value);
}

function mailbox(line: ContentLine): Organizer | null {
  const address = unescapeText(line.value)
    .trim()
    .replace(/^mailto:/i, '');
  if (address === '') return null;
  const name = line.params.get('CN')?.join(',');
  return name ? { address, name } : { address };
}

const RESPONSES: Readonly<Record<string, Attendee['response']>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
};

function attendee(line: ContentLine): Attendee | null {
  const who = mailbox(line);
  if (who === null) return null;
  const word = (param: string) => line.params.get(param)?.[0]?.toUpperCase() ?? '';
  const resource = ['RESOURCE', 'ROOM'].includes(word('CUTYPE')) || word('ROLE') === 'NON-PARTICIPANT';
  return {
    ...who,
    role: resource ? 'resource' : word('ROLE') === 'OPT-PARTICIPANT' ? 'optional' : 'required',
    response: RESPONSES[word('PARTSTAT')] ?? 'none',
  };
}
