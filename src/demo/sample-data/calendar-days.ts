import type { AppointmentTime, CalendarDate } from '../../model/index.ts';
import {
  addDays,
  daysBetween,
  instantOf,
  parseCalendarDate,
  parseLocalDateTime,
  parseTimeZoneId,
} from '../../model/index.ts';

/** A Monday, from which days of the week are counted. */
const MONDAY = parseCalendarDate('2024-01-01');

/** 0 is Monday, 6 is Sunday. */
export function weekday(date: CalendarDate): number {
  return ((daysBetween(MONDAY, date) % 7) + 7) % 7;
}

/** The day itself, or the Monday after a weekend. */
export function workday(date: CalendarDate): CalendarDate {
  const day = weekday(date);
  return day < 5 ? date : addDays(date, 7 - day);
}

/** @param clock `HH:mm` on the wall of `zone` */
export function timed(date: CalendarDate, clock: string, minutes: number, zone = 'Europe/Rome'): AppointmentTime {
  const id = parseTimeZoneId(zone);
  const [hour, minute] = clock.split(':').map(Number);
  const endMinute = (hour ?? 0) * 60 + (minute ?? 0) + minutes;
  const endClock = `${two(Math.floor(endMinute / 60) % 24)}:${two(endMinute % 60)}`;
  const endDate = addDays(date, Math.floor(endMinute / 1440));
  return {
    kind: 'timed',
    start: instantOf({ local: parseLocalDateTime(`${date}T${clock}:00`), zone: id }),
    end: instantOf({ local: parseLocalDateTime(`${endDate}T${endClock}:00`), zone: id }),
    zone: id,
  };
}

export function allDay(date: CalendarDate, days = 1): AppointmentTime {
  return { kind: 'allDay', startDate: date, endDate: addDays(date, days) };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
