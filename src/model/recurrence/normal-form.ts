import type { CalendarDate } from '../time/calendar-date.ts';
import type { PatternOfMonths } from './days/day-in-month.ts';
import type { DayNumber } from './days/day-number.ts';
import {
  calendarDateOf,
  dayNumberOf,
  firstDayOf,
  lastDayOf,
  modulo,
  monthNumberOf,
  monthOfYear,
  weekdayOf,
} from './days/day-number.ts';
import { lastDay } from './days/days-of-recurrence.ts';
import type { DayOfWeek, RecurrencePattern } from './pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK } from './pattern.ts';
import type { Recurrence } from './recurrence.ts';

const YEARS_UNTIL_LEAP_YEARS_REPEAT = 400;

/**
 * One of the ways to say the same days: two recurrences of the same start that look alike in this form give the same
 * occurrences. It is for comparison. A side is told what the other said, because people know their series by that
 * ("ten times", "the last day"), and not every normal form can be stored.
 * @param startDate first day of the series, which lies on the pattern
 */
export function normalRecurrence(recurrence: Recurrence, startDate: CalendarDate): Recurrence {
  const start = dayNumberOf(startDate);
  const last = lastDay(recurrence, start);
  return {
    pattern: normalPattern(recurrence.pattern, start),
    range: last === null ? recurrence.range : { kind: 'endDate', endDate: calendarDateOf(last) },
  };
}

/**
 * Whether two recurrences of the same start give the same occurrences: then there is nothing to send. What ends so soon
 * that two patterns have its days ("every week" and "every month", once) is told apart.
 */
export function sameRecurrence(left: Recurrence, right: Recurrence, startDate: CalendarDate): boolean {
  return JSON.stringify(normalRecurrence(left, startDate)) === JSON.stringify(normalRecurrence(right, startDate));
}

function normalPattern(pattern: RecurrencePattern, start: DayNumber): RecurrencePattern {
  switch (pattern.kind) {
    case 'daily':
      return daily(pattern.interval, start);
    case 'weekly':
      return weekly(pattern, start);
    default:
      return monthly(pattern, start);
  }
}

/** Every seventh day is a day of the week. */
function daily(interval: number, start: DayNumber): RecurrencePattern {
  if (interval % 7 !== 0) return { kind: 'daily', interval };
  const day = DAYS_OF_WEEK[weekdayOf(start)];
  return {
    kind: 'weekly',
    interval: interval / 7,
    days: day === undefined ? [] : [day],
    firstDayOfWeek: DAYS_OF_WEEK[0],
  };
}

function weekly(pattern: Extract<RecurrencePattern, { kind: 'weekly' }>, start: DayNumber): RecurrencePattern {
  const days = DAYS_OF_WEEK.filter((day) => pattern.days.includes(day));
  if (days.length === 7 && pattern.interval === 1) return { kind: 'daily', interval: 1 };
  const wanted = daysFromStart({ ...pattern, days }, start).join();
  const firstDayOfWeek =
    DAYS_OF_WEEK.find((first) => daysFromStart({ ...pattern, days, firstDayOfWeek: first }, start).join() === wanted) ??
    pattern.firstDayOfWeek;
  return { kind: 'weekly', interval: pattern.interval, days, firstDayOfWeek };
}

/** How many days after the start each day of the week comes first: where weeks begin matters only where it moves these. */
function daysFromStart(
  { interval, days, firstDayOfWeek }: { interval: number; days: readonly DayOfWeek[]; firstDayOfWeek: DayOfWeek },
  start: DayNumber,
): readonly number[] {
  const inWeek = (weekday: number) => modulo(weekday - DAYS_OF_WEEK.indexOf(firstDayOfWeek), 7);
  return days.map((day) => {
    const offset = inWeek(DAYS_OF_WEEK.indexOf(day)) - inWeek(weekdayOf(start));
    return offset < 0 ? offset + interval * 7 : offset;
  });
}

/** A day by its date rather than by its position, and a year rather than twelve months. */
function monthly(pattern: PatternOfMonths, start: DayNumber): RecurrencePattern {
  const step = 'interval' in pattern ? pattern.interval : 12;
  const month = 'month' in pattern ? pattern.month : monthOfYear(monthNumberOf(start));
  const on = positionOf(pattern);
  if ('dayOfMonth' in on) {
    const dayOfMonth = Math.min(on.dayOfMonth, longestMonth(start, step));
    return step === 12
      ? { kind: 'absoluteYearly', month, dayOfMonth }
      : { kind: 'absoluteMonthly', interval: step, dayOfMonth };
  }
  return step === 12 ? { kind: 'relativeYearly', month, ...on } : { kind: 'relativeMonthly', interval: step, ...on };
}

type Position =
  | { readonly dayOfMonth: number }
  | Pick<Extract<PatternOfMonths, { kind: 'relativeYearly' }>, 'day' | 'index'>;

/** "The second day" is the 2nd, "the last day" what Exchange means by the 31st. */
function positionOf(pattern: PatternOfMonths): Position {
  if ('dayOfMonth' in pattern) return { dayOfMonth: pattern.dayOfMonth };
  const { day, index } = pattern;
  if (day !== 'day') return { day, index };
  return { dayOfMonth: index === 'last' ? 31 : DAY_INDEXES.indexOf(index) + 1 };
}

/**
 * Days in the longest of the months that are visited: a later day of the month means the last one there. Twelve visits meet
 * them all, unless it is February each time: whether one of those is in a leap year shows within 400 years.
 */
function longestMonth(start: DayNumber, step: number): number {
  const first = monthNumberOf(start);
  const visits = step % 12 === 0 && monthOfYear(first) === 2 ? YEARS_UNTIL_LEAP_YEARS_REPEAT : 12;
  const lengths = Array.from({ length: visits }, (_, count) => {
    const month = first + count * step;
    return lastDayOf(month) - firstDayOf(month) + 1;
  });
  return Math.max(...lengths);
}
