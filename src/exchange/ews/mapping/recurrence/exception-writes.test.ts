import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Appointment,
  AppointmentTime,
  ExceptionFields,
  OriginalStart,
  Series,
  SeriesException,
} from '../../../../model/index.ts';
import {
  addDays,
  limitOfExchange,
  parseCalendarDate,
  parseInstant,
  parseLocalDateTime,
  parseTimeZoneId,
  regularTime,
} from '../../../../model/index.ts';
import { momentOf } from './changes-of-series.ts';
import type { ExceptionWrites, OccurrenceWrite } from './exception-writes.ts';
import { exceptionWrites } from './exception-writes.ts';
import { occurrencesOf } from './testing/told-series.ts';

/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 100);
const ROME = parseTimeZoneId('Europe/Rome');
const FIRST = parseCalendarDate('2026-10-20');
/** Every second day, over the night in which the clock is put back. */
const SERIES: Series = {
  time: {
    kind: 'timed',
    start: parseLocalDateTime('2026-10-20T09:00:00'),
    end: parseLocalDateTime('2026-10-20T10:00:00'),
    zone: ROME,
  },
  recurrence: { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'numbered', occurrences: 12 } },
  deleted: [],
  exceptions: [],
};
const REGULAR = {
  subject: 'Riunione',
  location: 'Sala 1',
  reminderMinutes: 15,
  time: regularTime(SERIES, nth(0)),
} as Appointment;

function nth(number: number): OriginalStart {
  return { local: parseLocalDateTime(`${addDays(FIRST, 2 * number)}T09:00:00`), zone: ROME };
}

const exception = (number: number, fields: ExceptionFields): SeriesException => ({
  originalStart: nth(number),
  fields,
});
const at = (date: string, hour = 9): AppointmentTime => ({
  kind: 'timed',
  start: parseInstant(`${date}T${String(hour).padStart(2, '0')}:00:00+01:00`),
  end: parseInstant(`${date}T${String(hour + 1).padStart(2, '0')}:00:00+01:00`),
  zone: ROME,
});
const withChanges = (exceptions: readonly SeriesException[], deleted: readonly OriginalStart[] = []): Series => ({
  ...SERIES,
  exceptions,
  deleted,
});
const asWritten = (series: Series) => ({
  series,
  modified: series.exceptions.map(({ originalStart }, index) => ({
    originalStart,
    ref: { id: `exception-${index}`, changeKey: '1' },
  })),
});
const between = (before: Series, after: Series, regular = REGULAR) =>
  exceptionWrites(asWritten(before), after, regular);
const writesOf = (result: ExceptionWrites): readonly OccurrenceWrite[] => {
  if (result.kind === 'masterFirst') throw new Error(result.reason);
  return result.writes;
};

describe('writes to occurrences', () => {
  it('are none where nothing differs', () => {
    const series = withChanges([exception(1, { subject: 'Altra' })], [nth(3)]);
    expect(writesOf(between(series, series))).toEqual([]);
  });

  it('change and delete an exception by its id, and a regular occurrence by its original start', () => {
    const before = withChanges([exception(1, { subject: 'Altra' }), exception(2, { location: null })]);
    const after = withChanges(
      [exception(1, { subject: 'Terza' }), exception(4, { location: 'Sala 2' })],
      [nth(2), nth(5)],
    );
    expect(writesOf(between(before, after))).toEqual([
      { kind: 'delete', originalStart: nth(2), ref: { id: 'exception-1', changeKey: '1' } },
      { kind: 'delete', originalStart: nth(5), ref: null },
      { kind: 'update', originalStart: nth(4), ref: null, changes: { location: 'Sala 2' } },
      {
        kind: 'update',
        originalStart: nth(1),
        ref: { id: 'exception-0', changeKey: '1' },
        changes: { subject: 'Terza' },
      },
    ]);
  });

  it('give back what the series has, as it is by then', () => {
    const before = withChanges([exception(1, { subject: 'Altra', reminderMinutes: null, time: at('2026-10-23') })]);
    const [write] = writesOf(between(before, SERIES, { ...REGULAR, subject: 'Riunione nuova' }));
    expect(write).toMatchObject({
      changes: { subject: 'Riunione nuova', reminderMinutes: 15, time: { start: '2026-10-22T07:00:00Z', zone: null } },
    });
  });

  it('name the zone of a time only where it is not that of the series', () => {
    const [here] = writesOf(between(SERIES, withChanges([exception(4, { time: at('2026-10-29') })])));
    expect(here).toMatchObject({ changes: { time: { start: '2026-10-29T08:00:00Z', zone: null } } });
    const tokyo = { ...at('2026-10-29'), zone: parseTimeZoneId('Asia/Tokyo') } as AppointmentTime;
    const [there] = writesOf(between(SERIES, withChanges([exception(4, { time: tokyo })])));
    expect(there).toMatchObject({ changes: { time: { zone: 'Asia/Tokyo' } } });
  });

  it('never say what belongs to the series, nor who takes part', () => {
    const fields = { attendees: [{ address: 'anna@azienda.example' }] } as unknown as ExceptionFields;
    expect(writesOf(between(SERIES, withChanges([exception(1, fields)])))).toEqual([]);
  });

  it('know an occurrence whatever the zone of its original start', () => {
    const utc = { local: parseLocalDateTime('2026-10-22T07:00:00'), zone: parseTimeZoneId('UTC') };
    const before = withChanges([exception(1, { subject: 'Altra' })], [nth(3)]);
    const after = withChanges(
      [{ originalStart: utc, fields: { subject: 'Altra' } }],
      [{ local: parseLocalDateTime('2026-10-26T08:00:00'), zone: parseTimeZoneId('UTC') }],
    );
    expect(writesOf(between(before, after))).toEqual([]);
  });

  it('leave an exception alone that is told to be deleted as well', () => {
    expect(writesOf(between(SERIES, withChanges([exception(1, { subject: 'Altra' })], [nth(1)])))).toMatchObject([
      { kind: 'update' },
    ]);
  });

  it('say nothing of what is no occurrence of the rule', () => {
    expect(writesOf(between(SERIES, withChanges([exception(40, { subject: 'Altra' })], [nth(50)])))).toEqual([]);
  });
});

describe('the master comes first', () => {
  const reasonOf = (before: Series, after: Series) => {
    const result = between(before, after);
    return result.kind === 'masterFirst' ? result.reason : null;
  };

  it('when the series has another time, but not in another name of the same zone', () => {
    expect(
      reasonOf(SERIES, { ...SERIES, time: { ...SERIES.time, end: '2026-10-20T11:00:00' } as Series['time'] }),
    ).toBe('time');
    const berlin = { ...SERIES.time, zone: parseTimeZoneId('Europe/Berlin') } as Series['time'];
    expect(reasonOf(SERIES, { ...SERIES, time: berlin })).toBeNull();
    const tokyo = { ...SERIES.time, zone: parseTimeZoneId('Asia/Tokyo') } as Series['time'];
    expect(reasonOf(SERIES, { ...SERIES, time: tokyo })).toBe('time');
  });

  it('when the recurrence gives other days, but not when it says the same days otherwise', () => {
    const until = (endDate: string): Series => ({
      ...SERIES,
      recurrence: { ...SERIES.recurrence, range: { kind: 'endDate', endDate: parseCalendarDate(endDate) } },
    });
    expect(reasonOf(SERIES, until('2026-11-12'))).toBeNull();
    expect(reasonOf(SERIES, until('2026-11-10'))).toBe('recurrence');
  });

  it('when a deleted occurrence shall be there again, changed or not', () => {
    expect(reasonOf(withChanges([], [nth(1)]), SERIES)).toBe('revived_occurrence');
    expect(reasonOf(withChanges([], [nth(1)]), withChanges([exception(1, { subject: 'Altra' })]))).toBe(
      'revived_occurrence',
    );
  });
});

describe('any writes', () => {
  const change = fc.record({
    number: fc.nat({ max: 7 }),
    what: fc.constantFrom('delete' as const, 'exception' as const),
    fields: fc.record(
      {
        subject: fc.constantFrom('Altra', 'Riunione', null),
        reminderMinutes: fc.constantFrom(5, 15, null),
        time: fc.nat({ max: 12 }).map((hour) => at('2026-11-03', hour)),
      },
      { requiredKeys: [] },
    ),
  });
  const changes = fc.uniqueArray(change, { selector: ({ number }) => number });
  const seriesOf = (made: readonly { number: number; what: string; fields: object }[]) =>
    withChanges(
      made.filter(({ what }) => what === 'exception').map(({ number, fields }) => exception(number, fields)),
      made.filter(({ what }) => what === 'delete').map(({ number }) => nth(number)),
    );

  it('make of one series the other, or say that the master comes first', () => {
    fc.assert(
      fc.property(changes, changes, (was, is) => {
        const [before, after] = [seriesOf(was), seriesOf(is)];
        const result = between(before, after);
        const revived = before.deleted.some((old) => !momentsOfDeleted(after).includes(momentOf(after, old)));
        expect(result.kind).toBe(revived ? 'masterFirst' : 'occurrences');
        if (result.kind === 'masterFirst') return;
        const written = result.writes.reduce(applied, before);
        expect(occurrencesOf(written, REGULAR)).toEqual(occurrencesOf(after, REGULAR));
      }),
      { numRuns: RUNS },
    );
  });

  it('never let an occurrence meet its neighbour on the way', () => {
    // Each of the first eight on a day of its own, in order, before the ninth.
    const days = fc.uniqueArray(fc.nat({ max: 15 }), { minLength: 8, maxLength: 8 }).map(inOrder);
    const moved = (days: readonly number[], left: readonly boolean[]) =>
      withChanges(
        days.flatMap((day, number) => (left[number] ? [exception(number, { time: onDay(day) })] : [])),
        days.flatMap((_, number) => (left[number] ? [] : [nth(number)])),
      );
    fc.assert(
      fc.property(days, days, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (was, is, left) => {
        const [before, after] = [
          moved(
            was,
            was.map(() => true),
          ),
          moved(is, left),
        ];
        expect([limitOfExchange(before), limitOfExchange(after)]).toEqual([null, null]);
        let series = before;
        for (const write of writesOf(between(before, after))) {
          series = applied(series, write);
          expect(limitOfExchange(series)).toBeNull();
        }
        expect(occurrencesOf(series, REGULAR)).toEqual(occurrencesOf(after, REGULAR));
      }),
      { numRuns: RUNS },
    );
  });
});

function onDay(day: number): AppointmentTime {
  const time = regularTime(
    { ...SERIES, recurrence: { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'noEnd' } } },
    {
      local: parseLocalDateTime(`${addDays(FIRST, day)}T09:00:00`),
      zone: ROME,
    },
  );
  if (time === null) throw new Error('every day is one');
  return time;
}

function inOrder(days: readonly number[]): readonly number[] {
  return [...days].sort((a, b) => a - b);
}

/** What is deleted and no exception. */
function momentsOfDeleted(series: Series): readonly (string | null)[] {
  return series.deleted.map((each) => momentOf(series, each));
}

/** What a server makes of a write. */
function applied(series: Series, write: OccurrenceWrite): Series {
  const moment = momentOf(series, write.originalStart);
  const others = series.exceptions.filter(({ originalStart }) => momentOf(series, originalStart) !== moment);
  if (write.kind === 'delete') {
    return { ...series, exceptions: others, deleted: [...series.deleted, write.originalStart] };
  }
  const own = series.exceptions.find(({ originalStart }) => momentOf(series, originalStart) === moment);
  const fields = { ...own?.fields, ...write.changes };
  return { ...series, exceptions: [...others, { originalStart: write.originalStart, fields }] };
}
