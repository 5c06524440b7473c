import type { Fields } from '../../model/index.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './world.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const LATER = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };
const LONG = changed({ subject: 'A subject that is longer than a server keeps it' });
const OCCURRENCES = { [MON1]: DELETED, [MON2]: changed({ subject: 'Altra' }) };

const inCrm = (world: World): void =>
  void world.crm.put({ subject: 'Riunione', time: weekly(), occurrences: OCCURRENCES });
const inExchange = (world: World): void =>
  void world.exchange.put({ subject: 'Riunione', time: weekly(), occurrences: OCCURRENCES });

function recordId(world: World): string {
  return [...world.crm.records.keys()][0] ?? '';
}

function itemId(world: World): string {
  return [...world.exchange.items.keys()][0] ?? '';
}

const itemType = 'appointments';

/** Short histories with a series: its occurrences are written one by one, and Exchange forgets them with its rule. */
export const SERIES_SCENARIOS: readonly Scenario[] = [
  { title: 'a new series', itemType, act: inCrm },
  { title: 'a new series in Exchange', itemType, rules: { exchangeCategories: ['CRM'] }, act: inExchange },
  {
    title: 'a series that takes place at another time',
    itemType,
    before: inCrm,
    act: (world) => world.crm.edit(recordId(world), { time: LATER }),
  },
  {
    title: 'a series at another time, with occurrences changed on both sides',
    itemType,
    before: inCrm,
    act: (world) => {
      world.crm.edit(recordId(world), { time: LATER, occurrences: { ...OCCURRENCES, [MON1]: LONG } });
      world.exchange.edit(itemId(world), { occurrences: { ...OCCURRENCES, [MON3]: changed({ time: at(MON3, 12) }) } });
    },
  },
  {
    title: 'several occurrences of a series changed in the CRM',
    itemType,
    before: inCrm,
    act: (world) => world.crm.edit(recordId(world), { occurrences: { [MON2]: LONG, [MON3]: DELETED } }),
  },
  {
    title: 'several occurrences of a series changed in Exchange',
    itemType,
    before: inExchange,
    act: (world) => world.exchange.edit(itemId(world), { occurrences: { [MON2]: DELETED, [MON3]: DELETED } }),
  },
  {
    title: 'a series at another time, whose user has changed occurrences that the CRM may not know',
    itemType,
    rules: { updateExchangeToCrm: false },
    before: inCrm,
    act: (world) => {
      world.exchange.edit(itemId(world), { occurrences: { ...OCCURRENCES, [MON3]: DELETED } });
      world.crm.edit(recordId(world), { time: LATER });
    },
  },
  {
    title: 'a series that becomes a single appointment',
    itemType,
    before: inExchange,
    act: (world) => world.crm.edit(recordId(world), { time: at(MON1, 8), occurrences: null }),
  },
  {
    title: 'a single appointment that becomes a series',
    itemType,
    before: (world) => void world.exchange.put({ subject: 'Riunione', time: at(MON1, 8) }),
    act: (world) => world.crm.edit(recordId(world), { time: weekly(), occurrences: OCCURRENCES }),
  },
  {
    title: 'a series that both sides have already',
    itemType,
    act: (world) => {
      inCrm(world);
      world.exchange.put({ subject: 'Riunione', time: weekly(), occurrences: { [MON3]: DELETED } });
    },
  },
];
