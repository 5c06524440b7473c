import {
  addDays,
  instantOf,
  parseCalendarDate,
  parseInstant,
  parseLocalDateTime,
  parseTimeZoneId,
  wallTimeAt,
} from '../../../src/model/index.ts';
import type { AppointmentFields } from '../api/records.ts';

type AppointmentTime = NonNullable<AppointmentFields['time']>;

/** A time as it stands in a form. */
export interface TimeDraft {
  readonly allDay: boolean;
  /** `YYYY-MM-DDTHH:mm`, or `YYYY-MM-DD` when all-day; the last day is inclusive here. */
  readonly start: string;
  readonly end: string;
}

/** An appointment made in another zone keeps it: its wall time means something there. */
export function zoneOf(time: AppointmentFields['time'], ofReader: string): string {
  return time?.kind === 'timed' ? (time.zone ?? ofReader) : ofReader;
}

/** @param zone wall times are read in it; without a time, the next full hour is offered */
export function timeDraftOf(time: AppointmentFields['time'], zone: string): TimeDraft {
  if (time?.kind === 'allDay')
    return { allDay: true, start: time.startDate, end: addDays(parseCalendarDate(time.endDate), -1) };
  const wall = (instant: string) => wallTimeAt(parseInstant(instant), parseTimeZoneId(zone)).local.slice(0, 16);
  if (time?.kind === 'timed') return { allDay: false, start: wall(time.start), end: wall(time.end) };
  const nextHour = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
  const hourLater = new Date(nextHour.getTime() + 3_600_000);
  return { allDay: false, start: wall(nextHour.toISOString()), end: wall(hourLater.toISOString()) };
}

export function switchAllDay({ start, end }: TimeDraft, allDay: boolean): TimeDraft {
  if (allDay) return { allDay, start: start.slice(0, 10), end: end.slice(0, 10) };
  return { allDay, start: `${start}T09:00`, end: `${end}T10:00` };
}

/** Both are there, and in this order. */
export function isInOrder({ start, end }: TimeDraft): boolean {
  return start !== '' && end !== '' && end >= start;
}

/** @param draft in order */
export function timeOf({ allDay, start, end }: TimeDraft, zone: string): AppointmentTime {
  if (allDay) return { kind: 'allDay', startDate: start, endDate: addDays(parseCalendarDate(end), 1) };
  const instant = (local: string) => instantOf({ local: parseLocalDateTime(local), zone: parseTimeZoneId(zone) });
  return { kind: 'timed', start: instant(start), end: instant(end), zone };
}
