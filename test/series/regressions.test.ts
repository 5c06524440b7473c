import { expect, test } from 'vitest';
import type { Fields, Series } from '../../src/model/index.ts';
import {
  addDays,
  DAYS_OF_WEEK,
  parseCalendarDate,
  parseInstant,
  parseLocalDateTime,
  parseTimeZoneId,
  wallTimeAt,
} from '../../src/model/index.ts';
import { seriesPlaceOfTest } from '../support/ews/series-place.ts';
import { asCrmKeeps } from './case.ts';
import { madeInOutlook } from './in-outlook.ts';
import { openSeriesWorld } from './series-world.ts';

const NEW_YORK = parseTimeZoneId('America/New_York');
const at = parseLocalDateTime;

const SEED_8801: Fields = {
  subject: 'Riunione',
  time: {
    kind: 'allDay',
    startDate: '2019-12-30',
    endDate: '2019-12-31',
    recurrence: {
      pattern: { kind: 'weekly', interval: 5, days: [...DAYS_OF_WEEK], firstDayOfWeek: 'thursday' },
      range: { kind: 'numbered', occurrences: 38 },
    },
  },
  occurrences: { '2020-01-31': { kind: 'changed', fields: { subject: 'Con il cliente' } } },
};

// It came first in its process, and was refused: nobody had asked yet whether this server can be told where weeks begin.
test('seed 8801: a series whose days depend on where weeks begin, before anything else is asked of the server', async () => {
  const place = await seriesPlaceOfTest();
  const { crm, run } = await openSeriesWorld(place);
  crm.put(asCrmKeeps(SEED_8801));
  expect((await run()).itemErrors).toEqual([]);
  const [item] = place.mailbox.items('calendar');
  const shown = place.mailbox.occurrences(item?.id ?? '', '2019-12-01T00:00:00Z', '2021-01-01T00:00:00Z');
  // Whole days are midnights of Rome.
  expect(shown.slice(0, 5).map(({ label, fields }) => `${String(fields['End']).slice(0, 10)} ${label}`)).toEqual([
    '2019-12-30 Riunione',
    '2019-12-31 Riunione',
    '2020-01-01 Riunione',
    '2020-01-30 Riunione',
    '2020-01-31 Con il cliente',
  ]);
});

// Whole days were written as midnights of Rome, where the owner lives. In New York that is the evening before, on which
// Exchange has the occurrence before this one.
test.each<readonly [string, Series['time'], string, readonly string[]]>([
  [
    'seed 70146: an occurrence of a series on the clock of New York becomes a whole day',
    { kind: 'timed', start: at('2027-03-01T09:00:00'), end: at('2027-03-01T10:00:00'), zone: NEW_YORK },
    '2027-03-02',
    ['2027-03-01T09:00', '2027-03-02T00:00', '2027-03-03T09:00'],
  ],
  [
    'a whole day with midnights of New York moves behind the one before it',
    { kind: 'allDay', startDate: parseCalendarDate('2027-03-01'), endDate: parseCalendarDate('2027-03-02') },
    '2027-03-02',
    ['2027-03-01T00:00', '2027-03-02T00:00', '2027-03-05T00:00'],
  ],
])('%s', async (_, time, movedTo, expected) => {
  const place = await seriesPlaceOfTest();
  const { crm, mailbox, run } = await openSeriesWorld(place);
  const interval = time.kind === 'timed' ? 1 : 2;
  const series: Series = {
    time,
    recurrence: { pattern: { kind: 'daily', interval }, range: { kind: 'numbered', occurrences: 3 } },
    deleted: [],
    exceptions: [],
  };
  const id = madeInOutlook(mailbox, { subject: 'Riunione', series, dayZone: NEW_YORK });
  await run();
  const [record] = [...crm.records.values()];
  const wholeDay = { kind: 'allDay', startDate: movedTo, endDate: addDays(parseCalendarDate(movedTo), 1) };
  const second = interval === 1 ? '2027-03-02' : '2027-03-03';
  crm.edit(record?.id ?? '', { occurrences: { [second]: { kind: 'changed', fields: { time: wholeDay } } } });
  expect((await run()).itemErrors).toEqual([]);
  const shown = mailbox.occurrences(id, '2027-02-01T00:00:00Z', '2027-04-01T00:00:00Z');
  expect(shown.map(({ fields }) => onClockOfNewYork(String(fields['Start'])))).toEqual(expected);
});

function onClockOfNewYork(instant: string): string {
  return wallTimeAt(parseInstant(instant), NEW_YORK).local.slice(0, 16);
}
