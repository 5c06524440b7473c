import type { DayNumber } from '../days/day-number.ts';
import { dayOfMonth, monthNumberOf, monthOfYear, weekdayOf } from '../days/day-number.ts';
import type { NotExpressible } from '../not-expressible.ts';
import { isNotExpressible, notExpressible } from '../not-expressible.ts';
import type { DayOfWeek, RecurrencePattern } from '../pattern.ts';
import { DAYS_OF_WEEK } from '../pattern.ts';
import { dayOfRule } from './day-of-rule.ts';
import { monthsOfRule } from './months-of-rule.ts';
import type { RuleParts } from './rule-parts.ts';
import { MONTHS } from './rule-parts.ts';

/**
 * The pattern of Exchange that gives the same days as a rule. A day of the month that shorter months do not have is
 * another matter: see `short-months.ts`.
 * @param start first day of the series: what the rule leaves open is taken from there
 */
export function patternOfRule(parts: RuleParts, start: DayNumber): RecurrencePattern | NotExpressible {
  if (isWeekly(parts)) return weekly(parts, start);
  if (parts.frequency === 'DAILY') return daily(parts);
  return ofMonths(withMonthOfYear(parts), start);
}

/** Every Monday is every Monday, whatever the period that the rule counts in. */
function isWeekly(parts: RuleParts): boolean {
  if (parts.frequency === 'WEEKLY') return true;
  return (
    parts.interval === 1 &&
    parts.days.length > 0 &&
    parts.days.every(({ position }) => position === 0) &&
    parts.positions.length + parts.daysOfMonth.length + parts.months.length === 0
  );
}

function weekly(parts: RuleParts, start: DayNumber): RecurrencePattern | NotExpressible {
  if (parts.days.some(({ position }) => position !== 0)) return notExpressible('rule_malformed', { part: 'BYDAY' });
  if (parts.positions.length > 0) return notExpressible('rule_part', { part: 'BYSETPOS' });
  if (parts.daysOfMonth.length > 0) return notExpressible('rule_malformed', { part: 'BYMONTHDAY' });
  if (limitsMonths(parts)) return notExpressible('months', { months: parts.months.join(',') });
  const named = new Set<DayOfWeek | undefined>(parts.days.map(({ day }) => day));
  if (named.size === 0) named.add(DAYS_OF_WEEK[weekdayOf(start)]);
  return {
    kind: 'weekly',
    interval: parts.interval,
    days: DAYS_OF_WEEK.filter((day) => named.has(day)),
    firstDayOfWeek: parts.firstDayOfWeek,
  };
}

function daily(parts: RuleParts): RecurrencePattern | NotExpressible {
  if (limitsMonths(parts)) return notExpressible('months', { months: parts.months.join(',') });
  for (const [part, values] of [
    ['BYDAY', parts.days],
    ['BYMONTHDAY', parts.daysOfMonth],
    ['BYSETPOS', parts.positions],
  ] as const) {
    if (values.length > 0) return notExpressible('rule_part', { part });
  }
  return { kind: 'daily', interval: parts.interval };
}

function limitsMonths({ months }: RuleParts): boolean {
  return months.length > 0 && months.length < 12;
}

/**
 * A yearly rule counts through its whole year: without months, its first Monday is in January and its last in
 * December, and its 15th is that of every month.
 */
function withMonthOfYear(parts: RuleParts): RuleParts {
  const { frequency, days, daysOfMonth, positions, interval } = parts;
  if (frequency !== 'YEARLY') return parts;
  const months = parts.months.length === 0 ? MONTHS : parts.months;
  const monthOf = (position: number) => (position > 0 ? Math.min(...months) : Math.max(...months));
  const [position] = positions;
  const ordinal = days.find((each) => each.position !== 0)?.position;
  if (days.length > 0 && daysOfMonth.length === 0) {
    if (ordinal === undefined && position !== undefined) return { ...parts, months: [monthOf(position)] };
    // Within named months, "the first Monday" is that of each.
    if (ordinal !== undefined && parts.months.length === 0) return { ...parts, months: [monthOf(ordinal)] };
  }
  return daysOfMonth.length > 0 && interval === 1 ? { ...parts, months } : parts;
}

function ofMonths(parts: RuleParts, start: DayNumber): RecurrencePattern | NotExpressible {
  // A position counts within the period of the rule: in a year with several months, once in the year.
  if (parts.frequency === 'YEARLY' && parts.months.length !== 1 && parts.positions.length > 0) {
    return notExpressible('position', { positions: parts.positions.join(',') });
  }
  if (parts.frequency === 'YEARLY' && parts.months.length === 0 && parts.daysOfMonth.length > 0) {
    return notExpressible('several_days');
  }
  const day = dayOfRule(parts, dayOfMonth(start));
  if (isNotExpressible(day)) return day;
  const month = monthOfYear(monthNumberOf(start));
  const months = monthsOfRule(parts, month);
  if (isNotExpressible(months)) return months;
  const { step } = months;
  if ('dayOfMonth' in day) {
    return step === 12
      ? { kind: 'absoluteYearly', month, ...day }
      : { kind: 'absoluteMonthly', interval: step, ...day };
  }
  return step === 12 ? { kind: 'relativeYearly', month, ...day } : { kind: 'relativeMonthly', interval: step, ...day };
}
