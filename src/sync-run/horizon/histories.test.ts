import { expect, it } from 'vitest';
import type { Fields, Occurrences } from '../../model/index.ts';
import { addDays } from '../../model/index.ts';
import { at, weekly } from '../../sync/testing/series.ts';
import { Crash } from '../testing/interruptions.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { appointment } from '../testing/people.ts';
import type { Random } from '../testing/random.ts';
import { createRandom } from '../testing/random.ts';
import type { World } from '../testing/world.ts';
import { writesOf } from '../testing/world.ts';
import { NO_BRAKES, rows, rowsWorld, shownInCrm, shownInExchange } from './testing/rows.ts';

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);
const ACTS = 12;
/** All that is done here lies in it, and the horizon of 25 November 2026 too. */
const [FROM, UNTIL] = ['2026-10-01', '2027-06-01'];
const SUBJECTS = ['Riunione', 'Visita', 'Pranzo'];

function someSeries(random: Random): Fields {
  const start = `2026-12-${String(1 + random.whole(9)).padStart(2, '0')}`;
  const range = { kind: 'numbered', occurrences: 3 + random.whole(6) } as const;
  return { subject: random.pick(SUBJECTS) ?? '', time: weekly({ start, range }) };
}

function inExchange(world: World, random: Random): StoredItem | undefined {
  return random.pick(world.exchange.inFolder('synchronised'));
}

/** A change of one occurrence, as its user makes it in Outlook. */
function changeOccurrence(world: World, random: Random, item: StoredItem): void {
  const { recurrence, start } = item.fields['time'] as {
    recurrence?: { range: { occurrences: number } };
    start: string;
  };
  if (recurrence === undefined) return world.exchange.edit(item.id, { location: `room ${random.whole(9)}` });
  const day = addDays(
    start.slice(0, 10) as Parameters<typeof addDays>[0],
    7 * random.whole(recurrence.range.occurrences),
  );
  const { [day]: _former, ...others } = (item.fields['occurrences'] ?? {}) as unknown as Occurrences;
  const fields = random.chance(0.5)
    ? { time: at(addDays(day, 1), 9 + random.whole(5)) }
    : { location: `room ${random.whole(9)}` };
  const change = random.chance(0.3) ? { kind: 'deleted' } : { kind: 'changed', fields };
  world.exchange.edit(item.id, { occurrences: { ...others, [day]: change } });
}

/** Another number of weeks, or one appointment of it. */
function convert(world: World, random: Random, item: StoredItem): void {
  const { recurrence: _rule, ...once } = item.fields['time'] as Fields & {
    readonly start: string;
    readonly end: string;
  };
  const longer = weekly({
    start: once.start.slice(0, 10),
    range: { kind: 'numbered', occurrences: 2 + random.whole(6) },
  });
  world.exchange.edit(item.id, {
    time: random.chance(0.3) ? once : { ...(longer as Fields), start: once.start, end: once.end },
  });
}

function act(world: World, random: Random): void {
  const row = random.pick(rows(world));
  const item = inExchange(world, random);
  switch (random.whole(14)) {
    case 0:
      return void world.exchange.put(someSeries(random));
    case 1:
      return void world.crm.put(appointment(random.pick(SUBJECTS) ?? '', 1 + random.whole(20)));
    case 2:
      return row && world.crm.edit(row.id, { subject: `${random.pick(SUBJECTS)} ${random.whole(9)}` });
    case 3:
      return row && world.crm.edit(row.id, { time: at(`2027-01-${10 + random.whole(20)}`, 8 + random.whole(9)) });
    case 4:
      return row && world.crm.erase(row.id);
    case 5:
    case 6:
      return item && changeOccurrence(world, random, item);
    case 7:
      return item && world.exchange.edit(item.id, { location: `room ${random.whole(9)}` });
    case 9:
      return world.exchange.invalidateCursors();
    case 10:
      return world.exchange.migrate(true);
    case 11:
      return item && convert(world, random, item);
    case 12:
      return item && world.exchange.categorise(item.id, random.chance(0.5) ? ['Cliente'] : []);
    case 13:
      return row && world.crm.edit(row.id, { categories: random.chance(0.5) ? ['VIP'] : null });
    default:
      return item && void world.exchange.move(item.id, random.chance(0.5) ? 'synchronised' : 'deletedItems');
  }
}

/** People act between runs, and while one is under way; some runs die. */
async function history(seed: number): Promise<World> {
  const random = createRandom(seed);
  const world = rowsWorld({
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    exchangeCategories: random.chance(0.5) ? ['CRM'] : [],
  });
  world.brakes = NO_BRAKES;
  world.exchange.keepsIds = random.chance(0.3);
  world.chunkSize = random.pick([2, 7, 100]) ?? 100;
  world.exchange.put(someSeries(random));
  for (let count = 0; count < ACTS; count += 1) {
    act(world, random);
    if (random.chance(0.3)) continue;
    const dies = random.chance(0.4);
    if (dies) world.interruptions.crashAt(1 + random.whole(60), random.chance(0.5) ? 'before' : 'after');
    world.interruptions.between = random.chance(0.3) ? oneAct(world, random) : null;
    await world.run().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    world.interruptions.between = null;
    world.interruptions.restart();
    world.pass(random.chance(0.5) ? 10_000 : 400_000);
  }
  return world;
}

function oneAct(world: World, random: Random): () => void {
  let steps = random.whole(40);
  return () => {
    steps -= 1;
    if (steps === 0) act(world, random);
  };
}

it.each(SEEDS)('after a history both sides show the same days, and rest (seed %i)', async (seed) => {
  const world = await history(seed);
  await world.settle();
  expect(world.defects.filter((defect) => !(defect instanceof Crash))).toEqual([]);
  expect(shownInCrm(world)).toEqual(shownInExchange(world, FROM, UNTIL));
  world.exchange.invalidateCursors();
  const writes = writesOf(world);
  const report = await world.run();
  expect([report.outcome, writesOf(world) - writes]).toEqual(['done', 0]);
});
