import { describe, expect, it } from 'vitest';
import type { RunReport } from '../ports.ts';
import { Crash } from '../testing/interruptions.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { contentOf, startHistory } from './testing/histories.ts';
import { applyUndo, planUndoOf, takeBack } from './testing/take-back.ts';

interface Ready {
  readonly world: World;
  /** Both sides before the run that is taken back. */
  readonly before: ReturnType<typeof contentOf>;
  readonly run: string;
  readonly plan: RunReport;
}

/** A run, and the approved plan that takes it back. */
async function prepare(seed: number): Promise<Ready> {
  const history = await startHistory(seed);
  const { world } = history;
  history.work(6 + history.random.whole(6));
  const before = contentOf(world);
  const run = (await history.run()).runId ?? '';
  const plan = await planUndoOf(world, run);
  world.interruptions.restart();
  return { world, before, run, plan };
}

async function takeBackTheRest({ world, run }: Ready): Promise<void> {
  world.interruptions.restart();
  world.defects.length = 0;
  // Runs of the schedule come first: they find out what became of the writes that were under way.
  await world.settle();
  await takeBack(world, run);
  await world.settle();
}

/** I8: one that no memory names would be made a second time on the other side, the day somebody edits it. */
function expectEverythingKnown({ crm, exchange, store }: World, what: string): void {
  const live = [...store.links.values()].filter(({ state }) => state !== 'CLOSED');
  const known = new Set([
    ...live.flatMap(({ crmId, exchangeId }) => [crmId, exchangeId]),
    ...[...store.unlinked.values()].map(({ itemId }) => itemId),
  ]);
  const ids = [...crm.records.keys(), ...exchange.inFolder('synchronised').map(({ id }) => id)];
  expect(
    ids.filter((id) => !known.has(id)),
    what,
  ).toEqual([]);
}

async function expectQuiet(world: World, what: string): Promise<void> {
  expectEverythingKnown(world, what);
  const writes = writesOf(world);
  await world.settle();
  expect(writesOf(world), `${what}: a further run writes nothing`).toBe(writes);
}

const SEEDS = [3, 7, 26, 34];

describe('I15: an undo that dies before or after any step', () => {
  it.each(SEEDS)('mirrors nothing to the other side, and another undo does the rest (seed %i)', async (seed) => {
    const calm = await prepare(seed);
    await applyUndo(calm.world, calm.run, calm.plan);
    const names = [...calm.world.interruptions.names];
    expect(contentOf(calm.world)).toEqual(calm.before);
    expect(names.length).toBeGreaterThan(10);

    for (const [index, name] of names.entries())
      for (const moment of ['before', 'after'] as const) {
        const what = `${moment} step ${index + 1}: ${name}`;
        const ready = await prepare(seed);
        ready.world.interruptions.crashAt(index + 1, moment);
        await applyUndo(ready.world, ready.run, ready.plan).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        await takeBackTheRest(ready);
        expect(contentOf(ready.world), what).toEqual(ready.before);
        await expectQuiet(ready.world, what);
      }
  });
});

describe('§2.1: an undo whose answers are lost', () => {
  it.each(SEEDS)('makes no duplicate and loses nothing (seed %i)', async (seed) => {
    for (const fault of ['lostResponse', 'lostRequest', 'conflict'] as const)
      for (const count of [1, 3]) {
        const ready = await prepare(seed);
        const { world, run, plan } = ready;
        for (let index = 0; index < count; index += 1) world.exchange.faults.push(fault);
        world.crm.loseNextAnswer = fault === 'lostResponse';
        await applyUndo(world, run, plan);
        world.crm.loseNextAnswer = false;
        world.exchange.faults.length = 0;
        await takeBackTheRest(ready);
        expect(contentOf(world), `${fault} × ${count}`).toEqual(ready.before);
        await expectQuiet(world, `${fault} × ${count}`);
      }
  });

  it.each(['crm', 'exchange'] as const)(
    'I4: what a person edits in %s before it is known that it was made anew there counts as an edit',
    async (side) => {
      const world = createWorld();
      const other = side === 'crm' ? 'exchange' : 'crm';
      world[other].put(person('Anna'));
      const made = await world.run();
      const undone = await takeBack(world, made.runId ?? '');
      const plan = await planUndoOf(world, undone.runId ?? '');
      if (side === 'crm') world.crm.loseNextAnswer = true;
      else world.exchange.faults.push('lostResponse');
      await applyUndo(world, undone.runId ?? '', plan);
      const [record] = world.crm.records.values();
      const [item] = world.exchange.inFolder('synchronised');
      world.crm.edit(record?.id ?? '', { jobTitle: 'Ours' });
      world.exchange.edit(item?.id ?? '', { jobTitle: 'Theirs' });
      await world.settle();
      expect(world.crm.records.get(record?.id ?? '')?.fields).toMatchObject({ jobTitle: 'Ours' });
      expect(world.exchange.items.get(item?.id ?? '')?.fields).toMatchObject({ jobTitle: 'Ours' });
      const conflicts = world.store.journal.flatMap(({ conflict }) => conflict ?? []);
      expect(conflicts).toMatchObject([{ field: 'jobTitle', crm: 'Ours', exchange: 'Theirs' }]);
    },
  );
});
