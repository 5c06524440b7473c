import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../time/calendar-date.ts';
import type { DayNumber } from './days/day-number.ts';
import { calendarDateOf, dayNumberOf } from './days/day-number.ts';
import { daysOfPattern } from './days/days-of-pattern.ts';
import { daysOfRecurrence } from './days/days-of-recurrence.ts';
import { normalRecurrence, sameRecurrence } from './normal-form.ts';
import type { RecurrencePattern } from './pattern.ts';
import type { Recurrence, RecurrenceRange } from './recurrence.ts';
import { arbitraryDay, arbitraryPattern, arbitraryRecurrence } from './testing/arbitrary-series.ts';

const NO_END: RecurrenceRange = { kind: 'noEnd' };

describe('two ways to say the same series are equal', () => {
  it.each<readonly [string, string, RecurrencePattern, RecurrencePattern]>([
    [
      'every twelve months, every year',
      '2026-11-26',
      { kind: 'absoluteMonthly', interval: 12, dayOfMonth: 26 },
      { kind: 'absoluteYearly', month: 11, dayOfMonth: 26 },
    ],
    [
      'the last day, the 31st',
      '2026-11-30',
      { kind: 'relativeMonthly', interval: 1, day: 'day', index: 'last' },
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
    ],
    [
      'the second day, the 2nd',
      '2026-11-02',
      { kind: 'relativeMonthly', interval: 1, day: 'day', index: 'second' },
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 2 },
    ],
    [
      '29 and 31 February',
      '2028-02-29',
      { kind: 'absoluteYearly', month: 2, dayOfMonth: 29 },
      { kind: 'absoluteYearly', month: 2, dayOfMonth: 31 },
    ],
    [
      '31 and 30 April',
      '2027-04-30',
      { kind: 'absoluteYearly', month: 4, dayOfMonth: 31 },
      { kind: 'absoluteYearly', month: 4, dayOfMonth: 30 },
    ],
    [
      'every day of the week, every day',
      '2026-11-26',
      weekly(1, ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']),
      { kind: 'daily', interval: 1 },
    ],
    [
      'every fourteen days, every second Thursday',
      '2026-11-26',
      { kind: 'daily', interval: 14 },
      weekly(2, ['thursday']),
    ],
    ['days in another order', '2026-11-26', weekly(2, ['friday', 'thursday']), weekly(2, ['thursday', 'friday'])],
    [
      'the last two days of a February that comes in odd years only',
      '2023-02-28',
      { kind: 'absoluteMonthly', interval: 24, dayOfMonth: 28 },
      { kind: 'absoluteMonthly', interval: 24, dayOfMonth: 29 },
    ],
    [
      'another first day, where every week counts',
      '2026-11-26',
      weekly(1, ['sunday', 'thursday'], 'sunday'),
      weekly(1, ['sunday', 'thursday'], 'monday'),
    ],
    [
      'another first day that parts no days',
      '2026-11-26',
      weekly(2, ['thursday', 'friday'], 'sunday'),
      weekly(2, ['thursday', 'friday'], 'monday'),
    ],
  ])('%s', (_, startDate, left, right) => {
    expect(same(startDate, { pattern: left, range: NO_END }, { pattern: right, range: NO_END })).toBe(true);
  });

  it('an end by number, by date, and by a date between two occurrences', () => {
    const weeks = (range: RecurrenceRange): Recurrence => ({ pattern: weekly(1, ['thursday']), range });
    const numbered = weeks({ kind: 'numbered', occurrences: 3 });
    const until = (date: string) => weeks({ kind: 'endDate', endDate: parseCalendarDate(date) });
    expect(same('2026-11-26', numbered, until('2026-12-10'))).toBe(true);
    expect(same('2026-11-26', numbered, until('2026-12-16'))).toBe(true);
    expect(same('2026-11-26', numbered, until('2026-12-17'))).toBe(false);
    expect(same('2026-11-26', numbered, weeks(NO_END))).toBe(false);
  });

  it('but not another first day that parts them: Sunday comes before or after', () => {
    const [left, right] = (['sunday', 'monday'] as const).map((first) => weekly(2, ['sunday', 'thursday'], first));
    expect(
      left && right && same('2026-11-26', { pattern: left, range: NO_END }, { pattern: right, range: NO_END }),
    ).toBe(false);
  });
});

describe('random recurrences', () => {
  it('have the days of their normal form, which is its own', () => {
    fc.assert(
      fc.property(arbitraryRecurrence, ({ recurrence, start }) => {
        const startDate = calendarDateOf(start);
        const normal = normalRecurrence(recurrence, startDate);
        expect(take(daysOfRecurrence(normal, start), 80)).toEqual(take(daysOfRecurrence(recurrence, start), 80));
        expect(normalRecurrence(normal, startDate)).toEqual(normal);
      }),
      { numRuns: 1000 },
    );
  });

  it('are the same exactly where their days are', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryPattern, arbitraryPattern, fc.nat(), (day, left, other, which) => {
        const start = take(daysOfPattern(left, day), 1)[0] ?? day;
        for (const right of [other, neighbourOf(left, which)]) {
          // Two patterns are compared only at a start that lies on both.
          if (take(daysOfPattern(right, start), 1)[0] !== start) continue;
          const [ours, theirs] = [left, right].map((pattern) => take(daysOfPattern(pattern, start), 120).join());
          const equal = same(
            calendarDateOf(start),
            { pattern: left, range: NO_END },
            { pattern: right, range: NO_END },
          );
          expect(equal).toBe(ours === theirs);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

/** A pattern that differs by one word, so that the two are often, but not always, the same. */
function neighbourOf(pattern: RecurrencePattern, which: number): RecurrencePattern {
  switch (pattern.kind) {
    case 'daily':
      return { ...pattern, interval: pattern.interval + (which % 2) };
    case 'weekly':
      return {
        ...pattern,
        firstDayOfWeek: (['sunday', 'monday', 'wednesday', 'saturday'] as const)[which % 4] ?? 'monday',
      };
    case 'absoluteMonthly':
    case 'absoluteYearly':
      return { ...pattern, dayOfMonth: 28 + (which % 4) };
    default:
      return { ...pattern, day: (['day', 'weekday', 'weekendDay'] as const)[which % 3] ?? 'day' };
  }
}

type Weekly = Extract<RecurrencePattern, { kind: 'weekly' }>;

function weekly(interval: number, days: Weekly['days'], firstDayOfWeek: Weekly['firstDayOfWeek'] = 'monday'): Weekly {
  return { kind: 'weekly', interval, days, firstDayOfWeek };
}

function same(startDate: string, left: Recurrence, right: Recurrence): boolean {
  const date = parseCalendarDate(startDate);
  for (const { pattern } of [left, right])
    expect(take(daysOfPattern(pattern, dayNumberOf(date)), 1)).toEqual([dayNumberOf(date)]);
  return sameRecurrence(left, right, date);
}

function take(days: Iterable<DayNumber>, count: number): readonly DayNumber[] {
  const taken: DayNumber[] = [];
  for (const day of days) {
    taken.push(day);
    if (taken.length === count) break;
  }
  return taken;
}
