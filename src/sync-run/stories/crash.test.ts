import { describe, expect, it } from 'vitest';
import { observeAsItStands } from '../../../test/crash/judged-world.ts';
import { judge } from '../../../test/invariants/index.ts';
import { Crash } from '../testing/interruptions.ts';
import type { Scenario } from '../testing/scenarios.ts';
import { SCENARIOS } from '../testing/scenarios.ts';
import { SERIES_SCENARIOS } from '../testing/series-scenarios.ts';
import { viewOf } from '../testing/view.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

async function prepare(scenario: Scenario, chunkSize = 100): Promise<World> {
  const world = createWorld(scenario.itemType, scenario.rules);
  world.chunkSize = chunkSize;
  scenario.before?.(world);
  await world.settle();
  scenario.act(world);
  world.interruptions.restart();
  return world;
}

/** The process died before there was a run to report about. */
function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

const ALL = [...SCENARIOS, ...SERIES_SCENARIOS];

/** The long ones also in chunks of two, where a run takes many loads and the survey's chunks are read again. */
const RUNS = [
  ...ALL.map((scenario) => ({ scenario, chunkSize: 100, title: scenario.title })),
  ...SCENARIOS.filter(({ title }) => title === 'everything at once' || title.startsWith('several')).map((scenario) => ({
    scenario,
    chunkSize: 2,
    title: `${scenario.title}, in small chunks`,
  })),
];

describe('I15: a run that dies before or after any step leaves what an uninterrupted one leaves', () => {
  it.each(RUNS.map((one) => [one.title, one] as const))('%s', async (_title, { scenario, chunkSize }) => {
    const calm = await prepare(scenario, chunkSize);
    await calm.run();
    const { steps, names } = { steps: calm.interruptions.steps, names: [...calm.interruptions.names] };
    await calm.settle();
    const expected = viewOf(calm);
    expect(steps).toBeGreaterThan(5);

    for (let step = 1; step <= steps; step += 1)
      for (const moment of ['before', 'after'] as const) {
        const world = await prepare(scenario, chunkSize);
        world.interruptions.crashAt(step, moment);
        await world.run().catch(ignoreCrash);
        world.interruptions.restart();
        await world.settle();
        expect(
          world.defects.filter((defect) => !(defect instanceof Crash)),
          `${moment} step ${step}: ${names[step - 1]}`,
        ).toEqual([]);
        expect(viewOf(world), `${moment} step ${step}: ${names[step - 1]}`).toEqual(expected);
        const writes = writesOf(world);
        await world.run();
        expect(judge(observeAsItStands(world)).violations, `${moment} step ${step}: ${names[step - 1]}`).toEqual([]);
        expect(writesOf(world), `I2 ${moment} step ${step}: ${names[step - 1]}`).toBe(writes);
      }
  });
});

describe('§2.1: a write whose answer is lost makes no duplicate and loses nothing', () => {
  const lossy = ALL.filter((scenario) => !scenario.title.startsWith('more new records'));
  it.each(lossy.map((scenario) => [scenario.title, scenario] as const))('%s', async (_title, scenario) => {
    const calm = await prepare(scenario);
    await calm.settle();
    const expected = viewOf(calm);
    for (const fault of ['lostResponse', 'lostRequest', 'conflict'] as const)
      for (const count of [1, 3]) {
        const world = await prepare(scenario);
        for (let index = 0; index < count; index += 1) world.exchange.faults.push(fault);
        world.crm.loseNextAnswer = fault === 'lostResponse';
        await world.run();
        world.crm.loseNextAnswer = false;
        world.exchange.faults.length = 0;
        await world.settle();
        expect(viewOf(world), `${fault} × ${count}`).toEqual(expected);
        expect(judge(observeAsItStands(world)).violations, `${fault} × ${count}`).toEqual([]);
      }
  });

  it('U6: an item in flight is neither planned again nor matched, until the wait is over', async () => {
    const scenario = SCENARIOS.find(({ title }) => title === 'a new record');
    if (scenario === undefined) throw new Error('no such scenario');
    const world = await prepare(scenario);
    world.exchange.faults.push('lostRequest');
    await world.run();
    expect([...world.store.intents.values()]).toMatchObject([{ kind: 'createInExchange', outcome: 'unknown' }]);
    // A person makes the same contact by hand while the create may still land.
    const [record] = [...world.crm.records.values()];
    world.exchange.put(record?.fields ?? {});
    await world.run();
    expect(world.store.links.size).toBe(0);
    expect(world.crm.records.size).toBe(1);
    await world.settle();
    expect(world.exchange.items.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
  });

  it('an item that its user threw away before we knew that we had made it is not made again', async () => {
    const scenario = SCENARIOS.find(({ title }) => title === 'a new record');
    if (scenario === undefined) throw new Error('no such scenario');
    const world = await prepare(scenario);
    world.exchange.faults.push('lostResponse');
    await world.run();
    const [made] = world.exchange.inFolder('synchronised');
    world.exchange.move(made?.id ?? '', 'deletedItems');
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_C' }]);
  });

  it('a short remaining wait is slept through within the run', async () => {
    const scenario = SCENARIOS.find(({ title }) => title === 'a new record');
    if (scenario === undefined) throw new Error('no such scenario');
    const world = await prepare(scenario);
    world.exchange.faults.push('lostRequest');
    await world.run({ waitOutSeconds: 2 });
    expect(world.exchange.items.size).toBe(0);
    await world.run({ waitOutSeconds: 2 });
    expect(world.exchange.items.size).toBe(1);
  });
});
