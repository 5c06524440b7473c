import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CalendarDate, Fields, FieldValue, Series } from '../../model/index.ts';
import { addDays, instantOf, occurrencesOf } from '../../model/index.ts';
import { arbitrarySeries } from '../../model/recurrence/testing/arbitrary-series.ts';
import { writesOf } from '../testing/world.ts';
import { rowsWorld, shownInCrm, shownInExchange } from './testing/rows.ts';

/** Of today from the first day of the series. */
const DAYS = fc.integer({ min: -200, max: 400 });

function fieldsOf(series: Series): Fields {
  const { time, recurrence } = series;
  const when =
    time.kind === 'allDay'
      ? time
      : {
          kind: 'timed',
          start: instantOf({ local: time.start, zone: time.zone }),
          end: instantOf({ local: time.end, zone: time.zone }),
          zone: time.zone,
        };
  return {
    subject: 'Riunione',
    time: { ...when, recurrence },
    occurrences: occurrencesOf(series) as unknown as FieldValue,
  };
}

function firstDay({ time }: Series): CalendarDate {
  return (time.kind === 'allDay' ? time.startDate : time.start.slice(0, 10)) as CalendarDate;
}

/** First of a month, so many months after that of the day. */
function month(date: string, months: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

it('the rows of a CRM without series are what the mailbox shows within the horizon, also a month later', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySeries, DAYS, async (series, days) => {
      const world = rowsWorld();
      world.today = addDays(firstDay(series), days);
      world.exchange.put(fieldsOf(series));
      await world.settle();
      const from = month(world.today, -1);
      expect(shownInCrm(world)).toEqual(shownInExchange(world, from, month(world.today, 7)));

      const before = [...world.crm.records.keys()];
      world.today = month(world.today, 1);
      await world.settle();
      expect([...world.crm.records.keys()]).toEqual(expect.arrayContaining(before));
      const expected = shownInExchange(world, from, month(world.today, 7));
      expect(shownInCrm(world)).toEqual(expected);
      const writes = writesOf(world);
      await world.run();
      expect(writesOf(world)).toBe(writes);
    }),
    { numRuns: 25 },
  );
});
