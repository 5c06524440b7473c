import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../time/calendar-date.ts';
import { parseCalendarDate } from '../time/calendar-date.ts';
import { parseInstant } from '../time/instant.ts';
import { parseLocalDateTime, parseTimeZoneId } from '../time/zoned-wall-time.ts';
import { calendarDateOf } from './days/day-number.ts';
import { daysOfRecurrence } from './days/days-of-recurrence.ts';
import { expand } from './expand/expand.ts';
import { firstDay } from './occurrence-time.ts';
import type { RecurrenceRange } from './recurrence.ts';
import type { Series } from './series.ts';
import { appointmentTimeOf, splitSeries } from './split-series.ts';
import { arbitrarySeries } from './testing/arbitrary-series.ts';
import { fridays } from './testing/fridays.ts';

const ROME = parseTimeZoneId('Europe/Rome');
/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 300);
const COMPARED = 40;

const split = (series: Series, day: string) => splitSeries(series, parseCalendarDate(day));
const on = (day: string) => ({ local: parseLocalDateTime(`${day}T09:00:00`), zone: ROME });

describe('a series that is split', () => {
  it.each<readonly [string, RecurrenceRange, RecurrenceRange, RecurrenceRange]>([
    [
      'numbered: the number is divided',
      { kind: 'numbered', occurrences: 5 },
      { kind: 'numbered', occurrences: 2 },
      { kind: 'numbered', occurrences: 3 },
    ],
    [
      'with a last day: the second part keeps it',
      { kind: 'endDate', endDate: parseCalendarDate('2027-01-31') },
      { kind: 'endDate', endDate: parseCalendarDate('2026-11-19') },
      { kind: 'endDate', endDate: parseCalendarDate('2027-01-31') },
    ],
    [
      'without end: the first part has one',
      { kind: 'noEnd' },
      { kind: 'endDate', endDate: parseCalendarDate('2026-11-19') },
      { kind: 'noEnd' },
    ],
  ])('%s', (_name, whole, before, after) => {
    const parts = split(fridays(whole), '2026-11-20');
    expect(parts?.before).toEqual(fridays(before));
    expect(parts?.after.recurrence.range).toEqual(after);
    expect(parts?.after.time).toMatchObject({ start: '2026-11-20T09:00:00', end: '2026-11-20T10:00:00' });
  });

  it('an occurrence that was moved across the border stays with the part of its original day', () => {
    const moved = (from: string, to: string) => ({
      originalStart: on(from),
      fields: {
        time: {
          kind: 'timed' as const,
          start: parseInstant(`${to}T14:00:00Z`),
          end: parseInstant(`${to}T15:00:00Z`),
          zone: ROME,
        },
      },
    });
    const [later, earlier] = [moved('2026-11-13', '2026-11-25'), moved('2026-11-27', '2026-11-18')];
    const series = fridays(
      { kind: 'numbered', occurrences: 5 },
      { deleted: [on('2026-11-06'), on('2026-11-20')], exceptions: [later, earlier] },
    );
    const parts = split(series, '2026-11-20');
    expect([parts?.before.deleted, parts?.after.deleted]).toEqual([[on('2026-11-06')], [on('2026-11-20')]]);
    expect([parts?.before.exceptions, parts?.after.exceptions]).toEqual([[later], [earlier]]);
  });

  it.each([
    ['its first day', '2026-11-06'],
    ['a day before it', '2026-10-30'],
    ['a day that the rule does not give', '2026-11-19'],
    ['a day after its end', '2026-12-11'],
  ])('is refused on %s', (_name, day) => {
    expect(split(fridays({ kind: 'numbered', occurrences: 5 }), day)).toBeNull();
  });

  it('takes place in two parts as it did whole', () => {
    fc.assert(
      fc.property(arbitrarySeries, fc.integer({ min: 1, max: 12 }), (series, nth) => {
        const day = nthDay(series, nth);
        fc.pre(day !== null);
        const parts = splitSeries(series, day);
        if (parts === null) throw new Error(`not split on ${day}`);
        expect(
          parts.after.time.kind === 'timed' ? parts.after.time.start.slice(0, 10) : parts.after.time.startDate,
        ).toBe(day);
        const until = nthDay(series, COMPARED);
        expect([...shown(parts.before, until), ...shown(parts.after, until)].sort()).toEqual(shown(series, until));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the time of an appointment', () => {
  it('is told in instants, which read as the series does', () => {
    const { time, recurrence } = fridays({ kind: 'noEnd' });
    expect(appointmentTimeOf({ time, recurrence })).toEqual({
      kind: 'timed',
      start: '2026-11-06T08:00:00Z',
      end: '2026-11-06T09:00:00Z',
      zone: ROME,
      recurrence,
    });
  });

  it('is not told where the clock jumps over its reading: every occurrence would stand an hour later', () => {
    const { recurrence } = fridays({ kind: 'noEnd' });
    const night = (start: string, end: string) => ({
      kind: 'timed' as const,
      start: parseLocalDateTime(`2027-03-28T${start}:00`),
      end: parseLocalDateTime(`2027-03-28T${end}:00`),
      zone: ROME,
    });
    expect(appointmentTimeOf({ time: night('02:30', '04:00'), recurrence })).toBeNull();
    expect(appointmentTimeOf({ time: night('01:30', '02:30'), recurrence })).toBeNull();
    expect(appointmentTimeOf({ time: night('01:30', '03:30'), recurrence })).not.toBeNull();
  });
});

/** @returns `null` where the rule has not that many */
function nthDay({ time, recurrence }: Series, nth: number): CalendarDate | null {
  let left = nth;
  for (const day of daysOfRecurrence(recurrence, firstDay(time))) {
    if (left === 0) return calendarDateOf(day);
    left -= 1;
  }
  return null;
}

/** As far as a day of the whole series that lies well behind the border. */
function shown(series: Series, until: CalendarDate | null): readonly string[] {
  const period = { from: null, until: until === null ? null : parseInstant(`${until}T00:00:00Z`), zone: ROME };
  return [...expand(series, period)].map((occurrence) => JSON.stringify(occurrence)).sort();
}
