import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { civilDay, isoDayOf } from '../time-zones/civil-day.ts';
import { daysOfRule } from './days-of-rule.ts';
import type { MonthDay, Pattern, RangeEnd, RecurrenceRule } from './rule.ts';
import { LAST_DAY } from './rule.ts';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const COMPARED = 60;

const monthDay: fc.Arbitrary<MonthDay> = fc.oneof(
  // On the 29th and 30th the two disagree on purpose, see series.test.ts.
  fc.record({ kind: fc.constant('date' as const), day: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant(31)) }),
  fc.record({
    kind: fc.constant('position' as const),
    // Positions among several weekdays need BYSETPOS, with which the other one begins too early.
    weekdays: fc.constantFrom([0], [1], [2], [3], [4], [5], [6]),
    position: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
  }),
);

const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.record({ kind: fc.constant('daily' as const), interval: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('weekly' as const),
    interval: fc.integer({ min: 1, max: 6 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    firstWeekday: fc.integer({ min: 0, max: 6 }),
  }),
  fc.record({ kind: fc.constant('monthly' as const), interval: fc.integer({ min: 1, max: 14 }), on: monthDay }),
  fc.record({ kind: fc.constant('yearly' as const), month: fc.integer({ min: 1, max: 12 }), on: monthDay }),
);

const rule: fc.Arbitrary<RecurrenceRule> = fc.record({
  pattern,
  start: fc.integer({
    min: civilDay({ year: 2020, month: 1, day: 1 }),
    max: civilDay({ year: 2032, month: 12, day: 31 }),
  }),
  end: fc.constantFrom<RangeEnd>(
    { kind: 'never' },
    { kind: 'count', count: 17 },
    { kind: 'day', day: civilDay({ year: 2034, month: 2, day: 28 }) },
  ),
});

/** The same rule in the words of RFC 5545. */
function rruleOf({ pattern: each, end }: RecurrenceRule): string {
  const until = end.kind === 'day' ? `;UNTIL=${isoDayOf(end.day).replaceAll('-', '')}` : '';
  const range = end.kind === 'count' ? `;COUNT=${end.count}` : until;
  if (each.kind === 'daily') return `FREQ=DAILY;INTERVAL=${each.interval}${range}`;
  if (each.kind === 'weekly') {
    const days = each.weekdays.map((day) => WEEKDAYS[day]).join();
    return `FREQ=WEEKLY;INTERVAL=${each.interval};BYDAY=${days};WKST=${WEEKDAYS[each.firstWeekday]}${range}`;
  }
  const period = each.kind === 'monthly' ? `MONTHLY;INTERVAL=${each.interval}` : `YEARLY;BYMONTH=${each.month}`;
  return `FREQ=${period};${onOf(each.on)}${range}`;
}

function onOf(on: MonthDay): string {
  if (on.kind === 'position') {
    return `BYDAY=${on.position === 'last' ? -1 : on.position}${WEEKDAYS[on.weekdays[0] ?? 0]}`;
  }
  return `BYMONTHDAY=${on.day === 31 ? -1 : on.day}`;
}

test('the days of a rule are those that another implementation of recurrences finds', () => {
  fc.assert(
    fc.property(rule, (each) => {
      const ours: string[] = [];
      for (const day of daysOfRule(each)) {
        ours.push(isoDayOf(day));
        if (ours.length === COMPARED) break;
      }
      const theirs: string[] = [];
      const iterator = ICAL.Recur.fromString(rruleOf(each)).iterator(ICAL.Time.fromDateString(isoDayOf(each.start)));
      for (let next = iterator.next(); next !== null && theirs.length < ours.length + 1; next = iterator.next()) {
        theirs.push(next.toString().slice(0, 10));
        if (theirs.length === COMPARED) break;
      }
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 400 },
  );
});

test.each<readonly [string, MonthDay, readonly string[]]>([
  [
    'the last working day',
    { kind: 'position', weekdays: [1, 2, 3, 4, 5], position: 'last' },
    ['2027-01-29', '2027-02-26', '2027-03-31'],
  ],
  [
    'the second day of a weekend',
    { kind: 'position', weekdays: [0, 6], position: 2 },
    ['2027-01-03', '2027-02-07', '2027-03-07'],
  ],
  [
    'the fourth day',
    { kind: 'position', weekdays: [0, 1, 2, 3, 4, 5, 6], position: 4 },
    ['2027-01-04', '2027-02-04', '2027-03-04'],
  ],
  [
    'the last day',
    { kind: 'position', weekdays: [0, 1, 2, 3, 4, 5, 6], position: 'last' },
    ['2027-01-31', '2027-02-28', '2027-03-31'],
  ],
  ['the 30th', { kind: 'date', day: 30 }, ['2027-01-30', '2027-02-28', '2027-03-30']],
])('%s of every month', (_, on, expected) => {
  const monthly: RecurrenceRule = {
    pattern: { kind: 'monthly', interval: 1, on },
    start: civilDay({ year: 2027, month: 1, day: 1 }),
    end: { kind: 'count', count: 3 },
  };
  expect([...daysOfRule(monthly)].map(isoDayOf)).toEqual(expected);
});

test('a rule without end ends with the calendar', () => {
  const yearly: RecurrenceRule = {
    pattern: { kind: 'yearly', month: 12, on: { kind: 'date', day: 31 } },
    start: civilDay({ year: 4400, month: 1, day: 1 }),
    end: { kind: 'never' },
  };
  const days = [...daysOfRule(yearly)];
  expect(days).toHaveLength(100);
  expect(Math.max(...days)).toBeLessThanOrEqual(LAST_DAY);
});
