import type {
  AppointmentTime,
  CalendarDate,
  Fields,
  Instant,
  Occurrences,
  Series,
  TimeZoneId,
} from '../model/index.ts';
import { addDays, expand, parseCalendarDate, seriesOf, startOfDay } from '../model/index.ts';

/** "Synchronise appointments from", as the user sets it. */
export type WindowRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'lastMonths'; readonly months: number };

/**
 * The moment that the window begins: midnight in the mailbox's zone. `null` is no limit.
 * @param today in the mailbox's zone
 * @throws RangeError when the date is no day of the calendar
 */
export function windowStart(from: WindowRule, today: CalendarDate, zone: TimeZoneId): Instant | null {
  switch (from.kind) {
    case 'all':
      return null;
    case 'date':
      return startOfDay(parseCalendarDate(from.date), zone);
    case 'lastMonths':
      return startOfDay(monthsBefore(today, from.months), zone);
  }
}

/**
 * Whether an appointment lies before the window as a whole. One that began earlier and still runs is inside, and
 * so is one without a readable time: it is not for us to leave it out. A series lies before it when its last occurrence
 * does.
 *
 * This says nothing about existence. Windows that two sides evaluate each for itself have deleted data every
 * night; a pair sleeps only when it is outside on both sides.
 */
export function isBeforeWindow(fields: Fields, windowFrom: Instant | null, zone: TimeZoneId): boolean {
  const time = fields['time'] as unknown as AppointmentTime | null | undefined;
  if (windowFrom === null || time === null || time === undefined) return false;
  const series = seriesOf(time, (fields['occurrences'] ?? null) as Occurrences | null, zone);
  if (series !== null) return isSeriesBefore(series, windowFrom, zone);
  if (time.kind === 'allDay') return startOfDay(time.endDate, zone) <= windowFrom;
  // An appointment without length that stands exactly on the border begins inside.
  return time.end <= windowFrom && time.start < windowFrom;
}

/**
 * Changed occurrences count where they are now, deleted ones not. A series of which every occurrence was deleted is where
 * its rule has it: that it is empty is a change that has to arrive.
 */
function isSeriesBefore(series: Series, windowFrom: Instant, zone: TimeZoneId): boolean {
  if (series.recurrence.range.kind === 'noEnd') return false;
  const takesPlace = (from: Instant | null, changed = series): boolean =>
    expand(changed, { from, until: null, zone }).next().done === false;
  return !takesPlace(windowFrom, takesPlace(null) ? series : { ...series, deleted: [] });
}

/** The same day some months earlier, or the last day of a month that is too short for it. */
function monthsBefore(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) - months;
  const first = firstOfMonth(index);
  const lastDay = Number(addDays(firstOfMonth(index + 1), -1).slice(8));
  return addDays(first, Math.min(day, lastDay) - 1);
}

function firstOfMonth(index: number): CalendarDate {
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  return parseCalendarDate(`${year}-${String((index % 12) + 1).padStart(2, '0')}-01`);
}
