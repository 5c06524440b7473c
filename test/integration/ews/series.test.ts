import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExchangeVersion } from '../../../simulator/index.ts';
import { assertValid } from '../../../simulator/testing/schema-check.ts';
import { dependsOnWeekStart } from '../../../src/exchange/ews/mapping/recurrence/week-start.ts';
import type { ExchangeItem, ExchangeSide } from '../../../src/exchange/port.ts';
import type { AppointmentTime, Fields, FieldValue, Occurrences, Series } from '../../../src/model/index.ts';
import {
  limitOfExchange,
  parseCalendarDate,
  parseTimeZoneId,
  sameValue,
  seriesOf,
  synchronisedFields,
  valueOf,
} from '../../../src/model/index.ts';
import { arbitrarySeries } from '../../../src/model/recurrence/testing/arbitrary-series.ts';
import {
  arbitraryChange,
  changedOccurrences,
  fieldsOfSeries,
  occurrencesAsWritten,
} from '../../support/ews/series-changes.ts';
import type { SeriesPlace } from '../../support/ews/series-place.ts';
import { changeIn, created, itemOf, openSeriesPlace } from '../../support/ews/series-place.ts';

const HOME = parseTimeZoneId('Europe/Rome');
/** More by hand: RACCORDO_CASES=1000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 15);
const REGULAR: Fields = { subject: 'Riunione', location: 'Sala 1', body: 'Ordine del giorno', reminderMinutes: 15 };
const SPECS = synchronisedFields('appointments');

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('occurrences' as const), changes: fc.array(arbitraryChange) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('series' as const), series: arbitrarySeries }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('once' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('text' as const), subject: fc.constantFrom('A', 'B') }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe.each(['Exchange2007_SP1', 'Exchange2010_SP1', 'Exchange2016'] as const)(
  'series on a server of %s',
  (version) => {
    let place: SeriesPlace;
    beforeAll(async () => {
      place = await openSeriesPlace({ simulator: { exchangeVersion: version } });
      await place.side.identify();
    });
    afterAll(() => place.close());

    const isTaken = (series: Series) =>
      limitOfExchange(series) === null && (version !== 'Exchange2007_SP1' || !needsWeekStart(series));

    test('are there as they were meant, whatever becomes of them', { timeout: 60_000 + RUNS * 4_000 }, async () => {
      const { side, simulator, mailbox } = place;
      const property = fc.asyncProperty(arbitrarySeries, fc.array(step, { maxLength: 4 }), async (series, steps) => {
        fc.pre(isTaken(series));
        let wanted: Fields = { ...REGULAR, ...fieldsOfSeries(series) };
        const id = await created(side, wanted);
        expect(differences(await itemOf(side, id), wanted)).toEqual([]);
        for (const each of steps) {
          const changes = changesOf(each, wanted);
          if (changes === null || (each.kind === 'series' && !isTaken(each.series))) continue;
          wanted = { ...wanted, ...changes };
          await changed(side, id, changes);
          expect(differences(await itemOf(side, id), wanted)).toEqual([]);
        }
        const found = mailbox.items('calendar');
        expect(found.map((item) => item.id)).toContain(id);
        await side.delete('appointments', [{ id, changeKey: null }], 'permanent');
      });
      await fc.assert(property, { numRuns: RUNS });
      expect(simulator.outbox.all()).toEqual([]);
      for (const { requestBody = '' } of simulator.requests.all()) assertValid(requestBody, declaredIn(requestBody));
    });
  },
);

/** On which day weeks begin cannot be said to Exchange 2007. */
function needsWeekStart({ recurrence: { pattern }, time }: Series): boolean {
  return dependsOnWeekStart(pattern, parseCalendarDate(time.kind === 'timed' ? time.start : time.startDate));
}

function declaredIn(request: string): ExchangeVersion {
  return /RequestServerVersion Version="(\w+)"/.exec(request)?.[1] as ExchangeVersion;
}

/** @returns `null` where Exchange would not take it */
function changesOf(each: Step, before: Fields): Fields | null {
  if (each.kind === 'text') return { subject: each.subject };
  const time = valueOf(before, 'time') as AppointmentTime;
  if (each.kind === 'once') return { time: { ...time, recurrence: null }, occurrences: null };
  if (each.kind === 'series') return fieldsOfSeries(each.series);
  const own = seriesOf(time, valueOf(before, 'occurrences') as Occurrences | null, HOME);
  const after = own === null ? null : changedOccurrences(own, each.changes);
  if (after === null || limitOfExchange(after) !== null) return null;
  return { occurrences: occurrencesAsWritten(after) as FieldValue };
}

async function changed(side: ExchangeSide, id: string, changes: Fields): Promise<void> {
  const outcome = await changeIn(side, id, changes);
  if (outcome.kind !== 'done') throw new Error(`update: ${JSON.stringify(outcome)}`);
  // The key is that of the series as it is now: the next write is conditional on it.
  expect(outcome.ref.changeKey).toBe((await itemOf(side, id)).changeKey);
}

function differences({ fields: read, notSynchronised }: ExchangeItem, wanted: Fields): readonly unknown[] {
  const found = Object.entries(SPECS).flatMap(([name, spec]) => {
    const own = name === 'categories' ? ['CRM'] : spec.normalise(valueOf(wanted, name));
    // An emptied field of an exception says something.
    const isSame =
      name === 'occurrences' ? isDeepStrictEqual(valueOf(read, name), own) : sameValue(spec, valueOf(read, name), own);
    return isSame ? [] : [{ name, read: valueOf(read, name), own }];
  });
  return notSynchronised === null ? found : [notSynchronised, ...found];
}
