import { isDeepStrictEqual } from 'node:util';
import type { RunReport } from '../../src/sync-run/ports.ts';
import { Crash } from '../../src/sync-run/testing/interruptions.ts';
import type { View } from '../../src/sync-run/testing/view.ts';
import { viewOf } from '../../src/sync-run/testing/view.ts';
import type { World } from '../../src/sync-run/testing/world.ts';
import { writesOf } from '../../src/sync-run/testing/world.ts';
import { judge } from '../invariants/index.ts';
import { originOf } from '../simulation/mailbox.ts';
import type { DrawnScenario } from './draw-scenario.ts';
import type { JudgedWorld } from './judged-world.ts';
import { createJudgedWorld } from './judged-world.ts';
import type { WatchedWrites } from './watch-writes.ts';
import { watchWrites } from './watch-writes.ts';

/** What people see at the end, and what the connector remembers of items without a counterpart. */
interface End extends View {
  readonly unlinked: readonly string[];
}

export interface Exploration {
  readonly steps: number;
  readonly interruptedRuns: number;
  /** Ends that another order of the same work gives too, without any crash. */
  readonly otherEnds: number;
  readonly violations: readonly string[];
}

/** `forgetHints`: what a page of changes said to look at is gone after the crash, and the position behind it is not. */
export type Sabotage = 'forgetHints';

interface Prepared extends JudgedWorld {
  readonly writes: WatchedWrites;
}

/** Chunk sizes and waits under which the uninterrupted work may come to another end. */
const OTHER_ORDERS = [
  { chunkSize: 1, waitMs: 0 },
  { chunkSize: 2, waitMs: 0 },
  { chunkSize: 100, waitMs: 0 },
  { chunkSize: 100, waitMs: 400_000 },
];

/**
 * What the uninterrupted run of a scenario is, in a few words: two scenarios with the same words teach the same.
 * `null` when there is nothing to interrupt.
 */
export async function planOf(scenario: DrawnScenario): Promise<string | null> {
  const { world } = await prepare(scenario);
  const report = await world.run({ dryRun: true });
  if (report.outcome !== 'done') return null;
  const steps = report.steps.map((step) =>
    [step.kind, step.row, step.code, step.state ?? '', ...step.toCrm, '→', ...step.toExchange].join(' '),
  );
  if (steps.length === 0) return null;
  const { itemType, chunkSize, keepsIds, rules } = scenario;
  return JSON.stringify([itemType, chunkSize, keepsIds, rules.exchangeDeleteMode, steps.toSorted()]);
}

/**
 * Runs a scenario to its end, then again and again, each time with a process that dies before or after another one of
 * its steps, and looks whether the next run comes to an end that is reachable without dying.
 */
export async function crashEverywhere(scenario: DrawnScenario, sabotage?: Sabotage): Promise<Exploration> {
  const violations: string[] = [];
  const calm = await prepare(scenario);
  const steps = await countSteps(calm.world);
  await calm.world.settle();
  violations.push(...[...calm.writes.violations, ...broken(calm, 0)].map((what) => `without a crash: ${what}`));
  const ends: End[] = [endOf(calm.world)];
  let others: readonly End[] | null = null;
  let interruptedRuns = 0;
  for (let step = 1; step <= steps.length; step += 1)
    for (const moment of ['before', 'after'] as const) {
      const where = `${moment} step ${step} (${steps[step - 1]})`;
      const resumed = await prepare(scenario);
      interruptedRuns += 1;
      const found = await dieAndResume(resumed, step, moment, sabotage);
      violations.push(...[...found, ...resumed.writes.violations].map((what) => `${where}: ${what}`));
      const end = endOf(resumed.world);
      if (ends.some((known) => isDeepStrictEqual(known, end))) continue;
      others ??= await otherEnds(scenario);
      if (others.some((known) => isDeepStrictEqual(known, end))) ends.push(end);
      else violations.push(`${where}: I15: ${difference(ends[0], end)}`);
    }
  return { steps: steps.length, interruptedRuns, otherEnds: ends.length - 1, violations };
}

async function prepare(scenario: DrawnScenario, chunkSize = scenario.chunkSize): Promise<Prepared> {
  const judged = await createJudgedWorld(scenario, chunkSize);
  const { world } = judged;
  for (const part of scenario.before) {
    for (const act of part) judged.perform(act);
    await world.settle();
  }
  for (const act of scenario.acts) judged.perform(act);
  const writes = watchWrites(world);
  world.interruptions.restart();
  return { ...judged, writes };
}

async function countSteps(world: World): Promise<readonly string[]> {
  const report = await world.run();
  if (report.outcome === 'failed') throw new Error(`failed: ${report.problem?.code}`, { cause: world.defects[0] });
  return [...world.interruptions.names];
}

async function dieAndResume(
  resumed: Prepared,
  step: number,
  moment: 'before' | 'after',
  sabotage: Sabotage | undefined,
): Promise<readonly string[]> {
  const { world } = resumed;
  world.interruptions.crashAt(step, moment);
  await world.run().catch(ignoreCrash);
  const defects = world.defects.filter((defect) => !(defect instanceof Crash)).map(String);
  world.defects.length = 0;
  world.interruptions.restart();
  if (sabotage === 'forgetHints') world.store.hints.clear();
  try {
    await world.settle();
  } catch (error) {
    return [...defects, `I1: ${String(error)}`];
  }
  const writes = writesOf(world);
  const further: RunReport = await world.run();
  if (further.outcome !== 'done') defects.push(`a further run: ${further.outcome} ${further.problem?.code}`);
  return [...defects, ...broken(resumed, writesOf(world) - writes)];
}

/** What the invariants say of the end. */
function broken(judged: JudgedWorld, furtherWrites: number): readonly string[] {
  const { violations } = judge(judged.observe({ runs: 1, bound: 25, furtherWrites }));
  return violations.map(({ invariant, what }) => `${invariant}: ${what}`);
}

/** The process died before there was a run to report about. */
function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

async function otherEnds(scenario: DrawnScenario): Promise<readonly End[]> {
  const ends: End[] = [];
  for (const { chunkSize, waitMs } of OTHER_ORDERS) {
    const { world } = await prepare(scenario, chunkSize);
    world.pass(waitMs);
    await world.settle();
    ends.push(endOf(world));
  }
  return ends;
}

function endOf(world: World): End {
  // That a record is somebody else's is noted when it is met, and not met by everybody.
  const notes = [...world.store.unlinked.values()].filter(({ reason }) => reason.code !== 'not_ours');
  const unlinked = notes.map(({ side, itemId, state, reason }) => {
    const fields = side === 'crm' ? world.crm.records.get(itemId)?.fields : world.exchange.items.get(itemId)?.fields;
    return `${side} ${originOf(world.itemType, fields ?? {})} ${state} ${reason.row} ${reason.code}`;
  });
  return { ...viewOf(world), unlinked: unlinked.toSorted() };
}

function difference(expected: End | undefined, end: End): string {
  const lines = (['crm', 'exchange', 'pairs', 'unlinked'] as const).flatMap((part) => {
    const [wanted, got] = [expected?.[part] ?? [], end[part]];
    return [
      ...wanted.filter((line) => !got.includes(line)).map((line) => `- ${part} ${line}`),
      ...got.filter((line) => !wanted.includes(line)).map((line) => `+ ${part} ${line}`),
    ];
  });
  return lines.length === 0 ? 'as often as not' : `\n    ${lines.join('\n    ')}`;
}
