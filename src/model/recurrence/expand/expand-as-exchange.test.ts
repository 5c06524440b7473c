import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysOfRule } from '../../../../simulator/recurrence/days-of-rule.ts';
import type { MonthDay, RecurrenceRule } from '../../../../simulator/recurrence/rule.ts';
import type { Series as SimulatedSeries } from '../../../../simulator/recurrence/series.ts';
import { occurrencesBetween } from '../../../../simulator/recurrence/series.ts';
import type { StoredItem, StoredOccurrence } from '../../../../simulator/state/item.ts';
import type { Instant } from '../../time/instant.ts';
import { ianaToWindowsZone } from '../../time/windows-zones.ts';
import type { DayNumber } from '../days/day-number.ts';
import { calendarDateOf, dayNumberOf } from '../days/day-number.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import { firstDay, wallSeconds } from '../occurrence-time.ts';
import type { RecurrencePattern } from '../pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK, daysOfWeekIn } from '../pattern.ts';
import type { Recurrence } from '../recurrence.ts';
import type { Series } from '../series.ts';
import { arbitraryRecurrence, arbitrarySeries } from '../testing/arbitrary-series.ts';
import { changedDays } from './changed-days.ts';
import { expand } from './expand.ts';

/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 300);
const DAY_MS = 86_400_000;
const YEARS = 3;
const COMPARED = 60;

it('a recurrence has the days that the stand-in for Exchange finds', () => {
  fc.assert(
    fc.property(arbitraryRecurrence, ({ recurrence, start }) => {
      const ours = take(daysOfRecurrence(recurrence, start)).map(calendarDateOf);
      expect(ours).toEqual(take(daysOfRule(simulatedRule(recurrence, start))).map(calendarDateOf));
    }),
    { numRuns: 3 * RUNS },
  );
});

it('a series has the occurrences that the stand-in for Exchange shows in the same time', () => {
  fc.assert(
    fc.property(arbitrarySeries, fc.integer({ min: -400, max: 1500 }), (series, days) => {
      const { time } = series;
      fc.pre(time.kind === 'timed');
      const fromMs = (firstDay(time) + days) * DAY_MS;
      const untilMs = fromMs + YEARS * 366 * DAY_MS;
      const period = { from: instantAt(fromMs), until: instantAt(untilMs), zone: time.zone };
      const ours = [...expand(series, period)].map(({ start, end }) => ({ start, end }));
      const theirs = occurrencesBetween(simulated(series), fromMs, untilMs);
      expect(ours.map(({ start }) => start)).toEqual(theirs.map(({ start }) => start));
      // Where the clock jumps over the start, the stand-in may end an occurrence before it begins.
      const ends = theirs.map(({ start, end }, index) => (end > start ? end : ours[index]?.end));
      expect(ours.map(({ end }) => end)).toEqual(ends);
    }),
    { numRuns: RUNS },
  );
});

function simulated(series: Series): SimulatedSeries {
  const { time, recurrence } = series;
  if (time.kind !== 'timed') throw new Error('the stand-in knows whole days as midnights');
  const zoneId = ianaToWindowsZone(time.zone);
  if (zoneId === null) throw new Error(time.zone);
  const occurrences: Record<string, StoredOccurrence> = {};
  const { exceptions, deleted } = changedDays(series);
  for (const day of deleted) occurrences[calendarDateOf(day)] = { kind: 'deleted' };
  for (const [day, { fields }] of exceptions) {
    const values = fields.time?.kind === 'timed' ? { Start: fields.time.start, End: fields.time.end } : {};
    occurrences[calendarDateOf(day)] = { kind: 'exception', values, removed: [] };
  }
  return {
    master: { values: {}, occurrences } as unknown as StoredItem,
    rule: simulatedRule(recurrence, firstDay(time)),
    zoneId,
    startOfDayMs: Date.parse(`${time.start}Z`) - firstDay(time) * DAY_MS,
    wallDurationMs: wallSeconds(time) * 1000,
  };
}

function instantAt(ms: number): Instant {
  return `${new Date(ms).toISOString().slice(0, 19)}Z` as Instant;
}

function take(days: Iterable<DayNumber>): readonly DayNumber[] {
  const taken: DayNumber[] = [];
  for (const day of days) {
    taken.push(day);
    if (taken.length === COMPARED) break;
  }
  return taken;
}

/** The same recurrence in the words of the stand-in, which shares no code with the model. */
function simulatedRule({ pattern, range }: Recurrence, start: DayNumber): RecurrenceRule {
  const end =
    range.kind === 'noEnd'
      ? ({ kind: 'never' } as const)
      : range.kind === 'numbered'
        ? ({ kind: 'count', count: range.occurrences } as const)
        : ({ kind: 'day', day: dayNumberOf(range.endDate) } as const);
  return { pattern: simulatedPattern(pattern), start, end };
}

function simulatedPattern(pattern: RecurrencePattern): RecurrenceRule['pattern'] {
  switch (pattern.kind) {
    case 'daily':
      return pattern;
    case 'weekly': {
      const { interval, days, firstDayOfWeek } = pattern;
      const weekdays = days.map((each) => DAYS_OF_WEEK.indexOf(each));
      return { kind: 'weekly', interval, weekdays, firstWeekday: DAYS_OF_WEEK.indexOf(firstDayOfWeek) };
    }
    case 'absoluteMonthly':
    case 'relativeMonthly':
      return { kind: 'monthly', interval: pattern.interval, on: monthDay(pattern) };
    default:
      return { kind: 'yearly', month: pattern.month, on: monthDay(pattern) };
  }
}

function monthDay(pattern: Exclude<RecurrencePattern, { kind: 'daily' | 'weekly' }>): MonthDay {
  if ('dayOfMonth' in pattern) return { kind: 'date', day: pattern.dayOfMonth };
  const weekdays = daysOfWeekIn(pattern.day).map((each) => DAYS_OF_WEEK.indexOf(each));
  const position = ([1, 2, 3, 4, 'last'] as const)[DAY_INDEXES.indexOf(pattern.index)] ?? 'last';
  return { kind: 'position', weekdays, position };
}
