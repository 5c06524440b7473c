import { describe, expect, it } from 'vitest';
import { observeAsItStands } from '../../../test/crash/judged-world.ts';
import { judge } from '../../../test/invariants/index.ts';
import type { RunReport } from '../ports.ts';
import { Crash } from '../testing/interruptions.ts';
import { person } from '../testing/people.ts';
import { viewOf } from '../testing/view.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyOldDeletions, makeUpForAll, planOldDeletions } from './testing/make-up-for.ts';

const BOTH = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

/** Two old deletions on each side, and the approved plan of them. */
async function prepare(): Promise<{ readonly world: World; readonly plan: RunReport }> {
  const world = createWorld();
  for (const name of ['Anna', 'Bruno', 'Carla', 'Dario', 'Elena']) world.crm.put(person(name));
  await world.settle();
  const [anna, bruno, ...others] = [...world.store.links.values()];
  for (const link of [anna, bruno]) world.crm.erase(link?.crmId ?? '');
  for (const link of others.slice(0, 2)) world.exchange.erase(link.exchangeId ?? '');
  await world.settle();
  world.rules = { ...world.rules, ...BOTH };
  await world.settle();
  const plan = await planOldDeletions(world);
  world.interruptions.restart();
  return { world, plan };
}

describe('I15: making up for old deletions that dies before or after any step', () => {
  it('leaves what was deleted deleted, mirrors nothing, and offers the rest again', async () => {
    const calm = await prepare();
    await applyOldDeletions(calm.world, calm.plan);
    const names = [...calm.world.interruptions.names];
    await calm.world.settle();
    const expected = viewOf(calm.world);
    expect(expected.pairs).toHaveLength(1);
    expect(names.length).toBeGreaterThan(15);

    for (const [index, name] of names.entries())
      for (const moment of ['before', 'after'] as const) {
        const what = `${moment} step ${index + 1}: ${name}`;
        const { world, plan } = await prepare();
        world.interruptions.crashAt(index + 1, moment);
        await applyOldDeletions(world, plan).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        world.interruptions.restart();
        world.defects.length = 0;
        // Runs of the schedule come first: they find out what became of the writes that were under way.
        await world.settle();
        await makeUpForAll(world);
        await world.settle();
        expect(viewOf(world), what).toEqual(expected);
        expect(judge(observeAsItStands(world)).violations, what).toEqual([]);
        const writes = writesOf(world);
        await world.settle();
        expect(writesOf(world), what).toBe(writes);
      }
  }, 60_000);
});
