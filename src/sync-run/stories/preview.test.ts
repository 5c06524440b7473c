import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { DEFAULT_ITEM_RULES } from '../../sync/index.ts';
import type { RunReport } from '../ports.ts';
import { appointment, person } from '../testing/people.ts';
import { contentsOf, sidesAfter, sidesOf, writesDone, writesPlanned, wrongBefores } from '../testing/planned-sides.ts';
import type { Random } from '../testing/random.ts';
import { createRandom } from '../testing/random.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const SEEDS = 120;
const VALUES = ['Clerk', 'Sales', 'Marketing', null] as const;
const FIELDS = { contacts: ['jobTitle', 'department', 'nickname'], appointments: ['location', 'body'] } as const;

function randomWorld(random: Random): World {
  const world = createWorld(random.chance(0.7) ? 'contacts' : 'appointments', {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: random.chance(0.85),
    updateExchangeToCrm: random.chance(0.85),
    deleteCrmToExchange: random.chance(0.7),
    deleteExchangeToCrm: random.chance(0.7),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.7) ? 'field' : 'item',
    exchangeCategories: random.chance(0.5) ? ['CRM'] : [],
  });
  world.chunkSize = random.pick([1, 3, 100]) ?? 100;
  return world;
}

/** People at work on both sides, while nothing runs. */
function peopleAct(world: World, random: Random, turn: string): void {
  const { crm, exchange, itemType } = world;
  const something = (name: string, more: Fields): Fields =>
    itemType === 'contacts' ? person(name, more) : appointment(name, 1 + random.whole(28));
  for (let act = 0; act < 12; act += 1) {
    const record = random.pick([...crm.records.values()]);
    const item = random.pick(exchange.inFolder('synchronised'));
    const changes = { [random.pick<string>(FIELDS[itemType]) ?? '']: random.pick(VALUES) ?? null };
    const who = something(`${turn}${act}`, { jobTitle: 'New' });
    const kind = random.whole(13);
    if (kind < 2) crm.put(who);
    else if (kind < 4) exchange.put(who, { categories: random.chance(0.3) ? ['Friends'] : [] });
    else if (kind === 4) void [crm.put(who), exchange.put({ ...who, ...changes })];
    else if (kind < 7 && record !== undefined) crm.edit(record.id, changes);
    else if (kind < 9 && item !== undefined) exchange.edit(item.id, changes);
    else if (kind === 9 && record !== undefined) crm.erase(record.id);
    else if (kind === 10 && item !== undefined && random.chance(0.7)) exchange.move(item.id, 'deletedItems');
    else if (kind === 11 && record !== undefined) world.store.sharedElsewhere.set(record.id, 1);
    else if (kind === 12 && record !== undefined) crm.change(record.id, { mayChange: false });
    else if (item !== undefined) exchange.categorise(item.id, [...new Set([...item.categories, 'Chess'])]);
  }
}

async function plannedWorld(seed: number): Promise<{ world: World; preview: RunReport }> {
  const random = createRandom(seed);
  const world = randomWorld(random);
  peopleAct(world, random, 'a');
  const firstRun = random.chance(0.2) ? 'approve' : 'automatic';
  if (firstRun === 'automatic') {
    await world.settle();
    peopleAct(world, random, 'b');
    if (random.chance(0.2)) world.exchange.invalidateCursors();
  }
  return { world, preview: await world.run({ dryRun: true, firstRun }) };
}

describe('a preview', () => {
  it(`is what is written, field by field, when its plan is carried out: ${SEEDS} states`, async () => {
    let written = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { world, preview } = await plannedWorld(seed);
      const where = `seed ${seed}`;
      const planRunId = preview.planRunId ?? '';
      const steps = await world.plans.pageSteps(planRunId, { kind: null, after: null, limit: 10_000 });
      const before = sidesOf(world);
      const [writes, journal] = [writesOf(world), world.store.journal.length];
      expect(wrongBefores(before, steps), where).toEqual([]);

      const report = await world.run({ appliesPlan: planRunId });

      expect(report, where).toMatchObject({ outcome: 'done', itemErrors: [], problem: null });
      expect(contentsOf(sidesOf(world), before), where).toEqual(contentsOf(sidesAfter(before, steps), before));
      expect(writesDone(world.store.journal.slice(journal)), where).toEqual(writesPlanned(steps));
      const { unchanged: _said, ...counts } = preview.counts;
      expect(report.counts, where).toMatchObject(counts);
      written += writesOf(world) - writes;

      const quiet = await world.run();
      expect([quiet.outcome, quiet.counts.createdInCrm + quiet.counts.createdInExchange], where).toEqual(['done', 0]);
    }
    // Otherwise the states are too tame to prove anything.
    expect(written).toBeGreaterThan(SEEDS * 3);
  });

  it('writes to neither side and leaves what there is to do where it was', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { world, preview } = await plannedWorld(seed);
      const [before, writes] = [sidesOf(world), writesOf(world)];
      const again = await world.run({ dryRun: true });
      expect(again.planHash, `seed ${seed}`).toBe(preview.planHash);
      expect(writesOf(world)).toBe(writes);
      expect(sidesOf(world)).toEqual(before);
    }
  });
});
