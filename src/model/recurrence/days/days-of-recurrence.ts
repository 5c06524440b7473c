import type { RecurrencePattern } from '../pattern.ts';
import type { Recurrence } from '../recurrence.ts';
import type { DayNumber } from './day-number.ts';
import { dayNumberOf, LAST_DAY } from './day-number.ts';
import { daysOfPattern } from './days-of-pattern.ts';

/**
 * The days on which occurrences start by the rule, in order, deleted ones included. They may be very many: stop in time.
 * @param start first day of the series
 * @param from nothing before this day
 */
export function* daysOfRecurrence(
  { pattern, range }: Recurrence,
  start: DayNumber,
  from: DayNumber = start,
): Generator<DayNumber> {
  const last = range.kind === 'endDate' ? Math.min(dayNumberOf(range.endDate), LAST_DAY) : LAST_DAY;
  const counted = range.kind === 'numbered';
  let left = counted ? range.occurrences : Number.POSITIVE_INFINITY;
  // What is counted has to be walked from its start.
  for (const day of daysOfPattern(pattern, start, counted ? start : from)) {
    if (day > last || left <= 0) return;
    left -= 1;
    if (day >= from) yield day;
  }
}

export function hasDay(recurrence: Recurrence, start: DayNumber, day: DayNumber): boolean {
  for (const each of daysOfRecurrence(recurrence, start, day)) return each === day;
  return false;
}

/** @returns `null` when the series goes on without end, or has no day at all */
export function lastDay(recurrence: Recurrence, start: DayNumber): DayNumber | null {
  const { pattern, range } = recurrence;
  if (range.kind === 'noEnd') return null;
  const from = range.kind === 'endDate' ? Math.min(dayNumberOf(range.endDate), LAST_DAY) - longestWay(pattern) : start;
  let last: DayNumber | null = null;
  for (const day of daysOfRecurrence(recurrence, start, from)) last = day;
  return last;
}

/** Days within which a pattern comes at least once. */
export function longestWay(pattern: RecurrencePattern): number {
  switch (pattern.kind) {
    case 'daily':
      return pattern.interval;
    case 'weekly':
      return (pattern.interval + 1) * 7;
    default:
      return (('interval' in pattern ? pattern.interval : 12) + 1) * 31;
  }
}
