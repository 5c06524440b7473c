import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../../time/calendar-date.ts';
import type { Instant } from '../../time/instant.ts';
import { epochSeconds, instantFromEpochSeconds, parseInstant } from '../../time/instant.ts';
import type { TimeZoneId } from '../../time/zoned-wall-time.ts';
import { parseLocalDateTime, parseTimeZoneId, wallTimeAt } from '../../time/zoned-wall-time.ts';
import type { RecurrencePattern } from '../pattern.ts';
import type { RecurrenceRange } from '../recurrence.ts';
import type { ExceptionFields, Series } from '../series.ts';
import { seriesTimeOf } from '../series-time.ts';
import { arbitrarySeries } from '../testing/arbitrary-series.ts';
import { expand } from './expand.ts';
import type { Occurrence } from './occurrence.ts';
import { appointmentOf } from './occurrence.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const EVERY_DAY: RecurrencePattern = { kind: 'daily', interval: 1 };
const NO_END: RecurrenceRange = { kind: 'noEnd' };

describe('a series on the clock of its zone', () => {
  it('a 09:00 Rome series stays at 09:00 through March and October', () => {
    const spring = timed('2026-03-28T09:00', '2026-03-28T10:00', EVERY_DAY, numbered(3));
    expect(starts(spring)).toEqual(['2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z', '2026-03-30T07:00:00Z']);
    const autumn = timed('2026-10-24T09:00', '2026-10-24T10:00', EVERY_DAY, numbered(3));
    expect(starts(autumn)).toEqual(['2026-10-24T07:00:00Z', '2026-10-25T08:00:00Z', '2026-10-26T08:00:00Z']);
  });

  it('an occurrence in the gap of the clock moves forward by the gap, and only that one', () => {
    const series = timed('2026-03-28T02:30', '2026-03-28T04:00', EVERY_DAY, numbered(3));
    expect(spans(series)).toEqual([
      ['2026-03-28T01:30:00Z', '2026-03-28T03:00:00Z'],
      ['2026-03-29T01:30:00Z', '2026-03-29T02:00:00Z'],
      ['2026-03-30T00:30:00Z', '2026-03-30T02:00:00Z'],
    ]);
    expect(all(series)[1]?.originalStart).toEqual({ local: '2026-03-29T02:30:00', zone: 'Europe/Rome' });
  });

  it('one that the gap would turn round keeps its length', () => {
    const series = timed('2026-03-28T02:30', '2026-03-28T03:15', EVERY_DAY, numbered(2));
    expect(spans(series)[1]).toEqual(['2026-03-29T01:30:00Z', '2026-03-29T02:15:00Z']);
  });

  it('one in the hour that comes twice takes place the first time', () => {
    const series = timed('2026-10-24T02:30', '2026-10-24T02:45', EVERY_DAY, numbered(3));
    expect(starts(series)).toEqual(['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
  });

  it('one over the night of the change ends when the clock says so', () => {
    const series = timed('2026-10-24T23:00', '2026-10-25T05:00', EVERY_DAY, numbered(2));
    expect(spans(series)[0]).toEqual(['2026-10-24T21:00:00Z', '2026-10-25T04:00:00Z']);
  });

  it('a half hour of Lord Howe moves by a half hour', () => {
    const zone = parseTimeZoneId('Australia/Lord_Howe');
    const series = timed('2026-10-03T02:15', '2026-10-03T02:20', EVERY_DAY, numbered(2), zone);
    expect(all(series).map(({ start }) => wallTimeAt(start, zone).local)).toEqual([
      '2026-10-03T02:15:00',
      '2026-10-04T02:45:00',
    ]);
  });
});

describe('a series of whole days', () => {
  it.each(['Etc/GMT+12', 'America/New_York', 'UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati'])(
    'has the same dates in %s',
    (zone) => {
      const series = allDay('2026-03-28', 1, EVERY_DAY, numbered(3));
      const dates = all(series, parseTimeZoneId(zone)).map(({ time }) => time);
      expect(dates).toEqual([
        { kind: 'allDay', startDate: '2026-03-28', endDate: '2026-03-29' },
        { kind: 'allDay', startDate: '2026-03-29', endDate: '2026-03-30' },
        { kind: 'allDay', startDate: '2026-03-30', endDate: '2026-03-31' },
      ]);
    },
  );

  it('of three days stays three days long', () => {
    const series = allDay('2026-12-30', 3, { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 30 }, numbered(3));
    expect(all(series).map(({ time }) => time)).toEqual([
      { kind: 'allDay', startDate: '2026-12-30', endDate: '2027-01-02' },
      { kind: 'allDay', startDate: '2027-01-30', endDate: '2027-02-02' },
      { kind: 'allDay', startDate: '2027-02-28', endDate: '2027-03-03' },
    ]);
  });

  it('begins and ends its days in the zone that is asked for', () => {
    const [only] = all(allDay('2026-03-29', 1, EVERY_DAY, numbered(1)), ROME);
    expect([only?.start, only?.end]).toEqual(['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z']);
  });
});

describe('changed occurrences', () => {
  const week = timed('2026-11-02T09:00', '2026-11-02T10:00', EVERY_DAY, numbered(5));

  it('a master whose first occurrence is deleted begins with the second', () => {
    expect(starts({ ...week, deleted: [at('2026-11-02T09:00')] })[0]).toBe('2026-11-03T08:00:00Z');
  });

  it('the last occurrence can be deleted', () => {
    expect(starts({ ...week, deleted: [at('2026-11-06T09:00')] }).at(-1)).toBe('2026-11-05T08:00:00Z');
  });

  it('every occurrence can be deleted', () => {
    const deleted = [2, 3, 4, 5, 6].map((day) => at(`2026-11-0${day}T09:00`));
    expect(all({ ...week, deleted })).toEqual([]);
  });

  it('an exception moved onto the day of another occurrence stands beside it', () => {
    const moved = withException(week, '2026-11-03T09:00', {
      time: span('2026-11-05T06:00:00Z', '2026-11-05T07:00:00Z'),
    });
    expect(starts(moved)).toEqual([
      '2026-11-02T08:00:00Z',
      '2026-11-04T08:00:00Z',
      '2026-11-05T06:00:00Z',
      '2026-11-05T08:00:00Z',
      '2026-11-06T08:00:00Z',
    ]);
    expect(all(moved)[2]?.originalStart).toEqual(at('2026-11-03T09:00'));
  });

  it('an exception counts where it was moved to, not where it was', () => {
    const moved = withException(week, '2026-11-03T09:00', {
      time: span('2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z'),
    });
    const period = { from: instant('2026-11-20T00:00:00Z'), until: instant('2026-11-21T00:00:00Z'), zone: ROME };
    expect([...expand(moved, period)].map(({ start }) => start)).toEqual(['2026-11-20T08:00:00Z']);
    const before = { from: instant('2026-11-03T00:00:00Z'), until: instant('2026-11-04T00:00:00Z'), zone: ROME };
    expect([...expand(moved, before)]).toEqual([]);
  });

  it('are recognised by the instant, in whatever zone it is told', () => {
    expect(starts({ ...week, deleted: [at('2026-11-02T08:00', 'UTC')] })).toHaveLength(4);
    expect(starts({ ...week, deleted: [at('2026-11-02T03:00', 'America/New_York')] })).toHaveLength(4);
  });

  it('in the gap of the clock are recognised by where they really start', () => {
    const series = timed('2026-03-28T02:30', '2026-03-28T02:45', EVERY_DAY, numbered(3));
    expect(starts({ ...series, deleted: [at('2026-03-29T03:30')] })).toEqual([
      '2026-03-28T01:30:00Z',
      '2026-03-30T00:30:00Z',
    ]);
  });

  it('that are no occurrences of the rule count for nothing', () => {
    const strange = withException(week, '2026-11-03T10:00', { subject: 'Mai' });
    expect(all({ ...strange, deleted: [at('2026-11-09T09:00'), at('2026-11-02T09:30')] })).toEqual(all(week));
  });

  it('an exception lives on although its old place is told to be deleted', () => {
    const both = {
      ...withException(week, '2026-11-02T09:00', { subject: 'Diversa' }),
      deleted: [at('2026-11-02T09:00')],
    };
    expect(all(both)[0]?.exception?.fields).toEqual({ subject: 'Diversa' });
  });

  it('have what is their own and the rest from the series', () => {
    const appointment = {
      subject: 'Riunione',
      location: 'Sala 1',
      time: span('2026-11-02T08:00:00Z', '2026-11-02T09:00:00Z'),
    };
    const [first, second] = all(withException(week, '2026-11-03T09:00', { location: null, reminderMinutes: 5 }));
    expect(first && appointmentOf(appointment, first)).toEqual(appointment);
    expect(second && appointmentOf(appointment, second)).toEqual({
      subject: 'Riunione',
      location: null,
      reminderMinutes: 5,
      time: span('2026-11-03T08:00:00Z', '2026-11-03T09:00:00Z'),
    });
  });
});

describe('a period', () => {
  const from = (text: string) => ({ from: instant(text), until: null, zone: ROME });
  const monthly = timed(
    '2020-01-15T09:00',
    '2020-01-15T10:00',
    { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 15 },
    NO_END,
  );

  it('finds nothing of a series that ended before it', () => {
    const ended: Series = { ...monthly, recurrence: { ...monthly.recurrence, range: numbered(12) } };
    expect([...expand(ended, from('2026-01-01T00:00:00Z'))]).toEqual([]);
  });

  it('finds what is left of one that began before it and still runs', () => {
    const [next] = expand(monthly, from('2026-01-01T00:00:00Z'));
    expect(next?.start).toBe('2026-01-15T08:00:00Z');
  });

  it('finds an occurrence that began before it and still lasts', () => {
    const long = timed(
      '2026-01-01T09:00',
      '2026-01-04T10:00',
      { kind: 'weekly', interval: 1, days: ['thursday'], firstDayOfWeek: 'monday' },
      NO_END,
    );
    const [next] = expand(long, from('2026-01-04T08:59:59Z'));
    expect(next?.start).toBe('2026-01-01T08:00:00Z');
    const [later] = expand(long, from('2026-01-04T09:00:00Z'));
    expect(later?.start).toBe('2026-01-08T08:00:00Z');
  });

  it('begins with what lasts no time at its first moment', () => {
    const moment = timed('2026-01-01T09:00', '2026-01-01T09:00', EVERY_DAY, numbered(2));
    expect([...expand(moment, from('2026-01-01T08:00:00Z'))]).toHaveLength(2);
  });

  it('asks only for what is needed of a series without end', () => {
    const [first] = expand(monthly, { from: null, until: null, zone: ROME });
    expect(first?.start).toBe('2020-01-15T08:00:00Z');
  });

  it('cuts a series into the same occurrences, wherever it begins and ends', () => {
    fc.assert(
      fc.property(
        arbitrarySeries,
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 0, max: 60 }),
        (series, day, days) => {
          const begin = parseCalendarDate('2019-12-01');
          const period = {
            from: midnight(addDays(begin, day)),
            until: midnight(addDays(begin, day + days)),
            zone: UTC,
          };
          const whole = [...expand(series, { ...period, from: null })];
          expect([...expand(series, period)]).toEqual(
            whole.filter(({ start, end }) => end > period.from || start >= period.from),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('random series', () => {
  it('show on the clock of their zone what the rule says, except where the clock jumps over it', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const { time } = series;
        fc.pre(time.kind === 'timed');
        const clock = clockOf(time.zone);
        for (const { start, originalStart, exception } of first(series, 30)) {
          if (exception !== null || !('local' in originalStart)) continue;
          const wanted = Date.parse(`${originalStart.local}Z`) / 1000;
          const seconds = epochSeconds(start);
          const late = clock(seconds) - wanted;
          expect([0, 1800, 3600]).toContain(late);
          // Nothing before shows the reading: of two, it is the first, and a clock that is late has jumped over it.
          for (const minutes of [30, 60, 120]) expect(clock(seconds - minutes * 60)).not.toBe(wanted);
          expect(clock(seconds - late - 1)).toBeLessThan(wanted);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('come by their start, end after it, and have each original start once', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const occurrences = first(series, 40);
        const keys = occurrences.map(({ originalStart }) => JSON.stringify(originalStart));
        expect(new Set(keys).size).toBe(keys.length);
        for (const [index, { start, end }] of occurrences.entries()) {
          expect(end >= start).toBe(true);
          expect(start >= (occurrences[index - 1]?.start ?? '')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const UTC = parseTimeZoneId('UTC');

/** What the clock of a zone shows, as seconds that UTC would need for it: the runtime's own reading, not the model's. */
function clockOf(zone: TimeZoneId): (seconds: number) => number {
  const format = new Intl.DateTimeFormat('sv', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (seconds) => Date.parse(`${format.format(seconds * 1000).replace(' ', 'T')}Z`) / 1000;
}

function timed(start: string, end: string, pattern: RecurrencePattern, range: RecurrenceRange, zone = ROME): Series {
  const time = { kind: 'timed' as const, start: parseLocalDateTime(start), end: parseLocalDateTime(end), zone };
  return { time, recurrence: { pattern, range }, deleted: [], exceptions: [] };
}

function allDay(startDate: string, days: number, pattern: RecurrencePattern, range: RecurrenceRange): Series {
  const start = parseCalendarDate(startDate);
  const time = { kind: 'allDay' as const, startDate: start, endDate: addDays(start, days) };
  return { time: seriesTimeOf(time, ROME), recurrence: { pattern, range }, deleted: [], exceptions: [] };
}

function numbered(occurrences: number): RecurrenceRange {
  return { kind: 'numbered', occurrences };
}

function withException(series: Series, local: string, fields: ExceptionFields): Series {
  return { ...series, exceptions: [{ originalStart: at(local), fields }] };
}

function at(local: string, zone = 'Europe/Rome') {
  return { local: parseLocalDateTime(local), zone: parseTimeZoneId(zone) };
}

function span(start: string, end: string) {
  return { kind: 'timed' as const, start: instant(start), end: instant(end), zone: ROME };
}

function instant(text: string): Instant {
  return parseInstant(text);
}

function midnight(date: string): Instant {
  return instantFromEpochSeconds(Date.parse(date) / 1000);
}

function all(series: Series, zone = ROME): readonly Occurrence[] {
  return [...expand(series, { from: null, until: instant('2030-01-01T00:00:00Z'), zone })];
}

function first(series: Series, count: number): readonly Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (const occurrence of expand(series, { from: null, until: null, zone: ROME })) {
    occurrences.push(occurrence);
    if (occurrences.length === count) break;
  }
  return occurrences;
}

function starts(series: Series): readonly Instant[] {
  return all(series).map(({ start }) => start);
}

function spans(series: Series): readonly (readonly [Instant, Instant])[] {
  return all(series).map(({ start, end }) => [start, end]);
}
