import type { RunReport } from '../../src/sync-run/index.ts';
import type { Observation, Rest, Violation } from '../invariants/index.ts';
import { judge } from '../invariants/index.ts';
import { createFaults } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import { describeEnd, observe } from './observe.ts';
import { act } from './people.ts';
import type { Process } from './schedule.ts';
import { createProcess } from './schedule.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';
import { work } from './tasks.ts';
import { approvalOf, fateOf, runOnce } from './worker.ts';

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly steps: number;
  /** Of the whole trace: equal for equal seeds (I16). */
  readonly hash: number;
  readonly words: readonly string[];
  readonly end: readonly string[];
  readonly trace: readonly string[];
  readonly observation: Observation;
}

export interface SimulateOptions {
  readonly keepTrace?: boolean;
  /** Numbers of acts that are left out: how a failing history is made shorter. */
  readonly without?: ReadonlySet<number>;
}

const RUNS_TO_REST = 25;
const DAY_MS = 86_400_000;

/** One history from one seed: people act, runs fail, then everybody stops, and the end is judged. */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Outcome> {
  const swarm = swarmOf(seed);
  const world = await createSimulatedWorld(swarm, options.keepTrace ?? false);
  const problems: Violation[] = [];
  let rest: Rest | null = null;
  try {
    await disturbed(world, options.without ?? new Set());
    rest = await comeToRest(world);
  } catch (error) {
    problems.push({ invariant: 'I1', what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  for (const defect of world.defects)
    problems.push({
      invariant: 'I1',
      what: `a defect of ours: ${defect instanceof Error ? defect.stack : String(defect)}`,
    });
  const observation = observe(world, rest);
  return {
    seed,
    violations: [...problems, ...judge(observation).violations],
    steps: world.schedule.steps,
    hash: world.schedule.hash,
    words: world.history.words,
    end: describeEnd(world),
    trace: world.schedule.trace,
    observation,
  };
}

async function disturbed(world: SimulatedWorld, without: ReadonlySet<number>): Promise<void> {
  const { schedule, swarm } = world;
  const pace = randomFor(swarm.seed, 'pace');
  let number = 0;
  const people = (): void => {
    number += 1;
    if (!without.has(number)) act(world, number);
  };
  for (let count = 2 + pace.whole(6); count > 0; count -= 1) people();
  if (swarm.faults.has('actsDuringRuns'))
    schedule.between = () => {
      if (world.running > 0 && pace.chance(0.02)) people();
    };
  let turnsLeft = swarm.turns;
  const worker = async (name: string): Promise<void> => {
    const random = randomFor(swarm.seed, `worker ${name}`);
    let incarnation = 0;
    let process: Process | null = null;
    while (turnsLeft > 0) {
      turnsLeft -= 1;
      if (process === null) {
        incarnation += 1;
        const offset = swarm.faults.has('wrongClock') ? random.whole(7_200_000) - 3_600_000 : 0;
        process = createProcess(`${name}${incarnation}`, offset);
      }
      await schedule.sleep(process, random.pick([1_000, 20_000, 200_000, 200_000, DAY_MS]) ?? 0);
      for (let count = random.whole(4); count > 0; count -= 1) people();
      const mailbox = random.pick(world.mailboxes);
      if (mailbox === undefined) return;
      fateOf(world, process, random);
      const faults = createFaults(random, swarm.faults, () => world.calm);
      if ((await work({ world, process, mailbox, faults, random })) === 'died') process = null;
    }
  };
  const workers = swarm.faults.has('secondWorker') ? ['A', 'B'] : ['A'];
  await together(world, workers.map(worker));
  schedule.between = null;
}

/** Drives the schedule until all have ended and nothing is on its way any more. */
async function together(world: SimulatedWorld, works: readonly Promise<void>[]): Promise<void> {
  let open = works.length;
  const failures: unknown[] = [];
  for (const work of works) void work.catch((error: unknown) => failures.push(error)).finally(() => (open -= 1));
  await world.schedule.run(() => open === 0);
  if (failures[0] !== undefined) throw failures[0];
}

async function comeToRest(world: SimulatedWorld): Promise<Rest> {
  const { schedule, history, swarm } = world;
  world.calm = true;
  history.words.push('everybody stops');
  const process = createProcess('Z', 0);
  const faults = createFaults(randomFor(swarm.seed, 'rest'), new Set(), () => true);
  const cycle = async (): Promise<{ readonly writes: number; readonly held: boolean }> => {
    const before = history.writes.length;
    let held = false;
    schedule.pass(2 * DAY_MS);
    for (const mailbox of world.mailboxes)
      await together(world, [
        approvedRun(world, process, mailbox, faults).then((report) => void (held ||= report.outcome === 'held')),
      ]);
    return { writes: history.writes.length - before, held };
  };
  for (let runs = 1; runs <= RUNS_TO_REST; runs += 1) {
    const { writes, held } = await cycle();
    const open = world.mailboxes.some(({ memory }) => memory.intents.size > 0);
    if (writes > 0 || held || open) continue;
    return { runs, bound: RUNS_TO_REST, furtherWrites: (await cycle()).writes };
  }
  return { runs: null, bound: RUNS_TO_REST, furtherWrites: 0 };
}

/** A person approves whatever is held. */
async function approvedRun(
  world: SimulatedWorld,
  process: Process,
  mailbox: Mailbox,
  faults: ReturnType<typeof createFaults>,
): Promise<RunReport> {
  let report = await runOnce(world, process, mailbox, faults);
  if (typeof report !== 'string' && report.brake !== null)
    report = await runOnce(world, process, mailbox, faults, approvalOf(world, mailbox, report));
  if (typeof report === 'string' || report.outcome === 'failed')
    throw new Error(`a calm run fails: ${typeof report === 'string' ? report : report.problem?.code}`);
  return report;
}
