import type { Random } from '../../src/sync-run/testing/random.ts';
import type { Observation, Violation } from '../invariants/index.ts';
import { judge } from '../invariants/index.ts';
import { comeToRest, createCalm, mailOnce, undoOnce } from './at-rest.ts';
import { createFaults } from './faults.ts';
import type { Focus } from './focus.ts';
import { focused } from './focus.ts';
import type { History } from './history.ts';
import { describeEnd, observe } from './observe.ts';
import { act, secondThoughts } from './people.ts';
import type { Process } from './schedule.ts';
import { createProcess } from './schedule.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { drawnFrom, randomFor, swarmOf } from './swarm.ts';
import { work } from './tasks.ts';
import { fateOf } from './worker.ts';

export interface Outcome {
  readonly seed: number;
  readonly focus: Focus | null;
  readonly violations: readonly Violation[];
  readonly steps: number;
  /** Of the whole trace: equal for equal seeds (I16). */
  readonly hash: number;
  readonly words: readonly string[];
  readonly end: readonly string[];
  readonly trace: readonly string[];
  readonly observation: Observation;
  /** What the judge lets pass for reasons of people's own. */
  readonly doubts: History['doubts'];
}

export interface SimulateOptions {
  readonly keepTrace?: boolean;
  /** Numbers of acts that are left out: how a failing history is made shorter. */
  readonly without?: ReadonlySet<number>;
  /** What is in the history whatever the seed draws. */
  readonly focus?: Focus | null;
}

/** At the end of every so many histories one more run is taken back. */
const UNDO_EVERY = 4;
const FIRST_OF_THE_UNDO = 100_000;
const FIRST_OF_THE_MAILS = 200_000;
/**
 * Where nearly all that people do is new and every run looks at everything, a run grows by more than it settles: without
 * an end to what they do meanwhile, some histories would have none.
 */
const DURING_RUNS_AT_MOST = 400;
const DAY_MS = 86_400_000;

/** One history from one seed: people act, runs fail, then everybody stops, and the end is judged. */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Outcome> {
  const { focus = null } = options;
  const swarm = focus === null ? swarmOf(seed) : focused(drawnFrom(seed), focus);
  const world = await createSimulatedWorld(swarm, options.keepTrace ?? false);
  const problems: Violation[] = [];
  let observation = observe(world, null);
  try {
    await disturbed(world, options.without ?? new Set());
    const calm = createCalm(world, (work) => together(world, [work]));
    observation = observe(world, await comeToRest(calm));
    if (swarm.theme === 'meetings') observation = observe(world, await mailOnce(calm, FIRST_OF_THE_MAILS));
    const undo = swarm.theme !== 'rows' && seed % UNDO_EVERY === 0 ? await undoOnce(calm, FIRST_OF_THE_UNDO) : null;
    if (undo !== null && undo !== undefined) observation = { ...observation, undo };
  } catch (error) {
    problems.push({ invariant: 'I1', what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  for (const defect of world.defects)
    problems.push({
      invariant: 'I1',
      what: `a defect of ours: ${defect instanceof Error ? defect.stack : String(defect)}`,
    });
  // It did not come to its end: what holds at any moment is judged all the same.
  if (observation.rest === undefined) observation = observe(world, null);
  return {
    seed,
    focus,
    violations: [...problems, ...judge(observation).violations],
    steps: world.schedule.steps,
    hash: world.schedule.hash,
    words: world.history.words,
    end: describeEnd(world),
    trace: world.schedule.trace,
    observation,
    doubts: world.history.doubts,
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
  let duringRuns = 0;
  if (swarm.faults.has('actsDuringRuns'))
    schedule.between = () => {
      if (world.running === 0 || duringRuns === DURING_RUNS_AT_MOST || !pace.chance(0.02)) return;
      duringRuns += 1;
      people();
    };
  let turnsLeft = swarm.turns;
  const worker = async (name: string): Promise<void> => {
    const random = randomFor(swarm.seed, `worker ${name}`);
    const clocks = randomFor(swarm.seed, `clock of ${name}`);
    let incarnation = 0;
    let process: Process | null = null;
    while (turnsLeft > 0) {
      turnsLeft -= 1;
      if (process === null) {
        incarnation += 1;
        const offset = swarm.faults.has('wrongClock') ? wrongBy(random) : 0;
        process = createProcess(`${name}${incarnation}`, offset);
      }
      await schedule.sleep(process, random.pick([1_000, 20_000, 200_000, 200_000, DAY_MS]) ?? 0);
      for (let count = random.whole(4); count > 0; count -= 1) people();
      secondThoughts(world, turnsLeft);
      const mailbox = random.pick(world.mailboxes);
      if (mailbox === undefined) return;
      fateOf(world, process, random);
      if (swarm.faults.has('wrongClock') && clocks.chance(0.3))
        process.setsClockAt = { turn: process.turns + 1 + clocks.whole(60), offsetMs: wrongBy(clocks) };
      const faults = createFaults(random, swarm.faults, () => world.calm);
      if ((await work({ world, process, mailbox, faults, random })) === 'died') process = null;
    }
  };
  const workers = swarm.faults.has('secondWorker') ? ['A', 'B'] : ['A'];
  await together(world, workers.map(worker));
  schedule.between = null;
}

/** Milliseconds, up to an hour to either side. */
function wrongBy(random: Random): number {
  return random.whole(7_200_000) - 3_600_000;
}

/** Drives the schedule until all have ended and nothing is on its way any more. */
async function together(world: SimulatedWorld, works: readonly Promise<void>[]): Promise<void> {
  let open = works.length;
  const failures: unknown[] = [];
  for (const work of works) void work.catch((error: unknown) => failures.push(error)).finally(() => (open -= 1));
  await world.schedule.run(() => open === 0);
  if (failures[0] !== undefined) throw failures[0];
}
