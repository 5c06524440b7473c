import type { RecurrencePattern } from '../pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK, daysOfWeekIn } from '../pattern.ts';
import type { DayNumber, MonthNumber } from './day-number.ts';
import { firstDayOf, lastDayOf, weekdayOf } from './day-number.ts';

/** The patterns that give one day in each month that they visit. */
export type PatternOfMonths = Exclude<RecurrencePattern, { kind: 'daily' | 'weekly' }>;

export function dayInMonth(pattern: PatternOfMonths, month: MonthNumber): DayNumber {
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  if ('dayOfMonth' in pattern) return Math.min(first + pattern.dayOfMonth - 1, last);
  const wanted = new Set(daysOfWeekIn(pattern.day).map((day) => DAYS_OF_WEEK.indexOf(day)));
  // Every day of the week comes four times in every month, so neither search leaves it.
  if (pattern.index === 'last') {
    let day = last;
    while (!wanted.has(weekdayOf(day))) day -= 1;
    return day;
  }
  let before = DAY_INDEXES.indexOf(pattern.index);
  let day = first;
  for (; ; day += 1) {
    if (!wanted.has(weekdayOf(day))) continue;
    if (before === 0) return day;
    before -= 1;
  }
}
