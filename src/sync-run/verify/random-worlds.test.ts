import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import type { Fields } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { appointment, person } from '../testing/people.ts';
import type { Random } from '../testing/random.ts';
import { createRandom } from '../testing/random.ts';
import { writesOf } from '../testing/world.ts';
import type { RememberedWorld } from './testing/remembered-world.ts';
import { rememberedWorld } from './testing/remembered-world.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
});
afterAll(() => db.close());

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

function randomRules(random: Random): Partial<ItemRules> {
  return {
    updateCrmToExchange: random.chance(0.8),
    updateExchangeToCrm: random.chance(0.8),
    deleteCrmToExchange: random.chance(0.6),
    deleteExchangeToCrm: random.chance(0.6),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.8) ? 'field' : 'item',
    exchangeCategories: random.chance(0.5) ? ['CRM'] : [],
  };
}

/** People and administrators go on working; some of it is what confuses synchronisers. */
function work({ world }: RememberedWorld, random: Random, acts: number, fresh: () => string): void {
  const { crm, exchange, itemType } = world;
  const made = (): Fields => (itemType === 'contacts' ? person(fresh()) : appointment(fresh(), 1 + random.whole(25)));
  const edit = (): Fields =>
    itemType === 'contacts' ? { displayName: `${fresh()} with a name that is far too long` } : { location: fresh() };
  for (let act = 0; act < acts; act += 1) {
    const record = random.pick([...crm.records.values()]);
    const item = random.pick(exchange.inFolder('synchronised'));
    const filed = random.pick(exchange.inFolder('other'));
    const trashed = random.pick(exchange.inFolder('deletedItems'));
    switch (random.whole(14)) {
      case 0:
      case 1:
        crm.put(made());
        break;
      case 2:
      case 3:
        exchange.put(made());
        break;
      case 4: {
        const fields = made();
        crm.put(fields);
        exchange.put({ ...fields, ...edit() });
        break;
      }
      case 5:
        if (record !== undefined) crm.edit(record.id, edit());
        break;
      case 6:
        if (item !== undefined) exchange.edit(item.id, edit());
        break;
      case 7:
        if (item !== undefined) exchange.categorise(item.id, [...item.categories.slice(0, 2), fresh()]);
        break;
      case 8:
        if (record !== undefined) crm.erase(record.id);
        break;
      case 9:
        if (item !== undefined) exchange.move(item.id, 'deletedItems');
        break;
      case 10:
        if (item !== undefined) exchange.move(item.id, 'other');
        break;
      case 11:
        if (filed !== undefined) exchange.move(filed.id, 'synchronised');
        if (trashed !== undefined && random.chance(0.5)) exchange.move(trashed.id, 'synchronised');
        break;
      case 12:
        if (item !== undefined) exchange.copy(item.id);
        break;
      default:
        world.rules = { ...world.rules, ...randomRules(random) };
    }
  }
}

/** A world with a past, at rest. Brakes are not what this is about. */
async function worldAtRest(seed: number): Promise<RememberedWorld & { readonly random: Random }> {
  const random = createRandom(seed);
  const itemType = random.chance(0.7) ? 'contacts' : 'appointments';
  const remembered = rememberedWorld(db, itemType, randomRules(random));
  const { world } = remembered;
  world.chunkSize = random.pick([2, 5, 100]) ?? 100;
  let values = 0;
  for (let turn = 0; turn < 3; turn += 1) {
    work(remembered, random, 4 + random.whole(6), () => `v${(values += 1)}`);
    await world.settle();
  }
  return { ...remembered, random };
}

const deletionsOf = ({ world: { crm, exchange } }: RememberedWorld): number =>
  (crm.calls.get('delete') ?? 0) + (exchange.calls.get('delete') ?? 0);

test.each(SEEDS)('world %i at rest has no findings', async (seed) => {
  const { verify, world } = await worldAtRest(seed);
  const before = writesOf(world);
  const { report, found } = await verify();
  expect(report.outcome).toBe('done');
  expect(found).toEqual([]);
  expect(writesOf(world)).toBe(before);
});

test.each([101, 102, 203])(
  'world %i, whose memory was damaged, is mended by one repair and one synchronisation',
  async (seed) => {
    const remembered = await worldAtRest(seed);
    const { world, random, verify, repair } = remembered;
    const { id } = await remembered.scope();
    const links = (await world.memory.store.pageLinks(id, null, 100)).filter(
      ({ exchangeId }) => world.exchange.items.get(exchangeId ?? '')?.folder === 'synchronised',
    );
    let damaged = 0;
    for (const link of links) {
      const damage = random.whole(4);
      damaged += damage < 2 ? 1 : 0;
      if (damage === 0) await db.query('DELETE FROM raccordo.link WHERE id = $1', [link.id]);
      if (damage === 1) await db.query('UPDATE raccordo.link SET stamped = NOT stamped WHERE id = $1', [link.id]);
    }
    const { report, found } = await verify();
    expect(found.length).toBeGreaterThanOrEqual(damaged);
    await repair(report.runId ?? '');
    const deleted = deletionsOf(remembered);
    await world.settle();
    expect((await verify()).found).toEqual([]);
    expect(deletionsOf(remembered)).toBe(deleted);
  },
);
