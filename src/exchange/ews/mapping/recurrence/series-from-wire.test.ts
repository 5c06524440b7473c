import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Appointment, SeriesException, TimeZoneId } from '../../../../model/index.ts';
import { parseTimeZoneId } from '../../../../model/index.ts';
import { arbitrarySeries, ZONES } from '../../../../model/recurrence/testing/arbitrary-series.ts';
import { parseBody } from '../../testing/canned-channel.ts';
import { exceptionFromWire } from './exception-from-wire.ts';
import { isNotReadable } from './not-readable.ts';
import { seriesFromWire } from './series-from-wire.ts';
import { isToldByInstants, occurrencesOf, toldSeries } from './testing/told-series.ts';

/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 100);
const ROME = parseTimeZoneId('Europe/Rome');
const W_EUROPE = '<t:StartTimeZone Id="W. Europe Standard Time"/>';
const TIMES = '<t:Start>2026-12-01T08:00:00Z</t:Start><t:End>2026-12-01T09:00:00Z</t:End>';
const TUESDAYS =
  '<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Tuesday Thursday</t:DaysOfWeek></t:WeeklyRecurrence><t:EndDateRecurrence><t:StartDate>2026-12-01+01:00</t:StartDate><t:EndDate>2027-03-31+01:00</t:EndDate></t:EndDateRecurrence></t:Recurrence>';
const daily = (startDate: string) =>
  `<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>${startDate}</t:StartDate></t:NoEndRecurrence></t:Recurrence>`;
const deleted = (...starts: readonly string[]) =>
  `<t:DeletedOccurrences>${starts.map((start) => `<t:DeletedOccurrence><t:Start>${start}</t:Start></t:DeletedOccurrence>`).join('')}</t:DeletedOccurrences>`;
const modified = (content: string) =>
  `<t:ModifiedOccurrences><t:Occurrence>${content}</t:Occurrence></t:ModifiedOccurrences>`;

const read = (children: string, homeZone: TimeZoneId | null = ROME) =>
  seriesFromWire(parseBody(`<t:CalendarItem>${children}</t:CalendarItem>`), { homeZone });
const readWell = (children: string, homeZone: TimeZoneId | null = ROME) => {
  const told = read(children, homeZone);
  if (isNotReadable(told)) throw new Error(JSON.stringify(told));
  return told;
};

describe('a series with times', () => {
  it('comes on the clock of its zone, with what became of its occurrences', () => {
    const changes =
      modified(
        '<t:ItemId Id="AAMkExc1" ChangeKey="DwAAAA7"/><t:Start>2026-12-10T10:00:00Z</t:Start><t:OriginalStart>2026-12-10T08:00:00Z</t:OriginalStart>',
      ) + deleted('2026-12-15T08:00:00Z', '2026-12-17T03:00:00-05:00', '2026-12-22T08:00:00');
    expect(read(TIMES + TUESDAYS + changes + W_EUROPE)).toEqual({
      series: {
        time: { kind: 'timed', start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00', zone: 'Europe/Rome' },
        recurrence: {
          pattern: { kind: 'weekly', interval: 1, days: ['tuesday', 'thursday'], firstDayOfWeek: 'sunday' },
          range: { kind: 'endDate', endDate: '2027-03-31' },
        },
        deleted: ['15', '17', '22'].map((day) => ({ local: `2026-12-${day}T09:00:00`, zone: 'Europe/Rome' })),
        exceptions: [],
      },
      modified: [
        {
          ref: { id: 'AAMkExc1', changeKey: 'DwAAAA7' },
          originalStart: { local: '2026-12-10T09:00:00', zone: 'Europe/Rome' },
        },
      ],
    });
  });

  it('keeps its time of day through the changes of the clock', () => {
    const { series } = readWell(
      '<t:Start>2026-03-27T08:00:00Z</t:Start><t:End>2026-03-27T09:00:00Z</t:End>' +
        daily('2026-03-27') +
        deleted('2026-03-28T08:00:00Z', '2026-03-30T07:00:00Z') +
        W_EUROPE,
    );
    expect(series.deleted).toMatchObject([{ local: '2026-03-28T09:00:00' }, { local: '2026-03-30T09:00:00' }]);
  });

  it('knows an occurrence in the hour that the clock jumps over by the time that its rule has', () => {
    const { series } = readWell(
      '<t:Start>2026-03-27T01:30:00Z</t:Start><t:End>2026-03-27T02:00:00Z</t:End>' +
        daily('2026-03-27') +
        deleted('2026-03-29T01:30:00Z') +
        W_EUROPE,
    );
    expect(series.deleted).toEqual([{ local: '2026-03-29T02:30:00', zone: 'Europe/Rome' }]);
  });

  it('begins and ends at the readings after the jump where the clock jumps over those of its first occurrence', () => {
    const { series } = readWell(
      `<t:Start>2026-03-29T00:30:00Z</t:Start><t:End>2026-03-29T01:30:00Z</t:End>${daily('2026-03-29')}${W_EUROPE}`,
    );
    expect(series.time).toMatchObject({ start: '2026-03-29T01:30:00', end: '2026-03-29T03:30:00' });
  });

  it('finds the occurrence of a server whose clocks change on other days, across midnight too', () => {
    const { series } = readWell(
      '<t:Start>2026-12-01T22:30:00Z</t:Start><t:End>2026-12-01T23:00:00Z</t:End>' +
        daily('2026-12-01') +
        deleted('2026-12-05T23:30:00Z', '2026-12-07T21:30:00Z') +
        W_EUROPE,
    );
    expect(series.deleted).toMatchObject([{ local: '2026-12-05T23:30:00' }, { local: '2026-12-07T23:30:00' }]);
  });

  it('is in the zone of its owner when it names none', () => {
    const { series } = readWell(`${TIMES}${TUESDAYS}<t:StartTimeZone/>`, parseTimeZoneId('Asia/Kathmandu'));
    expect(series.time).toMatchObject({ start: '2026-12-01T13:45:00', zone: 'Asia/Kathmandu' });
  });

  it('may have a range that begins before its first day', () => {
    expect(readWell(TIMES + TUESDAYS.replace('2026-12-01+01:00', '2026-11-27+01:00') + W_EUROPE).series).toMatchObject({
      time: { start: '2026-12-01T09:00:00' },
    });
  });
});

describe('a series of whole days', () => {
  const allDay = (start: string, end: string, changes: string) =>
    readWell(
      `<t:Start>${start}</t:Start><t:End>${end}</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>${daily('2026-12-10')}${changes}${W_EUROPE}`,
      null,
    ).series;

  it.each(['2026-12-11T23:00:00Z', '2026-12-12T00:00:00+01:00', '2026-12-12T00:00:00Z', '2026-12-12T00:00:00'])(
    'has lost the day that a server writes as %s',
    (start) => {
      expect(allDay('2026-12-09T23:00:00Z', '2026-12-10T23:00:00Z', deleted(start))).toMatchObject({
        time: { kind: 'allDay', startDate: '2026-12-10', endDate: '2026-12-11' },
        deleted: [{ date: '2026-12-12' }],
      });
    },
  );
});

describe('a series is refused', () => {
  it.each<readonly [string, string, string]>([
    ['without recurrence', TIMES, 'part_missing'],
    ['whose recurrence is refused', `${TIMES}<t:Recurrence/>`, 'pattern_missing'],
    ['in a zone that nobody knows', `${TIMES}${TUESDAYS}<t:StartTimeZone Id="Customized Time Zone"/>`, 'zone_unknown'],
    [
      'that begins on another day than its rule',
      TIMES + TUESDAYS.replace('2026-12-01', '2026-12-02'),
      'start_outside_rule',
    ],
    [
      'that begins on no day of its rule',
      TIMES.replaceAll('12-01', '12-02') + TUESDAYS.replace('2026-12-01', '2026-12-02'),
      'start_outside_rule',
    ],
    [
      'with a deleted occurrence on no day of its rule',
      TIMES + TUESDAYS + deleted('2026-12-16T08:00:00Z'),
      'occurrence_outside_rule',
    ],
    [
      'with a deleted occurrence at another time',
      TIMES + TUESDAYS + deleted('2026-12-15T12:00:00Z'),
      'occurrence_outside_rule',
    ],
    ['with a deleted occurrence at no time', TIMES + TUESDAYS + deleted('soon'), 'part_malformed'],
    [
      'with an exception behind its end',
      TIMES + TUESDAYS + modified('<t:ItemId Id="A"/><t:OriginalStart>2027-04-06T07:00:00Z</t:OriginalStart>'),
      'occurrence_outside_rule',
    ],
    [
      'with an exception that has no id',
      TIMES + TUESDAYS + modified('<t:OriginalStart>2026-12-15T08:00:00Z</t:OriginalStart>'),
      'part_missing',
    ],
  ])('%s', (_, children, code) => {
    expect(read(children)).toMatchObject({ code });
  });

  it('in no zone at all, unless it is of whole days', () => {
    expect(read(TIMES + TUESDAYS, null)).toMatchObject({ code: 'zone_unknown' });
  });
});

describe('any series', () => {
  const FIELDS = {
    subject: 'Riunione',
    location: 'Sala 1',
    body: null,
    busyStatus: null,
    sensitivity: null,
    importance: null,
    reminderMinutes: 15,
    categories: null,
    attendees: null,
  } as const;
  const offset = fc.constantFrom(0, 60, -300, 765, null);

  it('that a server tells is read with the same occurrences', () => {
    fc.assert(
      fc.property(arbitrarySeries, fc.constantFrom(...ZONES), offset, fc.boolean(), (series, zone, offset, isKnown) => {
        fc.pre(isToldByInstants(series));
        const homeZone = parseTimeZoneId(series.time.kind === 'timed' ? series.time.zone : zone);
        const fields = FIELDS as unknown as Appointment;
        const told = toldSeries(series, fields, homeZone, offset);
        const context = { version: 'Exchange2013_SP1', homeZone: isKnown ? homeZone : null } as const;
        const master = seriesFromWire(told.master, context);
        if (isNotReadable(master)) throw new Error(JSON.stringify(master));
        const exceptions = told.exceptions.map((item): SeriesException => {
          const exception = exceptionFromWire(item, { element: told.master, series: master.series }, context);
          if (isNotReadable(exception)) throw new Error(JSON.stringify(exception));
          return exception;
        });
        expect(master.modified.map(({ originalStart }) => originalStart)).toEqual(
          exceptions.map(({ originalStart }) => originalStart),
        );
        expect(occurrencesOf({ ...master.series, exceptions }, fields)).toEqual(occurrencesOf(series, fields));
      }),
      { numRuns: RUNS },
    );
  });
});
