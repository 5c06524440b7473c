import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../simulator/index.ts';
import type { Run } from '../../src/api/resources.ts';
import type { Dice } from '../../src/demo/sample-data/dice.ts';
import { createDice } from '../../src/demo/sample-data/dice.ts';
import type { Rest } from '../invariants/index.ts';
import { judge } from '../invariants/index.ts';
import { atMoment, randomMoment } from './moment.ts';
import { observe } from './observe.ts';
import type { People } from './people.ts';
import { createPeople } from './people.ts';
import type { Preparation } from './prepared.ts';
import type { KilledWorld } from './world.ts';
import { openKilledWorld } from './world.ts';

export interface HistoryResult {
  readonly seed: number;
  /** That hit a worker in the midst of a synchronisation. */
  readonly kills: number;
  readonly violations: readonly string[];
  /** Everything that was done and seen, for whoever looks for the reason. */
  readonly log: readonly string[];
}

const MOST_KILLS = 3;
/** A worker that was killed after its run had ended has interrupted nothing: another turn. */
const TURNS = 8;
const TURN_LIMIT_MS = 15_000;
/** Longer than a write of which nobody knows may still be under way (`RACCORDO_WAIT_OUT_SECONDS`). */
const WAITED_OUT_MS = 1_200;
const BOUND = 25;

const FAULTS: readonly [Fault, ...Fault[]] = [
  { kind: 'drop', when: 'afterCommit' },
  { kind: 'drop', when: 'beforeCommit' },
  { kind: 'truncatedBody' },
  { kind: 'delay', ms: 400, when: 'beforeCommit' },
  { kind: 'delay', ms: 400, when: 'afterCommit' },
  { kind: 'httpStatus', status: 503, retryAfterSeconds: 1 },
  { kind: 'itemError', code: 'ErrorIrresolvableConflict' },
  { kind: 'itemError', code: 'ErrorInternalServerTransientError' },
];
const WRITES = ['CreateItem', 'UpdateItem', 'DeleteItem', 'MoveItem', 'SyncFolderItems', 'GetItem'] as const;

/**
 * One history with a real worker process: people work on both sides while runs are under way, answers get lost, the
 * worker is killed with -9 and started again. Then everybody stops, and the invariants must hold.
 */
export async function killedHistory(preparation: Preparation, seed: number): Promise<HistoryResult> {
  const dice = createDice(seed);
  const world = await openKilledWorld(await preparation.newPlace(), dice);
  const people = createPeople(dice, { all: world.mailboxes, watch: world.watch });
  let kills = 0;
  const violations: string[] = [];
  try {
    people.say(`rules ${JSON.stringify(world.rules)}`);
    await settleIn(world, people, dice);
    const wanted = 1 + dice.roll(MOST_KILLS);
    for (let turn = 0; turn < TURNS && kills < wanted; turn += 1) if (await killedTurn(world, people, dice)) kills += 1;
    const rest = await comeToRest(world, people);
    const observation = await observe(world, people.diary, rest);
    for (const { invariant, what } of judge(observation).violations) violations.push(`${invariant}: ${what}`);
    if (violations.length > 0) people.diary.log.push('--- end', ...describe(observation));
  } catch (error) {
    violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await world.close();
  }
  return { seed, kills, violations, log: people.diary.log };
}

/** What is there before anything is synchronised. */
async function settleIn(world: KilledWorld, people: People, dice: Dice): Promise<void> {
  const { crm } = await world.start();
  await world.apply(false);
  for (let count = 1 + dice.roll(4); count > 0; count -= 1) await people.enterInCrm(crm);
  for (let count = 1 + dice.roll(4); count > 0; count -= 1) people.enterInMailbox();
  for (let count = dice.roll(3); count > 0; count -= 1) await people.enterOnBothSides(crm);
  await world.apply(true);
}

/** @returns whether the worker was killed in the midst of its work */
async function killedTurn(world: KilledWorld, people: People, dice: Dice): Promise<boolean> {
  const { simulator } = world;
  if (world.worker() === null) await world.start();
  if (dice.once(3)) {
    const fault = dice.pick(FAULTS);
    const operation = dice.pick(WRITES);
    people.say(`fault ${JSON.stringify(fault)} of ${operation}`);
    simulator.faults.inject({ fault, operation, skip: dice.roll(3), times: 1 + dice.roll(2) });
  }
  const moment = randomMoment(dice, world.place.tellsCommits);
  const busy = dice.roll(4);
  let running = true;
  let wasRunning = false;
  const struck: Promise<void>[] = [];
  const strike = (): void => {
    wasRunning = running;
    struck.push(world.kill());
    people.say(`kill -9 at ${JSON.stringify(moment)}${running ? '' : ', too late'}`);
  };
  const disarm = atMoment(moment, world, strike);
  const ended = (async () => {
    try {
      await world.synchronise();
      people.say('the runs ended before the kill');
    } catch {
      // The worker died, which is what this is about.
    } finally {
      running = false;
    }
  })();
  const acting = (async () => {
    for (let acts = 1 + dice.roll(3); acts > 0; acts -= 1) await people.act(world.worker()?.crm ?? null);
    const until = Date.now() + TURN_LIMIT_MS;
    while (running && busy > 0 && Date.now() < until) {
      await sleep(dice.roll(200 / busy));
      if (running) await people.act(world.worker()?.crm ?? null);
    }
  })();
  await Promise.all([ended, acting]);
  disarm();
  // A moment that did not come: the worker lives, and goes on with what people do next.
  await Promise.all(struck);
  return wasRunning;
}

/** People and faults stop; the worker runs until nothing is written any more. */
async function comeToRest(world: KilledWorld, people: People): Promise<Rest> {
  world.simulator.faults.clear();
  if (world.worker() === null) await world.start();
  await sleep(WAITED_OUT_MS);
  for (let runs = 1; runs <= BOUND; runs += 1) {
    const written = await writesOfOneRound(world, people);
    if (written > 0) continue;
    // Once more after what may still be waited for: an interrupted write is looked at only then.
    await sleep(WAITED_OUT_MS);
    if ((await writesOfOneRound(world, people)) > 0) continue;
    const furtherWrites = await writesOfOneRound(world, people);
    people.say(`at rest after ${runs} rounds`);
    await world.kill();
    return { runs, bound: BOUND, furtherWrites };
  }
  await world.kill();
  return { runs: null, bound: BOUND, furtherWrites: 0 };
}

async function writesOfOneRound(world: KilledWorld, people: People): Promise<number> {
  const before = world.watch.changes.length;
  let runs = await world.synchronise();
  // What a brake holds, a person lets through: it was wanted.
  const held = runs.filter(({ outcome }) => outcome === 'held');
  if (held.length > 0) runs = [...runs, ...(await world.synchronise(held))];
  world.watch.look();
  people.say(
    `runs: ${runs.map(({ itemType, outcome, problem, counts }) => `${itemType} ${outcome} ${problem?.code ?? ''} ${told(counts)}`).join('; ')}`,
  );
  const failed = runs.filter(({ outcome }) => outcome === 'failed' || outcome === 'busy');
  const inCrm = runs.reduce((sum, run) => sum + writesIn(run, /^(created|updated|deleted)InCrm$/), 0);
  return failed.length + inCrm + (world.watch.changes.length - before);
}

function writesIn({ outcome, counts }: Run, pattern: RegExp): number {
  if (outcome === 'held' || counts === null) return 0;
  return Object.entries(counts).reduce((sum, [name, count]) => (pattern.test(name) ? sum + count : sum), 0);
}

function told(counts: Run['counts']): string {
  const some = Object.entries(counts ?? {}).filter(([name, count]) => count > 0 && name !== 'unchanged');
  return some.map(([name, count]) => `${name} ${count}`).join(' ');
}

function describe({ scopes, acts, writes }: Awaited<ReturnType<typeof observe>>): readonly string[] {
  return [
    ...scopes.flatMap((scope) => [
      `scope ${scope.id}: ${scope.openIntents} open intents, ${scope.hints.length} hints`,
      ...scope.records.map(
        (record) => `  record ${record.id} ${record.origin} ${record.standing} ${JSON.stringify(record.fields)}`,
      ),
      ...scope.items.map(
        (item) => `  item ${item.id.slice(-12)} ${item.origin} ${item.place} ${JSON.stringify(item.fields)}`,
      ),
      ...scope.links.map(
        (link) =>
          `  link ${link.id} ${link.state} ${link.crmId} ${link.exchangeId?.slice(-12)} ${link.stamp.slice(0, 8)}${link.ambiguous ? ' ambiguous' : ''}`,
      ),
      ...scope.unlinked.map(
        (row) => `  unlinked ${row.side} ${row.itemId.slice(-12)} ${row.state} ${JSON.stringify(row.reason)}`,
      ),
      ...scope.journal.map(
        (entry) =>
          `  journal ${entry.op} ${entry.side} ${entry.crmId} ${entry.exchangeId?.slice(-12)} ${entry.reason.row} ${entry.reason.code} ${JSON.stringify(entry.before)} → ${JSON.stringify(entry.after)} ${JSON.stringify(entry.conflict)}`,
      ),
    ]),
    ...acts.map((act) => `act ${JSON.stringify(act)}`),
    ...writes.map(({ rules: _same, ...write }) => `write ${JSON.stringify(write)}`),
  ];
}
