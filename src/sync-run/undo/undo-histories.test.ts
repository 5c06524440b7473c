import { describe, expect, it } from 'vitest';
import type { World } from '../testing/world.ts';
import { writesOf } from '../testing/world.ts';
import { contentOf, startHistory } from './testing/histories.ts';
import { planUndoOf, takeBack } from './testing/take-back.ts';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed + 1);

async function expectQuiet(world: World, seed: number): Promise<void> {
  const before = writesOf(world);
  for (let count = 0; count < 2; count += 1) {
    world.pass(200_000);
    expect((await world.run()).outcome, `seed ${seed}`).toBe('done');
  }
  expect(writesOf(world), `seed ${seed}: a further run writes nothing`).toBe(before);
}

describe('I14: a run that is taken back', () => {
  it('leaves both sides as they were before it, and a further run writes nothing', async () => {
    for (const seed of SEEDS) {
      const history = await startHistory(seed);
      const { world } = history;
      const { log } = history.work(3 + history.random.whole(6));
      const before = contentOf(world);
      const run = await history.run();
      await takeBack(world, run.runId ?? '');
      expect(contentOf(world), `seed ${seed}\n${log.join('\n')}`).toEqual(before);
      await expectQuiet(world, seed);
      expect(contentOf(world), `seed ${seed}, after further runs`).toEqual(before);
      expect((await planUndoOf(world, run.runId ?? '')).steps, `seed ${seed}: nothing is left`).toEqual([]);
    }
  });

  it('is in effect again when the undo is taken back', async () => {
    for (const seed of SEEDS) {
      const history = await startHistory(seed);
      const { world } = history;
      const { log } = history.work(3 + history.random.whole(6));
      const run = await history.run();
      const result = contentOf(world);
      const undo = await takeBack(world, run.runId ?? '');
      await takeBack(world, undo.runId ?? '');
      expect(contentOf(world), `seed ${seed}\n${log.join('\n')}`).toEqual(result);
      await expectQuiet(world, seed);
      expect(contentOf(world), `seed ${seed}, after further runs`).toEqual(result);
    }
  });

  it('I4: keeps what people wrote between the run and the undo', async () => {
    for (const seed of SEEDS) {
      const history = await startHistory(seed);
      const { world } = history;
      history.work(3 + history.random.whole(6));
      const run = await history.run();
      const { values, log } = history.work(2 + history.random.whole(5));
      const there = (): string => JSON.stringify([contentOf(world), [...world.exchange.items.values()]]);
      const since = values.filter((value) => there().includes(value));
      if (history.random.chance(0.4)) await history.run();
      const atUndo = since.filter((value) => there().includes(value));
      await takeBack(world, run.runId ?? '');
      const lost = atUndo.filter((value) => !there().includes(value));
      expect(lost, `seed ${seed}\n${log.join('\n')}`).toEqual([]);
      await world.settle();
    }
  });
});
