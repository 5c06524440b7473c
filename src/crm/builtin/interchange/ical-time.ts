import { Temporal } from 'temporal-polyfill';
import type { AppointmentTime, CalendarDate, Instant, LocalDateTime, TimeZoneId } from '../../../model/index.ts';
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
import type { FileZone } from './ical-zone.ts';
import { findZone, secondsInDefinedZone, tzidOf } from './ical-zone.ts';

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
      /** The reading of the clock as it is written. */
      readonly local: LocalDateTime;
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
  if (
    rawValue(event, 'X-MICROSOFT-CDO-ALLDAYEVENT')?.toUpperCase() === 'TRUE' &&
    isMidnight(start.local) &&
    isMidnight(end.local)
  ) {
    const dates = { startDate: parseCalendarDate(start.local), endDate: parseCalendarDate(end.local) };
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
  try {
    return after(start, duration);
  } catch {
    // A duration may be written that leads out of the calendar.
    return 'time_unreadable';
  }
}

/** @throws RangeError when no calendar has that day */
function after(start: Moment, duration: Temporal.Duration): Moment | TimeProblem {
  if (start.kind === 'date') {
    const end = Temporal.PlainDate.from(start.date).add({ days: duration.weeks * 7 + duration.days });
    return end.year > LAST_YEAR ? 'time_unreadable' : { kind: 'date', date: parseCalendarDate(end.toString()) };
  }
  // Days are days on the wall clock, also through daylight saving.
  const end = Temporal.Instant.from(start.instant)
    .toZonedDateTimeISO(start.zone ?? 'UTC')
    .add(duration);
  if (end.year > LAST_YEAR) return 'time_unreadable';
  // The clock of a zone that only the file defines is known at the start, and no farther.
  const local = start.zone === null ? Temporal.PlainDateTime.from(start.local).add(duration) : end.toPlainDateTime();
  return { ...start, instant: parseInstant(end.toInstant().toString()), local: parseLocalDateTime(local.toString()) };
}

/** Instants and dates have years of four digits, and the next one has begun in some zones. */
const LAST_YEAR = 9998;

/** Reads the value of DTSTART, DTEND or an absolute TRIGGER. */
export function readMoment(line: ContentLine, zones: ZoneContext): Moment | TimeProblem {
  const written = readWrittenTime(line.value);
  if (written === null) return 'time_unreadable';
  const { date, local, isUtc } = written;
  if (local === null) return { kind: 'date', date };
  if (isUtc) return { kind: 'instant', instant: parseInstant(`${local}Z`), zone: null, local };
  const zone = zoneOfLine(line, zones, date);
  if (zone === null) return 'time_zone_unknown';
  if (zone.kind === 'known')
    return { kind: 'instant', instant: instantOf({ local, zone: zone.zone }), zone: zone.zone, local };
  const seconds = secondsInDefinedZone(local, zone.component);
  if (seconds === null) return 'time_zone_unknown';
  return { kind: 'instant', instant: instantFromEpochSeconds(seconds), zone: null, local };
}

/** A DATE or DATE-TIME as it stands in the file. */
export interface WrittenTime {
  readonly date: CalendarDate;
  /** `null` for a DATE. */
  readonly local: LocalDateTime | null;
  readonly isUtc: boolean;
}

/** @returns `null` when it is no day of the calendar or no time of the day */
export function readWrittenTime(value: string): WrittenTime | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i.exec(value.trim().replace(/[-:]/g, ''));
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, utc] = match;
  try {
    const date = parseCalendarDate(`${year}-${month}-${day}`);
    const local = hour === undefined ? null : parseLocalDateTime(`${date}T${hour}:${minute}:${second ?? '00'}`);
    return { date, local, isUtc: utc !== undefined };
  } catch {
    return null;
  }
}

/**
 * The zone of a time that is not in UTC.
 * @param date of that time
 * @returns `null` when nothing tells what its TZID means
 */
export function zoneOfLine(
  line: ContentLine,
  { definitions, floatingZone }: ZoneContext,
  date: CalendarDate,
): FileZone | null {
  const tzid = tzidOf(line);
  if (tzid === null) return { kind: 'known', zone: floatingZone };
  return findZone(tzid, definitions, Number(date.slice(0, 4)));
}

/** RFC 5545 §3.3.6, with the sign. @returns `null` when it is none */
export function readDuration(text: string): Temporal.Duration | null {
  try {
    return Temporal.Duration.from(text.trim().toUpperCase());
  } catch {
    return null;
  }
}

/** Whether a day begins there. */
export function isMidnight(local: LocalDateTime): boolean {
  return local.endsWith('T00:00:00');
}
