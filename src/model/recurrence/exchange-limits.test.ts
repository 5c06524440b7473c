import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../time/calendar-date.ts';
import { parseInstant } from '../time/instant.ts';
import { parseLocalDateTime, parseTimeZoneId } from '../time/zoned-wall-time.ts';
import { limitOfExchange } from './exchange-limits.ts';
import type { NotExpressibleCode } from './not-expressible.ts';
import type { RecurrencePattern } from './pattern.ts';
import type { RecurrenceRange } from './recurrence.ts';
import type { ExceptionFields, Series } from './series.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const EVERY_DAY: RecurrencePattern = { kind: 'daily', interval: 1 };

describe('what Exchange would refuse', () => {
  const daily = series('2026-11-02T09:00', '2026-11-02T10:00', EVERY_DAY, { kind: 'numbered', occurrences: 5 });

  it('is not a plain series, nor one with an exception that keeps its day', () => {
    expect(limitOfExchange(daily)).toBeNull();
    expect(
      limitOfExchange(moved(daily, '2026-11-03', span('2026-11-03T20:00:00Z', '2026-11-03T22:00:00Z'))),
    ).toBeNull();
    expect(limitOfExchange(moved(daily, '2026-11-03', { subject: 'Altra' }))).toBeNull();
  });

  it.each<readonly [string, Series, NotExpressibleCode]>([
    ['a thousand days between two', withPattern({ kind: 'daily', interval: 1000 }), 'interval_too_large'],
    [
      'a hundred months between two',
      withPattern({ kind: 'absoluteMonthly', interval: 100, dayOfMonth: 2 }),
      'interval_too_large',
    ],
    ['a thousand occurrences', withRange({ kind: 'numbered', occurrences: 1000 }), 'too_many_occurrences'],
    [
      'every occurrence deleted',
      { ...daily, deleted: [2, 3, 4, 5, 6].map((day) => at(`2026-11-0${day}`)) },
      'no_occurrence',
    ],
    [
      'an end before the start',
      withRange({ kind: 'endDate', endDate: parseCalendarDate('2026-11-01') }),
      'no_occurrence',
    ],
    [
      'days that last longer than a day',
      series('2026-11-02T09:00', '2026-11-03T09:01', EVERY_DAY, { kind: 'noEnd' }),
      'occurrences_overlap',
    ],
    [
      'two weeks in a row and then one: the shorter way counts',
      series(
        '2026-11-02T09:00',
        '2026-11-05T10:00',
        { kind: 'weekly', interval: 1, days: ['monday', 'thursday'], firstDayOfWeek: 'monday' },
        { kind: 'noEnd' },
      ),
      'occurrences_overlap',
    ],
    [
      'an exception on the day of the next',
      moved(daily, '2026-11-03', span('2026-11-04T05:00:00Z', '2026-11-04T06:00:00Z')),
      'exception_meets_neighbour',
    ],
    [
      'an exception that reaches into the next',
      moved(daily, '2026-11-03', span('2026-11-03T08:00:00Z', '2026-11-04T08:01:00Z')),
      'exception_meets_neighbour',
    ],
    [
      'an exception beyond the next',
      moved(daily, '2026-11-03', span('2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z')),
      'exception_meets_neighbour',
    ],
    [
      'an exception on the day of the one before',
      moved(daily, '2026-11-03', span('2026-11-02T20:00:00Z', '2026-11-02T21:00:00Z')),
      'exception_meets_neighbour',
    ],
  ])('%s', (_, refused, code) => {
    expect(limitOfExchange(refused)).toMatchObject({ code });
  });

  it('names the occurrence by the day on which the rule has it', () => {
    const beyond = moved(daily, '2026-11-03', span('2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z'));
    expect(limitOfExchange(beyond)?.parameters).toEqual({ date: '2026-11-03' });
    const before = moved(daily, '2026-11-03', span('2026-11-02T20:00:00Z', '2026-11-02T21:00:00Z'));
    expect(limitOfExchange(before)?.parameters).toEqual({ date: '2026-11-03' });
  });

  it('is not an exception in the place of a deleted neighbour, or behind the last', () => {
    const onNext = moved(daily, '2026-11-03', span('2026-11-04T05:00:00Z', '2026-11-04T06:00:00Z'));
    expect(limitOfExchange({ ...onNext, deleted: [at('2026-11-04')] })).toBeNull();
    expect(
      limitOfExchange(moved(daily, '2026-11-06', span('2026-12-24T08:00:00Z', '2026-12-24T09:00:00Z'))),
    ).toBeNull();
  });

  it('counts the day on the clock of the series', () => {
    // 23:30 UTC on the 3rd is half past midnight on the 4th in Rome.
    const late = moved(daily, '2026-11-03', span('2026-11-03T23:30:00Z', '2026-11-03T23:45:00Z'));
    expect(limitOfExchange(late)).toMatchObject({ code: 'exception_meets_neighbour' });
  });

  it('of whole days is as strict', () => {
    const startDate = parseCalendarDate('2026-11-02');
    const allDay: Series = {
      time: { kind: 'allDay', startDate, endDate: addDays(startDate, 2) },
      recurrence: { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'noEnd' } },
      deleted: [],
      exceptions: [],
    };
    expect(limitOfExchange(allDay)).toBeNull();
    const fields: ExceptionFields = {
      time: { kind: 'allDay', startDate: addDays(startDate, 3), endDate: addDays(startDate, 5) },
    };
    expect(
      limitOfExchange({ ...allDay, exceptions: [{ originalStart: { date: addDays(startDate, 2) }, fields }] }),
    ).toEqual({ code: 'exception_meets_neighbour', parameters: { date: '2026-11-04' } });
  });

  function withPattern(pattern: RecurrencePattern): Series {
    return { ...daily, recurrence: { ...daily.recurrence, pattern } };
  }

  function withRange(range: RecurrenceRange): Series {
    return { ...daily, recurrence: { ...daily.recurrence, range } };
  }
});

function series(start: string, end: string, pattern: RecurrencePattern, range: RecurrenceRange): Series {
  const time = { kind: 'timed' as const, start: parseLocalDateTime(start), end: parseLocalDateTime(end), zone: ROME };
  return { time, recurrence: { pattern, range }, deleted: [], exceptions: [] };
}

function moved(series: Series, date: string, fields: ExceptionFields): Series {
  return { ...series, exceptions: [...series.exceptions, { originalStart: at(date), fields }] };
}

function at(date: string) {
  return { local: parseLocalDateTime(`${date}T09:00`), zone: ROME };
}

function span(start: string, end: string): ExceptionFields {
  return { time: { kind: 'timed', start: parseInstant(start), end: parseInstant(end), zone: ROME } };
}
