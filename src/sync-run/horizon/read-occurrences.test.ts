import { expect, it } from 'vitest';
import type { CalendarDate, TimeZoneId } from '../../model/index.ts';
import { at, weekly } from '../../sync/testing/series.ts';
import { createMemoryExchange } from '../testing/memory-exchange.ts';
import { readOccurrences } from './read-occurrences.ts';

const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const ONCE = { subject: 'Riunione', time: at(MON1, 8) };
const WEEKLY = { subject: 'Riunione', time: weekly() };

async function searchKeys(fields: typeof ONCE, ids: readonly string[], remembered: readonly string[]) {
  const side = createMemoryExchange('appointments');
  side.put(fields);
  const mailbox = {
    side,
    horizon: { from: '2026-11-01' as CalendarDate, until: '2027-06-01' as CalendarDate },
    zone: 'Europe/Rome' as TimeZoneId,
    managedCategories: [],
    known: async (asked: readonly string[]) => asked.filter((id) => remembered.includes(id)),
  };
  const reads = await readOccurrences(mailbox, ids);
  return reads.map((read) => (read.kind === 'found' ? read.item.searchKey : null));
}

it('a single appointment that is remembered as an occurrence has the search key of that', async () => {
  expect(await searchKeys(ONCE, ['E00001'], [`E00001#${MON1}`])).toEqual([`key-E00001#${MON1}`]);
  expect(await searchKeys(ONCE, ['E00001'], [`E00001#${MON2}`])).toEqual(['key-E00001']);
});

it('the first occurrence of what is remembered as a single appointment has the search key of that', async () => {
  const ids = [`E00001#${MON1}`, `E00001#${MON2}`];
  expect(await searchKeys(WEEKLY, ids, ['E00001'])).toEqual(['key-E00001', `key-E00001#${MON2}`]);
  expect(await searchKeys(WEEKLY, ids, [])).toEqual([`key-E00001#${MON1}`, `key-E00001#${MON2}`]);
});
