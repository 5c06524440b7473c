import type { CalendarDate } from '../../time/calendar-date.ts';

/** A day of the calendar, counted from 1970-01-01: the arithmetic of patterns has no time and no zone. */
export type DayNumber = number;

/** A month of the calendar, counted from January of the year 0. */
export type MonthNumber = number;

const DAY_MS = 86_400_000;

export function dayNumberOf(date: CalendarDate): DayNumber {
  return Date.parse(date) / DAY_MS;
}

export function calendarDateOf(day: DayNumber): CalendarDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as CalendarDate;
}

/** Exchange stores no time behind this day, so a series without end ends here. */
export const LAST_DAY: DayNumber = dayNumberOf('4500-08-31' as CalendarDate);

/** 0 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  // 1970-01-01 was a Thursday.
  return modulo(day + 4, 7);
}

export function monthNumberOf(day: DayNumber): MonthNumber {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** 1 to 12. */
export function monthOfYear(month: MonthNumber): number {
  return modulo(month, 12) + 1;
}

/** 1 to 31. */
export function dayOfMonth(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCDate();
}

export function firstDayOf(month: MonthNumber): DayNumber {
  return Date.UTC(Math.floor(month / 12), modulo(month, 12), 1) / DAY_MS;
}

export function lastDayOf(month: MonthNumber): DayNumber {
  return firstDayOf(month + 1) - 1;
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
