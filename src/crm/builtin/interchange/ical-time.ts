import { Temporal } from 'temporal-polyfill';
import type { AppointmentTime, CalendarDate, Instant, TimeZoneId } from '../../../model/index.ts';
import {
  addDays,
  instantFromEpochSeconds,
  instantOf,
  parseCalendarDate,
  parseInstant,
  parseLocalDateTime,
} from '../../../model/index.ts';
import type { Component } from './components.ts';
import { findLine, rawValue } from './components.ts';
import type { ContentLine } from './content-line.ts';
import { findZone, secondsInDefinedZone } from './ical-zone.ts';

export interface ZoneContext {
  /** VTIMEZONE components of the file by TZID. */
  readonly definitions: ReadonlyMap<string, Component>;
  /** What a time without a zone means: the owner's zone. */
  readonly floatingZone: TimeZoneId;
}

export type TimeProblem = 'start_missing' | 'time_unreadable' | 'time_zone_unknown' | 'end_before_start';

type Moment =
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | {
      readonly kind: 'instant';
      readonly instant: Instant;
      readonly zone: TimeZoneId | null;
      readonly midnight: boolean;
    };

/** Start and end of a VEVENT, whichever of the many spellings it uses. */
export function readEventTime(event: Component, zones: ZoneContext): AppointmentTime | TimeProblem {
  const startLine = findLine(event, 'DTSTART');
  if (startLine === undefined) return 'start_missing';
  const start = readMoment(startLine, zones);
  if (typeof start === 'string') return start;
  const end = readEnd(event, start, zones);
  if (typeof end === 'string') return end;

  if (start.kind === 'date') {
    const endDate = end.kind === 'date' ? end.date : parseCalendarDate(end.instant);
    // Some writers give the last day itself; a day that ends before it begins is no day.
    return { kind: 'allDay', startDate: start.date, endDate: endDate > start.date ? endDate : addDays(start.date, 1) };
  }
  if (end.kind === 'date') return 'time_unreadable';
  if (end.instant < start.instant) return 'end_before_start';
  if (rawValue(event, 'X-MICROSOFT-CDO-ALLDAYEVENT')?.toUpperCase() === 'TRUE' && start.midnight && end.midnight) {
    const dates = { startDate: localDate(start), endDate: localDate(end) };
    if (dates.startDate < dates.endDate) return { kind: 'allDay', ...dates };
  }
  return { kind: 'timed', start: start.instant, end: end.instant, zone: start.zone };
}

function readEnd(event: Component, start: Moment, zones: ZoneContext): Moment | TimeProblem {
  const endLine = findLine(event, 'DTEND');
  if (endLine !== undefined) return readMoment(endLine, zones);
  const durationText = rawValue(event, 'DURATION');
  if (durationText === null) return start.kind === 'date' ? { kind: 'date', date: addDays(start.date, 1) } : start;
  const duration = readDuration(durationText);
  if (duration === null) return 'time_unreadable';
  if (start.kind === 'date') {
    const end = Temporal.PlainDate.from(start.date).add({ days: duration.weeks * 7 + duration.days });
    return { kind: 'date', date: parseCalendarDate(end.toString()) };
  }
  // Days are days on the wall clock, also through daylight saving.
  const end = Temporal.Instant.from(start.instant)
    .toZonedDateTimeISO(start.zone ?? 'UTC')
    .add(duration);
  return { ...start, instant: parseInstant(end.toInstant().toString()), midnight: isMidnight(end) };
}

/** Reads the value of DTSTART, DTEND or an absolute TRIGGER. */
export function readMoment(line: ContentLine, zones: ZoneContext): Moment | TimeProblem {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i.exec(line.value.trim().replace(/[-:]/g, ''));
  if (match === null) return 'time_unreadable';
  const [, year, month, day, hour, minute, second, utc] = match;
  try {
    const date = parseCalendarDate(`${year}-${month}-${day}`);
    if (hour === undefined) return { kind: 'date', date };
    const local = parseLocalDateTime(`${date}T${hour}:${minute}:${second ?? '00'}`);
    const midnight = local.endsWith('T00:00:00');
    if (utc) return { kind: 'instant', instant: parseInstant(`${local}Z`), zone: null, midnight };
    const tzid = line.params.get('TZID')?.join(',');
    if (tzid === undefined)
      return {
        kind: 'instant',
        instant: instantOf({ local, zone: zones.floatingZone }),
        zone: zones.floatingZone,
        midnight,
      };
    const zone = findZone(tzid, zones.definitions);
    if (zone === null) return 'time_zone_unknown';
    if (zone.kind === 'known')
      return { kind: 'instant', instant: instantOf({ local, zone: zone.zone }), zone: zone.zone, midnight };
    const seconds = secondsInDefinedZone(local, zone.component);
    if (seconds === null) return 'time_zone_unknown';
    return { kind: 'instant', instant: instantFromEpochSeconds(seconds), zone: null, midnight };
  } catch {
    return 'time_unreadable';
  }
}

/** RFC 5545 §3.3.6, with the sign. @returns `null` when it is none */
export function readDuration(text: string): Temporal.Duration | null {
  try {
    return Temporal.Duration.from(text.trim().toUpperCase());
  } catch {
    return null;
  }
}

function localDate(moment: Extract<Moment, { kind: 'instant' }>): CalendarDate {
  const local = Temporal.Instant.from(moment.instant).toZonedDateTimeISO(moment.zone ?? 'UTC');
  return parseCalendarDate(local.toPlainDate().toString());
}

function isMidnight(time: Temporal.ZonedDateTime): boolean {
  return time.hour === 0 && time.minute === 0 && time.second === 0;
}
