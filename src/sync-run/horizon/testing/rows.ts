import { expect } from 'vitest';
import type { AppointmentTime, CalendarDate, Fields, Occurrences, TimeZoneId } from '../../../model/index.ts';
import { expand, seriesOf, startOfDay } from '../../../model/index.ts';
import type { BrakeLimits, ItemRules } from '../../../sync/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../../sync/index.ts';
import type { MemoryCrmOptions, StoredRecord } from '../../testing/memory-crm.ts';
import type { StoredItem } from '../../testing/memory-exchange.ts';
import type { World } from '../../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../../testing/world.ts';

const ZONE = 'Europe/Rome' as TimeZoneId;
/** For histories in which a person would let every plan through. */
export const NO_BRAKES: BrakeLimits = {
  ...DEFAULT_BRAKE_LIMITS,
  massDelete: { items: 1_000, share: 1 },
  sideEmpty: { links: 1_000 },
  massChange: { items: 1_000, share: 1 },
  massCreate: { items: 1_000, share: 1 },
};
const DELETING = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

/** A CRM that keeps no series; deletions travel both ways. */
export function rowsWorld(rules: Partial<ItemRules> = {}, options: MemoryCrmOptions = {}): World {
  return createWorld('appointments', { ...DELETING, ...rules }, { recurrence: 'none', ...options });
}

/** What stands in the CRM, in order of time. */
export function rows(world: World): readonly StoredRecord[] {
  const start = ({ fields }: StoredRecord): string => JSON.stringify(fields['time']);
  return [...world.crm.records.values()].toSorted((a, b) => (start(a) < start(b) ? -1 : 1));
}

/** The one that takes place on that day. */
export function rowOn(world: World, date: string): StoredRecord {
  const row = rows(world).find(({ fields }) => (fields['time'] as { start: string }).start.startsWith(date));
  if (row === undefined) throw new Error(`no row on ${date}`);
  return row;
}

/** The only item of the mailbox. */
export function theSeries(world: World): StoredItem {
  const [item, ...more] = world.exchange.inFolder('synchronised');
  if (item === undefined || more.length > 0) throw new Error('not one item');
  return item;
}

/** A further run writes nothing, nor does a comparison of everything, and nothing waits. */
export async function expectIdle(world: World): Promise<void> {
  await world.settle();
  forgetCalls(world);
  await world.run();
  world.exchange.invalidateCursors();
  await world.run();
  expect(writesOf(world)).toBe(0);
  expect([...world.store.hints.values()]).toEqual([]);
}

/**
 * Time and texts of each, as one line. Without those of which a person is to say whose they are: a series that was moved
 * and lost an occurrence within one run has both places in question.
 */
export function shownInCrm(world: World): readonly string[] {
  const inReview = new Set(
    [...world.store.links.values()].flatMap(({ state, ambiguous, crmId }) =>
      state === 'DET_C' && ambiguous ? (crmId ?? []) : [],
    ),
  );
  return [...world.crm.records.values()]
    .flatMap(({ id, fields }) => (inReview.has(id) ? [] : [lineOf(fields)]))
    .toSorted();
}

/**
 * The same of what the mailbox shows in a calendar between two days: series expanded by the model, and single ones.
 * Without those whose row a person deleted before anybody knew that it had been made: such a deletion is not carried over.
 */
export function shownInExchange(world: World, from: string, until: string): readonly string[] {
  const period = { from: startOfDay(day(from), ZONE), until: startOfDay(day(until), ZONE), zone: ZONE };
  const letGo = new Set(
    [...world.store.links.values()].flatMap(({ state, exchangeId }) => (state === 'DET_E' ? (exchangeId ?? []) : [])),
  );
  return world.exchange
    .inFolder('synchronised')
    .flatMap(({ id, fields }): readonly (readonly [id: string, line: string])[] => {
      const time = fields['time'] as unknown as AppointmentTime;
      const series = seriesOf(time, (fields['occurrences'] ?? null) as Occurrences | null, ZONE);
      if (series === null) return [[id, lineOf(fields)]];
      return [...expand(series, period)].map(({ originalStart, exception, time: own }) => {
        const start = 'date' in originalStart ? originalStart.date : originalStart.local.slice(0, 10);
        const values = { ...fields, ...(exception?.fields as Fields | undefined), time: own as unknown as Fields };
        return [`${id}#${start}`, lineOf(values)];
      });
    })
    .flatMap(([id, line]) => (letGo.has(id) ? [] : [line]))
    .toSorted();
}

function day(text: string): CalendarDate {
  return text as CalendarDate;
}

function lineOf({ time, subject = null, location = null, reminderMinutes = null }: Fields): string {
  const { kind, start, end, startDate, endDate } = time as Record<string, string>;
  return JSON.stringify([kind, start ?? startDate, end ?? endDate, subject, location, reminderMinutes]);
}
