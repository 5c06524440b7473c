import { describe, expect, it } from 'vitest';
import type { ItemRules } from '../../sync/index.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

interface Scene {
  readonly world: World;
  readonly crmId: string;
  readonly exchangeId: string;
}

/** A record of which everybody has what somebody made of it since the backup; and the backup is back. */
async function wreckedAndRestored(rules: Partial<ItemRules>): Promise<Scene> {
  const world = createWorld('contacts', { deleteCrmToExchange: true, deleteExchangeToCrm: true, ...rules });
  const pair = await pairInStep(world, person('Anna', { jobTitle: 'Director' }));
  const backup = world.crm.backUp();
  world.crm.edit(pair.crmId, { jobTitle: 'Wrecked' });
  await world.settle();
  world.crm.restore(backup);
  return { world, ...pair };
}

function titles({ world, crmId, exchangeId }: Scene): readonly unknown[] {
  const [record, item] = [world.crm.records.get(crmId), world.exchange.items.get(exchangeId)];
  return [record?.fields['jobTitle'], item?.fields['jobTitle']];
}

function statusOf({ world }: Scene): string | undefined {
  return [...world.store.scopes.values()][0]?.status;
}

function conflictsOf({ world }: Scene): readonly unknown[] {
  return world.store.journal.flatMap(({ op, conflict }) => (op === 'conflict' ? [conflict] : []));
}

async function heldHash({ world }: Scene): Promise<string> {
  const held = await world.run();
  expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
  return held.planHash ?? '';
}

async function expectQuiet({ world }: Scene): Promise<void> {
  forgetCalls(world);
  await world.settle();
  expect(writesOf(world)).toBe(0);
}

describe('O8: whose values count after a restore of the CRM', () => {
  it('the restored CRM’s, once the plan is approved: what Exchange had is a conflict, and the freeze is over', async () => {
    const scene = await wreckedAndRestored({ afterCrmRestore: 'crm' });
    const hash = await heldHash(scene);
    expect(titles(scene)).toEqual(['Director', 'Wrecked']);
    expect(await scene.world.run({ approvedHashes: [hash] })).toMatchObject({
      outcome: 'done',
      counts: { updatedInExchange: 1, updatedInCrm: 0, conflicts: 1 },
    });
    expect(titles(scene)).toEqual(['Director', 'Director']);
    expect(conflictsOf(scene)).toEqual([
      { field: 'jobTitle', winner: 'crm', base: 'Wrecked', crm: 'Director', exchange: 'Wrecked' },
    ]);
    expect(statusOf(scene)).toBe('ok');
    await expectQuiet(scene);
  });

  it('are chosen as long as the plan waits: another choice is another plan, and the former approval does not count', async () => {
    const scene = await wreckedAndRestored({ afterCrmRestore: 'ask' });
    const { world } = scene;
    const exchangeCounts = await heldHash(scene);
    expect(titles(scene)).toEqual(['Director', 'Wrecked']);
    world.rules = { ...world.rules, afterCrmRestore: 'crm' };
    expect(await world.run({ approvedHashes: [exchangeCounts] })).toMatchObject({ outcome: 'held' });
    const crmCounts = await heldHash(scene);
    expect(crmCounts).not.toBe(exchangeCounts);
    await world.run({ approvedHashes: [crmCounts] });
    expect(titles(scene)).toEqual(['Director', 'Director']);
  });

  it('Exchange’s, when the plan that asked is approved', async () => {
    const scene = await wreckedAndRestored({ afterCrmRestore: 'ask' });
    await scene.world.run({ approvedHashes: [await heldHash(scene)] });
    expect(titles(scene)).toEqual(['Wrecked', 'Wrecked']);
    expect(conflictsOf(scene)).toMatchObject([{ winner: 'exchange', crm: 'Director', exchange: 'Wrecked' }]);
    await expectQuiet(scene);
  });

  it.each([
    ['crm', 'Director'],
    ['ask', 'Wrecked'],
  ] as const)('and the run is taken back as any other: each side has again what it had (%s)', async (rule, title) => {
    const scene = await wreckedAndRestored({ afterCrmRestore: rule });
    const { runId } = await scene.world.run({ approvedHashes: [await heldHash(scene)] });
    expect(titles(scene)).toEqual([title, title]);
    await takeBack(scene.world, runId ?? '');
    expect(titles(scene)).toEqual(['Director', 'Wrecked']);
    await expectQuiet(scene);
  });

  it('I4: an edit made in Outlook since is on both sides, or a conflict tells of it', async () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      const scene = await wreckedAndRestored({ afterCrmRestore: 'crm', conflictStrategy });
      const { world, exchangeId } = scene;
      world.exchange.edit(exchangeId, { jobTitle: 'Since', nickname: 'Nina' });
      const first = await world.run();
      if (first.outcome === 'held') await world.run({ approvedHashes: [first.planHash ?? ''] });
      const wins = conflictStrategy === 'crm' ? 'Director' : 'Since';
      expect(titles(scene)).toEqual([wins, wins]);
      expect(world.crm.records.get(scene.crmId)?.fields['nickname']).toBe('Nina');
      expect(conflictsOf(scene)).toMatchObject([{ winner: conflictStrategy, crm: 'Director', exchange: 'Since' }]);
      expect(linkOf(world, scene.crmId)).toMatchObject({ state: 'LINKED' });
      await expectQuiet(scene);
    }
  });

  it.each<[string, Partial<ItemRules>, string, unknown]>([
    ['its rule is on again', { updateCrmToExchange: true }, 'Director', { winner: 'crm', exchange: 'Wrecked' }],
    ['Exchange counts', { afterCrmRestore: 'exchange' }, 'Wrecked', { winner: 'exchange', crm: 'Director' }],
  ])('wait for a rule also when the freeze is over, until %s', async (_until, change, title, conflict) => {
    const scene = await wreckedAndRestored({ afterCrmRestore: 'crm' });
    const { world } = scene;
    world.rules = { ...world.rules, updateCrmToExchange: false };
    await world.settle();
    expect([statusOf(scene), ...titles(scene), ...conflictsOf(scene)]).toEqual(['ok', 'Director', 'Wrecked']);
    world.rules = { ...world.rules, ...change };
    await world.settle();
    expect(titles(scene)).toEqual([title, title]);
    expect(conflictsOf(scene)).toMatchObject([conflict]);
  });

  it('of a record that could not be compared meanwhile, too, when nobody can be asked any more', async () => {
    const scene = await wreckedAndRestored({ afterCrmRestore: 'crm' });
    const { world, crmId, exchangeId } = scene;
    world.exchange.poisonWhen = (fields) => fields['jobTitle'] === 'Wrecked';
    await world.settle();
    expect(statusOf(scene)).toBe('ok');
    expect(linkOf(world, crmId)).toMatchObject({ notCompared: true });
    world.exchange.poisonWhen = () => false;
    world.exchange.edit(exchangeId, {});
    world.pass(25 * 3_600_000);
    await world.settle();
    expect(titles(scene)).toEqual(['Director', 'Director']);
    expect(conflictsOf(scene)).toMatchObject([{ winner: 'crm', exchange: 'Wrecked' }]);
  });

  it('I15: also when the process dies before or after any step of the approved run', async () => {
    const whole = await wreckedAndRestored({ afterCrmRestore: 'crm' });
    const hash = await heldHash(whole);
    whole.world.interruptions.restart();
    await whole.world.run({ approvedHashes: [hash] });
    const { steps } = whole.world.interruptions;
    expect(steps).toBeGreaterThan(10);
    for (let step = 1; step <= steps; step += 1)
      for (const moment of ['before', 'after'] as const) {
        const scene = await wreckedAndRestored({ afterCrmRestore: 'crm' });
        const { world } = scene;
        const approvedHashes = [await heldHash(scene)];
        world.interruptions.restart();
        world.interruptions.crashAt(step, moment);
        await world.run({ approvedHashes }).catch(() => undefined);
        world.interruptions.restart();
        for (let count = 0; count < 6 && (count === 0 || statusOf(scene) !== 'ok'); count += 1) {
          world.pass(200_000);
          const next = await world.run();
          if (next.outcome === 'held') await world.run({ approvedHashes: [next.planHash ?? ''] });
        }
        await world.settle();
        expect(titles(scene), `${moment} ${step}`).toEqual(['Director', 'Director']);
        expect(conflictsOf(scene)[0], `${moment} ${step}`).toMatchObject({ winner: 'crm', exchange: 'Wrecked' });
      }
  });
});
