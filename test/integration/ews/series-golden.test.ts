import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fields, FieldValue, Recurrence } from '../../../src/model/index.ts';
import {
  instantOf,
  parseLocalDateTime,
  parseTimeZoneId,
  sameValue,
  synchronisedFields,
} from '../../../src/model/index.ts';
import type { SeriesPlace } from '../../support/ews/series-place.ts';
import {
  changeIn,
  created,
  createIn,
  itemOf,
  openSeriesPlace,
  seriesPlaceOfTest,
} from '../../support/ews/series-place.ts';

// What a person sees in Exchange is told by the simulator, which has its own arithmetic.

let place: SeriesPlace;
beforeAll(async () => {
  place = await openSeriesPlace();
});
afterAll(async () => {
  await place.close();
  if (place.simulator.outbox.all().length > 0) throw new Error('somebody was mailed');
});

type Rule = { readonly pattern: Recurrence['pattern']; readonly range?: object };

const ROME = parseTimeZoneId('Europe/Rome');
const at = (local: string) => instantOf({ local: parseLocalDateTime(local), zone: ROME });

const timed = (start: string, end: string, { pattern, range = { kind: 'noEnd' } }: Rule): Fields => ({
  subject: 'Riunione',
  time: { kind: 'timed', start: at(start), end: at(end), zone: ROME, recurrence: { pattern, range } as FieldValue },
  occurrences: null,
});
const allDay = (startDate: string, endDate: string, { pattern, range = { kind: 'noEnd' } }: Rule): Fields => ({
  subject: 'Ferie',
  time: { kind: 'allDay', startDate, endDate, recurrence: { pattern, range } as FieldValue },
  occurrences: null,
});
const DAILY: Rule = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'numbered', occurrences: 5 } };

/** Starts of the occurrences on the clock of Rome. */
function shown(id: string, from: string, count: number): readonly string[] {
  return place.mailbox
    .occurrences(id, `${from}T00:00:00Z`, `${Number(from.slice(0, 4)) + 9}-12-31T00:00:00Z`)
    .slice(0, count)
    .map(({ fields }) => onClockOfRome(String(fields['Start'])));
}

function onClockOfRome(instant: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant));
}

async function expectReadAsWritten(id: string, wanted: Fields): Promise<void> {
  const { fields, notSynchronised } = await itemOf(place.side, id);
  expect(notSynchronised).toBeNull();
  const { time, occurrences } = synchronisedFields('appointments');
  if (time === undefined || occurrences === undefined) throw new Error('no such fields');
  expect(sameValue(time, fields['time'] ?? null, wanted['time'] ?? null), JSON.stringify(fields['time'])).toBe(true);
  expect(fields['occurrences']).toEqual(wanted['occurrences']);
}

describe('a rule has in Exchange the days that it has here', () => {
  test.each<readonly [string, string, Rule, readonly string[]]>([
    [
      'the last Friday of each month',
      '2026-12-25',
      { pattern: { kind: 'relativeMonthly', interval: 1, day: 'friday', index: 'last' } },
      ['2026-12-25', '2027-01-29', '2027-02-26', '2027-03-26', '2027-04-30'],
    ],
    [
      'the 31st, in shorter months their last day',
      '2026-12-31',
      { pattern: { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 } },
      ['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
    ],
    [
      '29 February, in other years the 28th',
      '2028-02-29',
      { pattern: { kind: 'absoluteYearly', month: 2, dayOfMonth: 29 } },
      ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ],
    [
      'every second week, Sunday and Monday, weeks beginning on Sunday',
      '2026-11-30',
      { pattern: { kind: 'weekly', interval: 2, days: ['sunday', 'monday'], firstDayOfWeek: 'sunday' } },
      ['2026-11-30', '2026-12-13', '2026-12-14', '2026-12-27', '2026-12-28'],
    ],
    [
      'the same with weeks that begin on Monday',
      '2026-11-30',
      { pattern: { kind: 'weekly', interval: 2, days: ['sunday', 'monday'], firstDayOfWeek: 'monday' } },
      ['2026-11-30', '2026-12-06', '2026-12-14', '2026-12-20', '2026-12-28'],
    ],
    [
      'every day until a day, which belongs to it',
      '2026-12-01',
      { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'endDate', endDate: '2026-12-03' } },
      ['2026-12-01', '2026-12-02', '2026-12-03'],
    ],
  ])('%s', async (_, first, rule, days) => {
    const wanted = timed(`${first}T09:00:00`, `${first}T10:00:00`, rule);
    const id = await created(place.side, wanted);
    expect(shown(id, first, 5).map((start) => start.slice(0, 10))).toEqual(days);
    await expectReadAsWritten(id, wanted);
  });
});

describe('nine o’clock in Rome', () => {
  test.each([
    ['March', '2027-03-27'],
    ['October', '2027-10-30'],
  ])('stays nine o’clock through %s', async (_, first) => {
    const wanted = timed(`${first}T09:00:00`, `${first}T10:00:00`, DAILY);
    const id = await created(place.side, wanted);
    expect(shown(id, first, 3).map((start) => start.slice(11))).toEqual(['09:00', '09:00', '09:00']);
    await expectReadAsWritten(id, wanted);
  });

  test.each([
    ['that the night in March does not have is an hour later', '2027-03-27', '2027-03-28 03:30'],
    ['that the night in October has twice is the first of them', '2027-10-30', '2027-10-31 02:30'],
  ])('a time %s', async (_, first, second) => {
    const wanted = timed(`${first}T02:30:00`, `${first}T03:15:00`, DAILY);
    const id = await created(place.side, wanted);
    expect(shown(id, first, 3)[1]).toBe(second);
    const [, night] = place.mailbox.occurrences(id, `${first}T00:00:00Z`, '2028-01-01T00:00:00Z');
    expect(Date.parse(String(night?.fields['End']))).toBeGreaterThan(Date.parse(String(night?.fields['Start'])));
    await expectReadAsWritten(id, wanted);
  });

  test('an occurrence of such a night is deleted, and another one moved', async () => {
    const wanted = timed('2027-03-27T02:30:00', '2027-03-27T03:00:00', DAILY);
    const occurrences = {
      '2027-03-28': { kind: 'deleted' },
      '2027-03-29': {
        kind: 'changed',
        fields: {
          time: { kind: 'timed', start: at('2027-03-29T11:00:00'), end: at('2027-03-29T12:00:00'), zone: null },
        },
      },
    };
    const id = await created(place.side, { ...wanted, occurrences });
    expect(shown(id, '2027-03-27', 9)).toEqual([
      '2027-03-27 02:30',
      '2027-03-29 11:00',
      '2027-03-30 02:30',
      '2027-03-31 02:30',
    ]);
    await expectReadAsWritten(id, { ...wanted, occurrences });
  });
});

describe('whole days', () => {
  test.each(['Etc/GMT+12', 'America/St_Johns', 'UTC', 'Asia/Kathmandu', 'Pacific/Auckland', 'Pacific/Kiritimati'])(
    'are the same days for who lives in %s',
    async (zone) => {
      const home = await seriesPlaceOfTest({ homeZone: parseTimeZoneId(zone) });
      const wanted = allDay('2027-03-27', '2027-03-28', DAILY);
      const occurrences = {
        '2027-03-28': { kind: 'deleted' },
        '2027-03-30': { kind: 'changed', fields: { subject: 'Festa' } },
      };
      const id = await created(home.side, { ...wanted, occurrences });
      const { fields } = await itemOf(home.side, id);
      expect(fields['time']).toEqual(wanted['time']);
      expect(fields['occurrences']).toEqual(occurrences);
      const days = home.mailbox.occurrences(id, '2027-03-01T00:00:00Z', '2027-04-30T00:00:00Z');
      expect(days.map(({ label }) => label)).toEqual(['Ferie', 'Ferie', 'Festa', 'Ferie']);
    },
  );

  test('three of them every week', async () => {
    const rule: Rule = { pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' } };
    const wanted = allDay('2026-12-04', '2026-12-07', rule);
    const id = await created(place.side, wanted);
    const [, second] = place.mailbox.occurrences(id, '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z');
    expect([second?.fields['Start'], second?.fields['End']]).toEqual(['2026-12-10T23:00:00Z', '2026-12-13T23:00:00Z']);
    await expectReadAsWritten(id, wanted);
  });
});

describe('what becomes of single occurrences', () => {
  const wanted = timed('2026-12-01T09:00:00', '2026-12-01T10:00:00', DAILY);
  const deleted = (...days: readonly string[]) => Object.fromEntries(days.map((day) => [day, { kind: 'deleted' }]));
  const ALL = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'];

  test.each([
    ['the first', ALL[0]],
    ['the last', ALL[4]],
  ])('%s one is deleted, and comes back', async (_, day = '') => {
    const id = await created(place.side, wanted);
    expect(await changeIn(place.side, id, { occurrences: deleted(day) })).toMatchObject({ kind: 'done' });
    expect(shown(id, '2026-12-01', 9)).toEqual(ALL.filter((each) => each !== day).map((each) => `${each} 09:00`));
    await expectReadAsWritten(id, { ...wanted, occurrences: deleted(day) });
    expect(await changeIn(place.side, id, { occurrences: null })).toMatchObject({ kind: 'done' });
    await expectReadAsWritten(id, wanted);
  });

  test('all of them cannot be deleted: nothing is', async () => {
    const id = await created(place.side, wanted);
    const refused = { kind: 'failed', error: { code: 'ErrorRecurrenceHasNoOccurrence', disposition: 'quarantine' } };
    expect(await changeIn(place.side, id, { occurrences: deleted(...ALL) })).toMatchObject(refused);
    await expectReadAsWritten(id, wanted);
  });

  test('none can be moved onto the day of another: neither is the rest written', async () => {
    const id = await created(place.side, wanted);
    const moved = { kind: 'timed', start: at('2026-12-03T15:00:00'), end: at('2026-12-03T16:00:00'), zone: null };
    const occurrences = { ...deleted('2026-12-01'), '2026-12-02': { kind: 'changed', fields: { time: moved } } };
    const refused = { kind: 'failed', error: { code: 'ErrorOccurrenceCrossingBoundary', disposition: 'quarantine' } };
    expect(await changeIn(place.side, id, { occurrences })).toMatchObject(refused);
    await expectReadAsWritten(id, wanted);
    const before = place.mailbox.items('calendar').length;
    expect(await createIn(place.side, { ...wanted, occurrences })).toMatchObject(refused);
    expect(place.mailbox.items('calendar')).toHaveLength(before);
  });

  test('one is moved onto the day of another that was deleted', async () => {
    const moved = { kind: 'timed', start: at('2026-12-03T15:00:00'), end: at('2026-12-03T16:00:00'), zone: null };
    const occurrences = { '2026-12-02': { kind: 'changed', fields: { time: moved } }, ...deleted('2026-12-03') };
    const id = await created(place.side, { ...wanted, occurrences });
    expect(shown(id, '2026-12-01', 3)).toEqual(['2026-12-01 09:00', '2026-12-03 15:00', '2026-12-04 09:00']);
    await expectReadAsWritten(id, { ...wanted, occurrences });
  });
});
