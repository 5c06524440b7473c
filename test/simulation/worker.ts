import { ConnectorError } from '../../src/model/index.ts';
import type { FindingStore } from '../../src/store/findings.ts';
import type { RunInput, RunPorts, RunReport } from '../../src/sync-run/index.ts';
import { oldDeletionsRun, runScope, undoRun, verifyScope } from '../../src/sync-run/index.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { brakesOf } from './brakes.ts';
import { ZONE } from './calendar.ts';
import type { Faults } from './faults.ts';
import { watchingForOutOfSight } from './linked-out-of-sight.ts';
import type { Mailbox } from './mailbox.ts';
import { originOf } from './mailbox.ts';
import { reachCrm } from './reach-crm.ts';
import { reachExchange } from './reach-exchange.ts';
import { reachStore } from './reach-store.ts';
import type { RunContext } from './run-context.ts';
import type { Process } from './schedule.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { STAMP_KEY } from './simulated-world.ts';

const CALL_TIMEOUT_MS = 75_000;
const WAIT_OUT_SECONDS = 180;

export type Task =
  | { readonly kind: 'sync' | 'verify' | 'oldDeletions' }
  | { readonly kind: 'undo'; readonly undoOf: string };

/** A report, or why there is none. */
export type Ended = RunReport | 'died' | 'not begun';

export function contextOf(
  world: SimulatedWorld,
  process: Process,
  mailbox: Mailbox,
  faults: Faults,
  cause: RunContext['cause'],
): RunContext {
  const sharedAtStart = linkedElsewhere(world, mailbox);
  return {
    schedule: world.schedule,
    process,
    faults,
    history: world.history,
    mailbox,
    colleagues: world.mailboxes,
    isShared: (recordId) => sharedAtStart.has(recordId) && linkedElsewhere(world, mailbox).has(recordId),
    cause,
    runFrom: world.history.at(),
    rules: mailbox.rules,
    from: mailbox.from,
    callTimeoutMs: CALL_TIMEOUT_MS,
  };
}

/** Records that other mailboxes are linked to now. */
function linkedElsewhere({ mailboxes }: SimulatedWorld, mailbox: Mailbox): ReadonlySet<string> {
  return new Set(
    mailboxes
      .filter((other) => other !== mailbox)
      .flatMap(({ memory }) => [...memory.links.values()])
      .flatMap(({ state, crmId }) => (state === 'LINKED' && crmId !== null ? [crmId] : [])),
  );
}

/**
 * The real run code on a simulated outside. Does not end before the run does, or its process.
 */
export async function runOnce(
  world: SimulatedWorld,
  process: Process,
  mailbox: Mailbox,
  faults: Faults,
  { task = { kind: 'sync' }, ...change }: Partial<RunInput> & { readonly task?: Task } = {},
): Promise<Ended> {
  const { schedule, swarm, history } = world;
  const context = contextOf(world, process, mailbox, faults, task.kind === 'undo' ? 'undo' : 'sync');
  history.words.push(`${process.name} runs ${mailbox.scope.id}${taskInWords(task, change)}`);
  world.running += 1;
  const run = execute(
    task,
    {
      exchange: reachExchange(context),
      crm: reachCrm(context),
      store: reachStore(context, watchingForOutOfSight(world, mailbox, world.stores.store), 'store'),
      runs: reachStore(context, world.runs, 'runs'),
      plans: reachStore(context, world.plans, 'plans'),
      clock: {
        now: () => new Date(schedule.nowMs() + process.clockOffsetMs).toISOString(),
        monotonicMs: () => schedule.nowMs(),
        sleep: (ms) => schedule.sleep(process, ms),
      },
      newId: world.newId,
      stampKey: STAMP_KEY,
      onProgress: () => undefined,
      onApproved: async () => undefined,
      onDefect: (error) => void world.defects.push(error),
    },
    {
      scopeId: mailbox.scope.id,
      rules: mailbox.rules,
      appointmentsFrom: mailbox.from,
      zone: ZONE,
      today: () => world.today,
      dryRun: false,
      firstRun: swarm.approveFirst ? 'approve' : 'automatic',
      approvedHashes: [],
      appliesPlan: null,
      brakes: brakesOf(swarm),
      waitOutSeconds: WAIT_OUT_SECONDS,
      callTimeoutMs: CALL_TIMEOUT_MS,
      ownerId: process.name,
      listedSteps: 0,
      chunkSize: swarm.chunkSize,
      ...change,
    },
    reachStore(context, world.findings, 'findings'),
  );
  const report = await Promise.race([run.catch(beforeTheRun), process.death.then(() => 'died' as const)]);
  world.running -= 1;
  const end = typeof report === 'string' ? report : `${report.outcome} ${report.problem?.code ?? ''}`;
  history.words.push(`${process.name} ends ${mailbox.scope.id}: ${end}`);
  schedule.note(`${process.name} ends: ${end}`);
  return report;
}

function execute(task: Task, ports: RunPorts, input: RunInput, findings: FindingStore): Promise<RunReport> {
  switch (task.kind) {
    case 'sync':
      return runScope(ports, input);
    case 'undo':
      return undoRun(ports, input, task.undoOf);
    case 'verify':
      return verifyScope(ports, input, findings);
    case 'oldDeletions':
      return oldDeletionsRun(ports, input);
  }
}

function taskInWords(task: Task, { dryRun, appliesPlan }: Partial<RunInput>): string {
  const { kind } = task;
  const what = kind === 'undo' ? ` to undo ${task.undoOf}` : kind === 'sync' ? '' : ` for ${kind}`;
  return `${what}${dryRun === true ? ' and only plans' : ''}${appliesPlan == null ? '' : ` by the plan of ${appliesPlan}`}`;
}

/** What fails before there is a run is thrown. */
function beforeTheRun(error: unknown): 'not begun' {
  if (error instanceof ConnectorError) return 'not begun';
  throw error;
}

/**
 * A person lets the plan be carried out that was held. In a mailbox that was moved this says of every item that was not
 * recognised that it is gone.
 */
export function approvalOf(
  { history }: SimulatedWorld,
  { itemType, memory, exchange, crm, scope }: Mailbox,
  { brake, planHash }: RunReport,
): { readonly approvedHashes: readonly string[] } {
  if (brake?.kind === 'mailboxChanged')
    for (const { state, crmId, exchangeId } of memory.links.values()) {
      const record = crm.records.get(crmId ?? '');
      if (state === 'CLOSED' || record === undefined || exchange.items.has(exchangeId ?? '')) continue;
      const origin = originOf(itemType, record.fields);
      const place = { side: 'exchange', scopeId: scope.id, itemId: exchangeId ?? '', origin } as const;
      history.acts.push({ kind: 'delete', at: history.at(), ...place });
    }
  return { approvedHashes: [planHash ?? ''] };
}

/** Where in its run a process dies or stops, if it does. */
export function fateOf({ swarm }: SimulatedWorld, process: Process, random: Random): void {
  process.diesAtTurn = null;
  process.diesAfterWrites = null;
  process.stopsAt = null;
  const dies = random.chance(0.35);
  const stops = random.chance(0.25);
  const turn = process.turns + 1 + random.whole(60);
  const forMs = 30_000 + random.whole(400_000);
  const writes = random.chance(0.5) ? 1 + random.whole(4) : null;
  if (dies && swarm.faults.has('crash')) {
    process.diesAfterWrites = writes;
    if (writes === null) process.diesAtTurn = turn;
  }
  if (!dies && stops && swarm.faults.has('zombie')) process.stopsAt = { turn, forMs };
}
