import type { CalendarDate } from '../time/calendar-date.ts';
import { dayInMonth } from './days/day-in-month.ts';
import { dayNumberOf, lastDayOf, monthNumberOf, weekdayOf } from './days/day-number.ts';
import type { DayIndex, RelativeDay } from './pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK } from './pattern.ts';

/** Which day of a month: by its date, or by its place among the days of the week. */
export type PositionInMonth = { readonly dayOfMonth: number } | { readonly day: RelativeDay; readonly index: DayIndex };

/** The 31st is the last day of every month. */
const LAST_DATE = 31;

/** Whether that position is this day in the month of the day. */
export function isPositionOf(position: PositionInMonth, date: CalendarDate): boolean {
  const day = dayNumberOf(date);
  const pattern =
    'dayOfMonth' in position
      ? ({ kind: 'absoluteMonthly', interval: 1, ...position } as const)
      : ({ kind: 'relativeMonthly', interval: 1, ...position } as const);
  return dayInMonth(pattern, monthNumberOf(day)) === day;
}

/**
 * The positions that a day has, the one by its date first: what a series that begins there can have each month or year.
 */
export function positionsOf(date: CalendarDate): readonly PositionInMonth[] {
  const day = dayNumberOf(date);
  const dayOfMonth = Number(date.slice(8));
  const isLast = lastDayOf(monthNumberOf(day)) === day;
  const weekday = DAYS_OF_WEEK[weekdayOf(day)];
  const words: readonly RelativeDay[] = [...(weekday === undefined ? [] : [weekday]), 'weekday', 'weekendDay'];
  return [
    { dayOfMonth },
    ...(isLast && dayOfMonth !== LAST_DATE ? [{ dayOfMonth: LAST_DATE }] : []),
    ...words
      .flatMap((word) => DAY_INDEXES.map((index) => ({ day: word, index })))
      .filter((each) => isPositionOf(each, date)),
  ];
}
