import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../time/calendar-date.ts';
import type { RecurrencePattern } from '../pattern.ts';
import type { Recurrence } from '../recurrence.ts';
import { rulesOfSeries } from '../rrule/rules-of-series.ts';
import { arbitraryDay, arbitraryRecurrence } from '../testing/arbitrary-series.ts';
import type { DayNumber } from './day-number.ts';
import { calendarDateOf, dayNumberOf } from './day-number.ts';
import { daysOfRecurrence, hasDay, lastDay } from './days-of-recurrence.ts';

const COMPARED = 60;

describe('the days of a recurrence', () => {
  it.each<readonly [string, RecurrencePattern, string, readonly string[]]>([
    [
      'the last Friday of each month',
      { kind: 'relativeMonthly', interval: 1, day: 'friday', index: 'last' },
      '2026-01-30',
      ['2026-01-30', '2026-02-27', '2026-03-27', '2026-04-24'],
    ],
    [
      'the 31st of each month is its last day',
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
      '2027-12-31',
      ['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ],
    [
      'the 30th is the end of February',
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 30 },
      '2026-12-30',
      ['2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30'],
    ],
    [
      '29 February is the 28th in other years',
      { kind: 'absoluteYearly', month: 2, dayOfMonth: 29 },
      '2028-02-29',
      ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ],
    [
      'every second week from Sunday to Monday, where weeks begin on Monday',
      { kind: 'weekly', interval: 2, days: ['sunday', 'monday'], firstDayOfWeek: 'monday' },
      '2026-11-01',
      ['2026-11-01', '2026-11-09', '2026-11-15', '2026-11-23'],
    ],
    [
      'the same where weeks begin on Sunday',
      { kind: 'weekly', interval: 2, days: ['sunday', 'monday'], firstDayOfWeek: 'sunday' },
      '2026-11-01',
      ['2026-11-01', '2026-11-02', '2026-11-15', '2026-11-16'],
    ],
    [
      'the last weekday of the month',
      { kind: 'relativeMonthly', interval: 1, day: 'weekday', index: 'last' },
      '2026-01-30',
      ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29'],
    ],
    [
      'the second day of a weekend in June',
      { kind: 'relativeYearly', month: 6, day: 'weekendDay', index: 'second' },
      '2026-06-07',
      ['2026-06-07', '2027-06-06', '2028-06-04'],
    ],
  ])('%s', (_, pattern, start, expected) => {
    expect(first({ pattern, range: { kind: 'noEnd' } }, day(start), expected.length)).toEqual(expected);
  });

  it('an end date is the last day on which an occurrence may start', () => {
    const pattern: RecurrencePattern = { kind: 'daily', interval: 2 };
    const until = (endDate: string): Recurrence => ({ pattern, range: { kind: 'endDate', endDate: date(endDate) } });
    expect(first(until('2026-11-05'), day('2026-11-01'), 9)).toEqual(['2026-11-01', '2026-11-03', '2026-11-05']);
    expect(first(until('2026-11-04'), day('2026-11-01'), 9)).toEqual(['2026-11-01', '2026-11-03']);
    expect(first(until('2026-10-31'), day('2026-11-01'), 9)).toEqual([]);
  });

  it('without an end they end with the calendar of Exchange', () => {
    const recurrence: Recurrence = { pattern: { kind: 'absoluteYearly', month: 12, dayOfMonth: 31 }, range: NO_END };
    const days = [...daysOfRecurrence(recurrence, day('4400-12-31'))];
    expect(days).toHaveLength(100);
    expect(calendarDateOf(days.at(-1) ?? 0)).toBe('4499-12-31');
  });

  it('are those that ical.js finds, where it has no known defect', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryRecurrence, ({ recurrence, start }) => {
        const startDate = calendarDateOf(start);
        const time = { kind: 'allDay', startDate, endDate: calendarDateOf(start + 1) } as const;
        const [rule = ''] = rulesOfSeries({ time, recurrence, deleted: [], exceptions: [] }).rules;
        // ical.js 2.2.1 begins too early with BYSETPOS beside BYDAY, and ignores it beside BYMONTHDAY.
        fc.pre(!rule.includes('BYSETPOS'));
        compared += 1;
        const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(startDate));
        const theirs: string[] = [];
        for (let next = iterator.next(); next !== null && theirs.length < COMPARED; next = iterator.next()) {
          theirs.push(next.toString().slice(0, 10));
        }
        expect(first(recurrence, start, COMPARED)).toEqual(theirs);
      }),
      { numRuns: 400 },
    );
    expect(compared).toBe(400);
  });

  it('come to an end for any interval, and are refused for one that goes nowhere', () => {
    const every = (interval: number): readonly string[] =>
      first(
        { pattern: { kind: 'relativeMonthly', interval, day: 'monday', index: 'last' }, range: NO_END },
        day('2026-11-30'),
        9,
      );
    expect(every(999_999_999)).toEqual(['2026-11-30']);
    for (const interval of [0, -1, 1.5, Number.NaN]) expect(() => every(interval)).toThrow(RangeError);
  });

  it('are the same when the walk begins later', () => {
    fc.assert(
      fc.property(arbitraryRecurrence, arbitraryDay, ({ recurrence, start }, from) => {
        const days = take(daysOfRecurrence(recurrence, start, from), 10);
        const reached = days.at(-1) ?? from + 10_000;
        const all: DayNumber[] = [];
        for (const each of daysOfRecurrence(recurrence, start)) {
          if (each > reached) break;
          all.push(each);
        }
        expect(days).toEqual(all.filter((each) => each >= from));
        for (const each of days) expect(hasDay(recurrence, start, each)).toBe(true);
        const absent = days.slice(1).flatMap((each, index) => (each - (days[index] ?? 0) > 1 ? [each - 1] : []));
        for (const each of absent) expect(hasDay(recurrence, start, each)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('have a last one also where the next is just beyond the end', () => {
    const pattern: RecurrencePattern = { kind: 'relativeMonthly', interval: 1, day: 'monday', index: 'first' };
    const range = { kind: 'endDate', endDate: date('2026-12-06') } as const;
    expect(lastDay({ pattern, range }, day('2026-11-02'))).toBe(day('2026-11-02'));
  });

  it('have the last of all as their last', () => {
    fc.assert(
      fc.property(arbitraryRecurrence, ({ recurrence, start }) => {
        fc.pre(recurrence.range.kind !== 'noEnd');
        expect(lastDay(recurrence, start)).toBe([...daysOfRecurrence(recurrence, start)].at(-1));
      }),
    );
  });
});

const NO_END = { kind: 'noEnd' } as const;

function first(recurrence: Recurrence, start: DayNumber, count: number): readonly string[] {
  return take(daysOfRecurrence(recurrence, start), count).map(calendarDateOf);
}

function take<T>(values: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  for (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}

function day(text: string): DayNumber {
  return dayNumberOf(date(text));
}

function date(text: string) {
  return parseCalendarDate(text);
}
