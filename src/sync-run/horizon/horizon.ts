import type { CalendarDate, Instant, TimeZoneId } from '../../model/index.ts';
import { parseCalendarDate, wallTimeAt } from '../../model/index.ts';

/** Days on which occurrences get rows in a CRM without series. Both are the first of a month: it moves once a month. */
export interface Horizon {
  readonly from: CalendarDate;
  /** Exclusive. */
  readonly until: CalendarDate;
}

/** Whole months before this one. What lies further back is history, which nobody imports and nobody takes away. */
const MONTHS_BACK = 1;
/** Whole months after this one. A weekly series has about 30 rows, one of every working day about 150. */
const MONTHS_AHEAD = 6;

/**
 * @param today in the mailbox's zone
 * @param windowFrom where "appointments from" begins; `null` is no limit. Its month is kept whole, so that a window of
 *   the last months does not move the horizon each day: the window itself is asked of each row
 */
export function horizonAt(today: CalendarDate, windowFrom: Instant | null, zone: TimeZoneId): Horizon {
  const back = firstOfMonth(today, -MONTHS_BACK);
  const window = windowFrom === null ? back : firstOfMonth(parseCalendarDate(wallTimeAt(windowFrom, zone).local), 0);
  return { from: window > back ? window : back, until: firstOfMonth(today, MONTHS_AHEAD + 1) };
}

const DAY_MS = 86_400_000;

export function daysIn({ from, until }: Horizon): readonly CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let at = Date.parse(from); at < Date.parse(until); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10) as CalendarDate);
  return days;
}

function firstOfMonth(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  return parseCalendarDate(
    `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`,
  );
}
