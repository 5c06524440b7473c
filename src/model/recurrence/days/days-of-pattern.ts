import type { RecurrencePattern } from '../pattern.ts';
import { DAYS_OF_WEEK } from '../pattern.ts';
import type { PatternOfMonths } from './day-in-month.ts';
import { dayInMonth } from './day-in-month.ts';
import type { DayNumber } from './day-number.ts';
import { LAST_DAY, modulo, monthNumberOf, weekdayOf } from './day-number.ts';

const LAST_MONTH = monthNumberOf(LAST_DAY);

/**
 * The days on which a pattern falls, in order, to the end of Exchange's calendar. They are very many: stop in time.
 * @param start where the intervals count from; no day comes before it
 * @param from nothing before this day, without walking there; never changes which days there are
 * @throws RangeError when the interval is not a whole number from 1
 */
export function daysOfPattern(
  pattern: RecurrencePattern,
  start: DayNumber,
  from: DayNumber = start,
): Generator<DayNumber> {
  const interval = 'interval' in pattern ? pattern.interval : 1;
  if (!Number.isSafeInteger(interval) || interval < 1) throw new RangeError(`Every ${interval} is no interval`);
  const earliest = Math.max(start, from);
  switch (pattern.kind) {
    case 'daily':
      return daily(pattern.interval, start, earliest);
    case 'weekly':
      return weekly(pattern, start, earliest);
    default:
      return monthly(pattern, start, earliest);
  }
}

function* daily(interval: number, start: DayNumber, earliest: DayNumber): Generator<DayNumber> {
  const first = start + Math.ceil((earliest - start) / interval) * interval;
  for (let day = first; day <= LAST_DAY; day += interval) yield day;
}

function* weekly(
  pattern: Extract<RecurrencePattern, { kind: 'weekly' }>,
  start: DayNumber,
  earliest: DayNumber,
): Generator<DayNumber> {
  const firstDay = DAYS_OF_WEEK.indexOf(pattern.firstDayOfWeek);
  const offsets = [...new Set(pattern.days)]
    .map((day) => modulo(DAYS_OF_WEEK.indexOf(day) - firstDay, 7))
    .sort((a, b) => a - b);
  const firstWeek = start - modulo(weekdayOf(start) - firstDay, 7);
  const step = pattern.interval * 7;
  const reached = firstWeek + Math.floor((earliest - firstWeek) / step) * step;
  for (let week = reached; week <= LAST_DAY; week += step) {
    for (const offset of offsets) if (week + offset >= earliest) yield week + offset;
  }
}

function* monthly(pattern: PatternOfMonths, start: DayNumber, earliest: DayNumber): Generator<DayNumber> {
  const step = 'interval' in pattern ? pattern.interval : 12;
  const startMonth = monthNumberOf(start);
  const firstMonth = 'month' in pattern ? startMonth - modulo(startMonth, 12) + pattern.month - 1 : startMonth;
  const skipped = Math.max(Math.floor((monthNumberOf(earliest) - firstMonth) / step), 0);
  for (let month = firstMonth + skipped * step; month <= LAST_MONTH; month += step) {
    const day = dayInMonth(pattern, month);
    if (day >= earliest) yield day;
  }
}
