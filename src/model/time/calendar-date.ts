import { Temporal } from 'temporal-polyfill';

/** A day on the calendar, `YYYY-MM-DD`, with no time and no zone: birthdays, all-day appointments. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

/**
 * Takes the first ten characters, so that `2026-03-08+01:00` (as Exchange writes xs:date) is 8 March.
 * @throws RangeError when they are no day of the calendar
 */
export function parseCalendarDate(text: string): CalendarDate {
  return Temporal.PlainDate.from(text.trim().slice(0, 10)).toString() as CalendarDate;
}

/** @param days may be negative */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString() as CalendarDate;
}

/** @returns whole days from `from` to `to`; negative when `to` is earlier */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}
