import { describe, expect, it } from 'vitest';
import type { Series } from '../../../../model/index.ts';
import { expand, parseTimeZoneId } from '../../../../model/index.ts';
import { readCalendarFile } from '../calendar-file.ts';
import { ImportTally } from '../import-report.ts';
import type { SeriesOfEvents } from './series-of-events.ts';
import { seriesOfEvents } from './series-of-events.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const START = 'DTSTART;TZID=Europe/Rome:20261126T090000';
const WEEKLY = 'RRULE:FREQ=WEEKLY;COUNT=4';
const DAY = 'DTSTART;VALUE=DATE:20261126';

function read(...events: readonly (readonly string[])[]): SeriesOfEvents {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  const { events: found, timeZones } = readCalendarFile(lines.join('\n'), new ImportTally());
  return seriesOfEvents(found, { definitions: timeZones, floatingZone: ROME });
}

function seriesOf(...events: readonly (readonly string[])[]): Series {
  const found = read(...events);
  if (found.kind !== 'series') throw new Error(JSON.stringify(found));
  return found.series;
}

function startsOf(series: Series): readonly string[] {
  const period = { from: null, until: null, zone: ROME };
  return [...expand(series, period)].map(({ time }) => (time.kind === 'timed' ? time.start : time.startDate));
}

describe('a deleted occurrence is named', () => {
  const left = ['2026-11-26T08:00:00Z', '2026-12-10T08:00:00Z', '2026-12-17T08:00:00Z'];

  it.each([
    ['in the zone of the series', 'EXDATE;TZID=Europe/Rome:20261203T090000'],
    ['in a Windows zone', 'EXDATE;TZID="W. Europe Standard Time":20261203T090000'],
    ['in another zone', 'EXDATE;TZID=America/New_York:20261203T030000'],
    ['in UTC', 'EXDATE:20261203T080000Z'],
    ['without a zone: that of the series is meant', 'EXDATE:20261203T090000'],
    ['by its day', 'EXDATE;VALUE=DATE:20261203'],
    ['in a list, with a place that is empty and one that is no occurrence', 'EXDATE:20261203T090000,,20261204T090000'],
    ['in a list of the older form', 'EXDATE:20261203T080000Z;20261204T080000Z'],
  ])('%s', (_, line) => {
    expect(startsOf(seriesOf([START, WEEKLY, line]))).toEqual(left);
  });

  it('without a zone also where the owner is elsewhere than the series', () => {
    const series = seriesOf([START.replace('Europe/Rome', 'America/New_York'), WEEKLY, 'EXDATE:20261203T090000']);
    expect(startsOf(series)).toEqual(['2026-11-26T14:00:00Z', '2026-12-10T14:00:00Z', '2026-12-17T14:00:00Z']);
  });

  it.each([
    ['by its day', 'EXDATE;VALUE=DATE:20261203'],
    ['by its midnight', 'EXDATE;TZID=Europe/Rome:20261203T000000'],
    ['by midnight in UTC', 'EXDATE:20261203T000000Z'],
    ['by the instant at which it begins where its owner is', 'EXDATE:20261202T230000Z'],
    ['by its midnight in a zone that nobody knows', 'EXDATE;TZID=Hauptsitz:20261203T000000'],
  ])('of whole days, %s', (_, line) => {
    expect(startsOf(seriesOf([DAY, WEEKLY, line]))).toEqual(['2026-11-26', '2026-12-10', '2026-12-17']);
  });
});

describe('the length of an occurrence', () => {
  const timeOf = (...lines: readonly string[]) => seriesOf([...lines, WEEKLY]).time;

  it('is an end, a duration or nothing', () => {
    const end = (text: string) => ({ kind: 'timed', start: '2026-11-26T09:00:00', end: text, zone: 'Europe/Rome' });
    expect(timeOf(START, 'DTEND;TZID=Europe/Rome:20261126T103000')).toEqual(end('2026-11-26T10:30:00'));
    expect(timeOf(START, 'DTEND:20261126T093000Z')).toEqual(end('2026-11-26T10:30:00'));
    expect(timeOf(START, 'DTEND;TZID=America/New_York:20261126T043000')).toEqual(end('2026-11-26T10:30:00'));
    expect(timeOf(START, 'DURATION:PT1H30M')).toEqual(end('2026-11-26T10:30:00'));
    expect(timeOf(START, 'DURATION:P1D')).toEqual(end('2026-11-27T09:00:00'));
    expect(timeOf(START)).toEqual(end('2026-11-26T09:00:00'));
    expect(timeOf(DAY, 'DURATION:P3D')).toEqual({ kind: 'allDay', startDate: '2026-11-26', endDate: '2026-11-29' });
  });

  it('is the same in all, also when clocks change in the first night', () => {
    const series = seriesOf(['DTSTART;TZID=Europe/Rome:20260328T220000', 'DURATION:PT8H', WEEKLY]);
    expect(series.time).toMatchObject({ start: '2026-03-28T22:00:00', end: '2026-03-29T06:00:00' });
  });

  it('is kept where a changed clock would turn it round', () => {
    const series = seriesOf(['DTSTART;TZID=Europe/Rome:20261025T023000', 'DTEND:20261025T011000Z', WEEKLY]);
    expect(series.time).toMatchObject({ start: '2026-10-25T02:30:00', end: '2026-10-25T03:10:00' });
    const end = 'DTEND;TZID=Europe/Rome:20260329T023000';
    const overTheGap = seriesOf(['DTSTART;TZID=Europe/Rome:20260329T031000', end, WEEKLY]);
    expect(overTheGap.time).toMatchObject({ start: '2026-03-29T03:10:00', end: '2026-03-29T03:30:00' });
  });
});

describe('the clock of a series', () => {
  it('is the one that is written, also when it jumps over the first start', () => {
    const series = seriesOf(['DTSTART;TZID=Europe/Rome:20260329T023000', 'RRULE:FREQ=DAILY;COUNT=2']);
    expect(startsOf(series)).toEqual(['2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z']);
  });

  it('is UTC where the start is, and does not change with summer', () => {
    const series = seriesOf(['DTSTART:20270327T080000Z', 'RRULE:FREQ=DAILY;COUNT=3']);
    expect(startsOf(series)).toEqual(['2027-03-27T08:00:00Z', '2027-03-28T08:00:00Z', '2027-03-29T08:00:00Z']);
  });

  it('is that of the owner where the file says nothing', () => {
    const series = seriesOf(['DTSTART:20270327T080000', 'RRULE:FREQ=DAILY;COUNT=2']);
    expect(startsOf(series)).toEqual(['2027-03-27T07:00:00Z', '2027-03-28T06:00:00Z']);
  });
});

describe('dates beyond the rule', () => {
  it('change nothing where the rule has them', () => {
    const series = seriesOf([START, WEEKLY, 'RDATE;TZID=Europe/Rome:20261203T090000']);
    expect(startsOf(series)).toHaveLength(4);
  });

  it('are refused with a length of their own also on a day of the rule', () => {
    const period = 'RDATE;VALUE=PERIOD;TZID=Europe/Rome:20261203T090000/PT3H';
    expect(read([START, WEEKLY, period])).toMatchObject({ reason: { code: 'extra_dates', parameters: { dates: 1 } } });
  });
});

describe('what says the same twice', () => {
  const exception = (sequence: number, start: string, ...more: readonly string[]) => [
    'RECURRENCE-ID;TZID=Europe/Rome:20261203T090000',
    `SEQUENCE:${sequence}`,
    `DTSTART;TZID=Europe/Rome:${start}`,
    ...more,
  ];
  const second = (...events: readonly (readonly string[])[]) => startsOf(seriesOf([START, WEEKLY], ...events))[1];

  it('counts once: the highest sequence, and of equals the last', () => {
    const [early, late] = ['20261203T070000', '20261203T110000'];
    expect(second(exception(2, early), exception(1, late))).toBe('2026-12-03T06:00:00Z');
    expect(second(exception(1, early), exception(1, late))).toBe('2026-12-03T10:00:00Z');
    const inUtc = exception(3, late).with(0, 'RECURRENCE-ID:20261203T080000Z');
    expect(second(inUtc, exception(2, early))).toBe('2026-12-03T10:00:00Z');
  });

  it('a cancelled occurrence does not take place, unless it was set up again', () => {
    const time = '20261203T090000';
    const cancelled = (sequence: number) => exception(sequence, time, 'STATUS:CANCELLED');
    expect(second(cancelled(2), exception(1, time))).toBe('2026-12-10T08:00:00Z');
    expect(second(cancelled(1), exception(2, time))).toBe('2026-12-03T08:00:00Z');
  });

  it('of the series as a whole too', () => {
    const series = seriesOf([START, 'SEQUENCE:4', WEEKLY], [START, 'SEQUENCE:2', 'RRULE:FREQ=DAILY;COUNT=9']);
    expect(series.recurrence.pattern.kind).toBe('weekly');
  });
});

describe('an exception', () => {
  it('has only what differs: what it leaves out is emptied, what only looks different is not', () => {
    const series = seriesOf(
      [START, WEEKLY, 'SUMMARY:Riunione', 'LOCATION:Sala 1', 'CATEGORIES:Clienti'],
      [START, 'RECURRENCE-ID;TZID=Europe/Rome:20261126T090000', 'SUMMARY: Riunione ', 'CATEGORIES:clienti'],
    );
    expect(series.exceptions).toEqual([
      { originalStart: { local: '2026-11-26T09:00:00', zone: 'Europe/Rome' }, fields: { location: null } },
    ]);
  });

  it('without its master has no rule; with an unreadable time of its own it is no guess', () => {
    expect(read([START, 'RECURRENCE-ID:20261126T080000Z'])).toMatchObject({ reason: { code: 'no_rule' } });
    expect(read([DAY, WEEKLY, 'EXDATE:99991231T230000Z'])).toMatchObject({ reason: { code: 'part_unreadable' } });
    for (const line of ['RECURRENCE-ID:domani', 'RECURRENCE-ID:', 'RECURRENCE-ID;TZID=Hauptsitz:20261203T090000'])
      expect(read([START, WEEKLY], [line, START])).toMatchObject({
        reason: { code: 'part_unreadable', parameters: { part: 'RECURRENCE-ID' } },
      });
    expect(read([START, WEEKLY], ['RECURRENCE-ID:20261203T080000Z', 'DTSTART:domani'])).toMatchObject({
      reason: { code: 'part_unreadable' },
    });
  });
});

it('a master whose own time cannot be read is refused as a single appointment is', () => {
  expect(read(['DTSTART;TZID=Hauptsitz:20261126T090000', WEEKLY])).toEqual({
    kind: 'refused',
    code: 'time_zone_unknown',
  });
});
