import type { AppointmentTime } from '../appointment/appointment.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import { addDays, daysBetween } from '../time/calendar-date.ts';
import { epochSeconds, instantFromEpochSeconds } from '../time/instant.ts';
import type { LocalDateTime } from '../time/zoned-wall-time.ts';
import { instantOf } from '../time/zoned-wall-time.ts';
import type { DayNumber } from './days/day-number.ts';
import { calendarDateOf, dayNumberOf } from './days/day-number.ts';
import type { SeriesTime } from './series-time.ts';

export function firstDay(time: SeriesTime): DayNumber {
  return dayNumberOf(time.kind === 'timed' ? dateIn(time.start) : time.startDate);
}

/**
 * When the occurrence of that day takes place. A start or end that the clock jumps over stands as much later as the
 * clock jumped, one that it shows twice is the earlier. Where the jump would put the end before the start (02:30 to
 * 03:15, when 02:30 became 03:30), the occurrence keeps its length instead.
 */
export function timeOn(time: SeriesTime, day: DayNumber): AppointmentTime {
  const days = day - firstDay(time);
  if (time.kind === 'allDay') {
    const startDate = calendarDateOf(day);
    return { kind: 'allDay', startDate, endDate: addDays(startDate, daysBetween(time.startDate, time.endDate)) };
  }
  const { zone } = time;
  const start = instantOf({ local: later(time.start, days), zone });
  const end = instantOf({ local: later(time.end, days), zone });
  const length = wallSeconds(time);
  const reversed = end < start || (end === start && length > 0);
  return {
    kind: 'timed',
    start,
    end: reversed ? instantFromEpochSeconds(epochSeconds(start) + length) : end,
    zone,
  };
}

/** Seconds from start to end on a clock that nobody changes. */
export function wallSeconds(time: SeriesTime): number {
  if (time.kind === 'allDay') return daysBetween(time.startDate, time.endDate) * 86_400;
  return (Date.parse(`${time.end}Z`) - Date.parse(`${time.start}Z`)) / 1000;
}

/** The same reading of the clock on another day. */
export function later(local: LocalDateTime, days: number): LocalDateTime {
  return `${calendarDateOf(dayNumberOf(dateIn(local)) + days)}${local.slice(10)}` as LocalDateTime;
}

export function dateIn(local: LocalDateTime): CalendarDate {
  return local.slice(0, 10) as CalendarDate;
}
