import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppointmentTime } from '../appointment/appointment.ts';
import { parseTimeZoneId } from '../time/zoned-wall-time.ts';
import { firstDay, timeOn } from './occurrence-time.ts';
import type { Occurrences } from './occurrences.ts';
import { occurrencesOf, seriesOf } from './occurrences.ts';
import type { Series } from './series.ts';
import { arbitrarySeries } from './testing/arbitrary-series.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const NEW_YORK = parseTimeZoneId('America/New_York');
const recurrence = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'noEnd' } } as const;
const timed = {
  kind: 'timed',
  start: '2026-12-07T23:30:00Z',
  end: '2026-12-07T23:45:00Z',
  zone: null,
  recurrence,
} as AppointmentTime;

describe('an appointment as a series', () => {
  it('is none when it takes place once', () => {
    expect(seriesOf({ ...timed, recurrence: null }, null, ROME)).toBeNull();
    const { recurrence: _none, ...once } = timed;
    expect(seriesOf(once, { '2026-12-08': { kind: 'deleted' } } as Occurrences, ROME)).toBeNull();
  });

  it('has its first occurrence at the clock of its zone, or of the one that is given', () => {
    expect(seriesOf(timed, null, ROME)?.time).toMatchObject({ start: '2026-12-08T00:30:00', zone: ROME });
    const own = { ...timed, zone: NEW_YORK } as AppointmentTime;
    expect(seriesOf(own, null, ROME)?.time).toMatchObject({ start: '2026-12-07T18:30:00', zone: NEW_YORK });
  });

  it('knows its changed occurrences by their original starts', () => {
    const occurrences = {
      '2026-12-08': { kind: 'deleted' },
      '2026-12-09': { kind: 'changed', fields: { subject: 'Altra' } },
    } as Occurrences;
    const series = seriesOf(timed, occurrences, ROME);
    expect(series?.deleted).toEqual([{ local: '2026-12-08T00:30:00', zone: ROME }]);
    expect(series?.exceptions).toEqual([
      { originalStart: { local: '2026-12-09T00:30:00', zone: ROME }, fields: { subject: 'Altra' } },
    ]);
  });

  it('of whole days knows them by their dates', () => {
    const time = { kind: 'allDay', startDate: '2026-12-07', endDate: '2026-12-08', recurrence } as AppointmentTime;
    const series = seriesOf(time, { '2026-12-08': { kind: 'deleted' } } as Occurrences, ROME);
    expect(series?.deleted).toEqual([{ date: '2026-12-08' }]);
  });
});

describe('the changed occurrences of a series', () => {
  it('are none when all are as the rule says', () => {
    expect(occurrencesOf(seriesOf(timed, null, ROME) as Series)).toBeNull();
  });

  it('leave out what names no occurrence, and keep an exception that is told to be deleted as well', () => {
    const series = seriesOf(timed, null, ROME) as Series;
    const first = { local: '2026-12-08T00:30:00', zone: ROME } as Series['deleted'][number];
    const off = { local: '2026-12-08T00:31:00', zone: ROME } as Series['deleted'][number];
    const fields = { subject: 'Altra' };
    expect(occurrencesOf({ ...series, deleted: [first, off], exceptions: [{ originalStart: off, fields }] })).toEqual({
      '2026-12-08': { kind: 'deleted' },
    });
    expect(occurrencesOf({ ...series, deleted: [first], exceptions: [{ originalStart: first, fields }] })).toEqual({
      '2026-12-08': { kind: 'changed', fields },
    });
  });

  it('come back from any series', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const time = { ...timeOn(series.time, firstDay(series.time)), recurrence: series.recurrence };
        const occurrences = occurrencesOf(series);
        const zone = series.time.kind === 'timed' ? series.time.zone : ROME;
        const back = seriesOf(time, occurrences, zone);
        expect(back).not.toBeNull();
        expect(occurrencesOf(back as Series)).toEqual(occurrences);
        expect(Object.keys(occurrences ?? {})).toHaveLength(series.deleted.length + series.exceptions.length);
      }),
    );
  });
});
