import type { DayNumber } from '../days/day-number.ts';
import { dayOfMonth, lastDayOf } from '../days/day-number.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import type { NotExpressible } from '../not-expressible.ts';
import { notExpressible } from '../not-expressible.ts';
import type { Recurrence } from '../recurrence.ts';
import type { RuleParts } from './rule-parts.ts';
import { MONTHS } from './rule-parts.ts';

/** Whether the series comes to a month that does not have its day. Exchange takes the last day of that month. */
export function meetsShortMonth(recurrence: Recurrence, start: DayNumber): boolean {
  const { pattern } = recurrence;
  // Every month has 28 days.
  if (!('dayOfMonth' in pattern) || pattern.dayOfMonth <= 28) return false;
  for (const day of daysOfRecurrence(recurrence, start)) if (dayOfMonth(day) < pattern.dayOfMonth) return true;
  return false;
}

/**
 * A rule leaves out the months that do not have its day. Whether Exchange then differs depends on the months that the
 * series visits: the 30th from March to December is the same for both.
 */
export function skippedMonths(parts: RuleParts, recurrence: Recurrence, start: DayNumber): NotExpressible | null {
  if (!leavesShortMonthsOut(parts) || !meetsShortMonth(recurrence, start)) return null;
  return notExpressible('short_months_skipped', { dayOfMonth: dayOfMonth(start) });
}

/** "The last day", and "the 28th, 29th or 30th, whichever is the last" are in every month. */
function leavesShortMonthsOut({ daysOfMonth, skip }: RuleParts): boolean {
  return skip === 'omit' && daysOfMonth.length <= 1 && daysOfMonth[0] !== -1;
}

/**
 * The same rule with its months named, but those that never have the day.
 * @returns `null` where no month is left out
 */
export function withoutShortMonths(parts: RuleParts, day: number): RuleParts | null {
  const { frequency, months, days } = parts;
  const hasMonths = frequency === 'MONTHLY' || (frequency === 'YEARLY' && months.length > 0);
  if (!hasMonths || days.length > 0 || day <= 28 || !leavesShortMonthsOut(parts)) return null;
  const named = months.length === 0 ? MONTHS : months;
  return { ...parts, months: named.filter((month) => day <= longestLength(month)) };
}

function longestLength(month: number): number {
  return dayOfMonth(lastDayOf(LEAP_YEAR * 12 + month - 1));
}

const LEAP_YEAR = 2000;
