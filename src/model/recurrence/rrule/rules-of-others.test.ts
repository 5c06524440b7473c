import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../time/calendar-date.ts';
import type { DayNumber } from '../days/day-number.ts';
import { calendarDateOf, monthNumberOf, weekdayOf } from '../days/day-number.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import type { RecurrencePattern } from '../pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK } from '../pattern.ts';
import { arbitraryDay } from '../testing/arbitrary-series.ts';
import type { DayRule } from '../testing/days-of-rfc5545.ts';
import { daysOfRfc5545 } from '../testing/days-of-rfc5545.ts';
import { DAY_CODES } from './rule-parts.ts';
import type { SeriesOfRules } from './series-of-rules.ts';
import { seriesOfRules } from './series-of-rules.ts';

/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 1500);
const COMPARED = 40;
const YEARS_BEYOND = 45;

const weekday = fc.integer({ min: 0, max: 6 });
const position = fc.constantFrom(0, 1, 2, 3, 4, 5, -1, -2);
const month = fc.integer({ min: 1, max: 12 });
const absent = fc.constant(undefined);

const byMonth = fc.oneof(
  { weight: 4, arbitrary: absent },
  { weight: 2, arbitrary: month.map((each) => [each]) },
  { weight: 1, arbitrary: fc.uniqueArray(month, { minLength: 2, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom([1, 4, 7, 10], [2, 8], [1, 3, 5, 7, 9, 11], [6, 9, 12, 3]) },
);
const byMonthDay = fc.oneof(
  fc.constantFrom(1, 2, 15, 28, 29, 30, 31, -1, -2).map((each) => [each]),
  fc.uniqueArray(fc.constantFrom(1, 2, 15, 28, 29, 30, 31, -1, -2), { minLength: 2, maxLength: 3 }),
  fc.constantFrom([28, 29], [28, 29, 30], [28, 29, 30, 31], [27, 28, 29, 30]),
);
const byDay = fc.oneof(
  fc.tuple(position, weekday).map((each) => [each]),
  fc.uniqueArray(fc.tuple(position, weekday), { minLength: 2, maxLength: 3, selector: (each) => each.join() }),
  fc.constantFrom(days(1, 2, 3, 4, 5), days(0, 6), days(0, 1, 2, 3, 4, 5, 6), days(4)),
);
const bySetPos = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1, 2, 3, 4, 5, -1, -2).map((each) => [each]) },
  { weight: 1, arbitrary: fc.constant([1, -1]) },
);
const period = {
  freq: fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'MONTHLY' as const, 'MONTHLY' as const, 'YEARLY' as const),
  interval: fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 6, 12),
  weekStart: weekday,
  byMonth,
};

/** Rules as other programs may write them: the usual shapes, their neighbours, and some nonsense. */
const arbitraryRule: fc.Arbitrary<DayRule> = fc
  .oneof(
    fc.record(period),
    fc.record({ ...period, byMonthDay }),
    fc.record({ ...period, byMonthDay, bySetPos }),
    fc.record({ ...period, byDay }),
    fc.record({ ...period, byDay, bySetPos }),
    fc.record({ ...period, byDay, bySetPos }),
    fc.record({ ...period, byMonthDay, byDay }),
  )
  .filter(isRule);

it('a rule that anybody may have written is read with exactly its own days, or refused', () => {
  const outcomes = { series: 0, notExpressible: 0 };
  fc.assert(
    fc.property(arbitraryRule, arbitraryDay, (rule, day) => {
      const { start, days } = daysFrom(rule, day);
      const read = seriesFrom(rule, start);
      outcomes[read.kind] += 1;
      const ours = read.kind === 'series' ? take(daysOfRecurrence(read.series.recurrence, start), days.length) : days;
      expect(ours.map(calendarDateOf)).toEqual(days.map(calendarDateOf));
    }),
    { numRuns: RUNS },
  );
  // Neither is the rare case here, or the test would show nothing.
  expect(Math.min(outcomes.series, outcomes.notExpressible)).toBeGreaterThan(RUNS / 10);
});

it('a rule in one of the usual shapes is refused only where no pattern has its days', () => {
  fc.assert(
    fc.property(arbitraryRule.filter(isUsual), arbitraryDay, (rule, day) => {
      const { start, days } = daysFrom(rule, day);
      fc.pre(days.length === COMPARED);
      const read = seriesFrom(rule, start);
      if (read.kind === 'series') return;
      const wanted = days.join();
      for (const pattern of patternsThrough(days)) {
        const range = { kind: 'noEnd' } as const;
        const same = take(daysOfRecurrence({ pattern, range }, start), COMPARED).join() === wanted;
        expect(same ? { read, pattern } : null).toBeNull();
      }
    }),
    { numRuns: RUNS },
  );
});

/** The start lies on the rule, and what the rule leaves open comes from the start. */
function daysFrom(rule: DayRule, day: DayNumber): { start: DayNumber; days: readonly DayNumber[] } {
  const end = day + 366 * YEARS_BEYOND;
  const [start] = take(daysOfRfc5545(rule, day, end), 1);
  fc.pre(start !== undefined);
  const days = take(daysOfRfc5545(rule, start ?? 0, end), COMPARED);
  fc.pre(days[0] === start);
  return { start: start ?? 0, days };
}

function seriesFrom(rule: DayRule, start: DayNumber): SeriesOfRules {
  const startDate = calendarDateOf(start);
  return seriesOfRules({
    time: { kind: 'allDay', startDate, endDate: addDays(startDate, 1) },
    rules: [textOf(rule)],
    exclusionRules: [],
    extraStarts: [],
    excludedStarts: [],
    exceptions: [],
  });
}

/** The patterns that could have these days, by what the first of them have in common. */
function* patternsThrough(days: readonly DayNumber[]): Generator<RecurrencePattern> {
  const [first = 0, second = 0] = days;
  yield { kind: 'daily', interval: second - first };
  const weekdays = new Set(days.map(weekdayOf));
  for (const interval of [1, 2, 3, 4, 5, 6]) {
    for (const firstDayOfWeek of DAYS_OF_WEEK) {
      const named = DAYS_OF_WEEK.filter((_, index) => weekdays.has(index));
      yield { kind: 'weekly', interval, days: named, firstDayOfWeek };
    }
  }
  const interval = monthNumberOf(second) - monthNumberOf(first);
  if (interval === 0) return;
  const dayOfMonth = Math.max(...days.map((day) => Number(calendarDateOf(day).slice(8))));
  yield { kind: 'absoluteMonthly', interval, dayOfMonth };
  for (const index of DAY_INDEXES) {
    for (const day of [...DAYS_OF_WEEK, 'day', 'weekday', 'weekendDay'] as const) {
      yield { kind: 'relativeMonthly', interval, day, index };
    }
  }
}

function textOf({ freq, interval, byMonth, byMonthDay, byDay, bySetPos, weekStart }: DayRule): string {
  const day = ([position, weekday]: readonly [number, number]) => `${position || ''}${DAY_CODES[weekday]}`;
  return [
    `FREQ=${freq}`,
    `INTERVAL=${interval}`,
    `WKST=${DAY_CODES[weekStart]}`,
    ...(byMonth === undefined ? [] : [`BYMONTH=${byMonth.join()}`]),
    ...(byMonthDay === undefined ? [] : [`BYMONTHDAY=${byMonthDay.join()}`]),
    ...(byDay === undefined ? [] : [`BYDAY=${byDay.map(day).join()}`]),
    ...(bySetPos === undefined ? [] : [`BYSETPOS=${bySetPos.join()}`]),
  ].join(';');
}

/** What RFC 5545 does not allow has no days that one could compare. */
function isRule({ freq, byMonth, byMonthDay, byDay, bySetPos }: DayRule): boolean {
  const positions = byDay?.some(([position]) => position !== 0) ?? false;
  if (positions && (freq === 'DAILY' || freq === 'WEEKLY')) return false;
  if (byMonthDay !== undefined && freq === 'WEEKLY') return false;
  return bySetPos === undefined || byMonth !== undefined || byMonthDay !== undefined || byDay !== undefined;
}

/** One day of a month, said in one way: what calendars offer to people. */
function isUsual({ freq, byMonthDay = [], byDay = [], bySetPos = [] }: DayRule): boolean {
  if (freq !== 'MONTHLY' && freq !== 'YEARLY') return false;
  if (byDay.length === 0) return bySetPos.length === 0 && byMonthDay.length <= 1 && !byMonthDay.includes(-2);
  if (byMonthDay.length > 0 || byDay.length === 7) return false;
  const positions = [...byDay.map(([position]) => position).filter((each) => each !== 0), ...bySetPos];
  return positions.length === 1 && (bySetPos.length === 1 || byDay.length === 1);
}

function days(...weekdays: readonly number[]): [number, number][] {
  return weekdays.map((weekday) => [0, weekday]);
}

function take<T>(values: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  for (const value of values) {
    if (taken.length === count) break;
    taken.push(value);
  }
  return taken;
}
