import type { Instant } from '../model/index.ts';
import { ConnectorError, synchronisedFields } from '../model/index.ts';
import type { RunKind, RunRecord, Scope } from '../store/port.ts';
import { NO_COUNTS } from '../store/port.ts';
import type { Brake } from '../sync/index.ts';
import { frozenBy, windowStart, withDeletionsSince } from '../sync/index.ts';
import { itemKey } from './item-key.ts';
import type { LeaseKeeper } from './lease.ts';
import { leasedCrm, leasedExchange, takeLease } from './lease.ts';
import type { PlanOutline } from './plan/plan-document.ts';
import { createTally } from './plan/tally.ts';
import type { RunInput, RunPhase, RunPorts, RunReport } from './ports.ts';
import { NOTHING_LEFT_BEHIND } from './pull/left-behind.ts';
import { createSightings } from './pull/sightings.ts';
import { createUnread } from './pull/unread.ts';
import type { Run } from './run.ts';
import { createInFlight } from './settle/in-flight.ts';
import { asPrivacyAllows } from './sides/private-as-busy.ts';
import { sidesAsCrmKeeps } from './sides/sides-as-kept.ts';

/** What a run is for. Everything else about it is the same for all kinds. */
export interface RunTask {
  readonly kind: RunKind;
  /** The run that this one takes back. */
  readonly undoOf: string | null;
  /** Under the lease, with sides that refuse calls which the lease might not outlive. What it throws fails the run. */
  work(run: Run, timed: Timed): Promise<RunResult>;
}

/** What takes back or compares is a person's own act, whatever the rules say. */
const FOLLOWS_RULES: readonly RunKind[] = ['sync', 'oldDeletions'];

/** Measures a phase of a run. */
export type Timed = <T>(phase: RunPhase, work: () => Promise<T>) => Promise<T>;

/** What came of the work of a run. */
export interface RunResult {
  /** How often both sides were looked at. */
  readonly rounds: number;
  /** What was planned first, or what was held; `null` when there was nothing to plan. */
  readonly plan: PlanOutline | null;
  /** Holds the run: nothing of this plan was carried out. */
  readonly brake: Brake | null;
  /** Holds the run too, and is told instead of the brake. */
  readonly problem?: RunRecord['problem'];
}

/**
 * The frame of every run of a scope: lease, record in the history, phases, report, closing. Can be killed at any
 * moment: the next start of the process closes the record, and the lease runs out.
 *
 * What a side, the store or the network does is reported, not thrown: the report says what happened and who has to
 * act. Thrown is only what happens before there is a run: the scope cannot be read, or is unknown.
 */
export async function withinRun(ports: RunPorts, input: RunInput, task: RunTask): Promise<RunReport> {
  const scope = await scopeOrThrow(ports, input.scopeId);
  const durationsMs: Record<RunPhase, number> = { recover: 0, pull: 0, survey: 0, apply: 0 };
  const timed: Timed = async (phase, work) => {
    const start = Date.parse(ports.clock.now());
    try {
      return await work();
    } finally {
      durationsMs[phase] += Date.parse(ports.clock.now()) - start;
    }
  };
  const empty = { ...emptyReport(scope, input), durationsMs };
  // Switched off is not paused: nothing is read, nothing is forgotten, and nobody has to act.
  if (FOLLOWS_RULES.includes(task.kind) && !input.rules.synchronise) return { ...empty, outcome: 'done' };
  if (task.kind !== 'verify' && scope.status === 'paused')
    return { ...empty, outcome: 'held', problem: { code: 'scope_paused', details: {} } };
  const keeper = await takeLease(ports.store, ports.clock, scope.id, input.ownerId);
  if (keeper === null) return { ...empty, outcome: 'busy' };

  const runId = input.runId ?? ports.newId();
  let run: Run | null = null;
  let report: RunReport;
  try {
    const { kind, undoOf } = task;
    await ports.runs.startRun({ id: runId, scopeId: scope.id, dryRun: input.dryRun, kind, undoOf });
    run = await openRun(ports, input, keeper, runId, kind);
    report = { ...empty, ...reportOf(run, await task.work(run, timed)), runId };
  } catch (error) {
    if (!(error instanceof ConnectorError)) ports.onDefect(error);
    const failure = asConnectorError(error);
    report = {
      ...empty,
      runId,
      outcome: 'failed',
      counts: run?.tally.counts ?? NO_COUNTS,
      itemErrors: run?.tally.errors ?? [],
      problem: { code: failure.code, details: failure.details },
      failure: { disposition: failure.disposition, retryAfterMs: failure.retryAfterMs ?? null },
    };
  }
  await closeRun(ports, keeper, report, input);
  return report;
}

function emptyReport(scope: Scope, input: RunInput): Omit<RunReport, 'outcome' | 'durationsMs'> {
  return {
    runId: null,
    scopeId: scope.id,
    itemType: scope.itemType,
    dryRun: input.dryRun,
    counts: NO_COUNTS,
    brake: null,
    planHash: null,
    planRunId: null,
    steps: [],
    stepsLeftOut: 0,
    itemErrors: [],
    problem: null,
    failure: null,
    rounds: 0,
  };
}

export async function openRun(
  ports: RunPorts,
  input: RunInput,
  keeper: LeaseKeeper,
  id: string,
  kind: RunKind,
): Promise<Run> {
  // Read again under the lease: another run may have ended a moment ago.
  const scope = await scopeOrThrow(ports, input.scopeId);
  const { itemType } = scope;
  const specs = synchronisedFields(itemType);
  const quarantine = await ports.store.listQuarantine(scope.id);
  const leased = {
    exchange: leasedExchange(ports.exchange, keeper, input.callTimeoutMs),
    crm: leasedCrm(ports.crm, keeper, input.callTimeoutMs),
  };
  return {
    id,
    kind,
    ports: {
      ...ports,
      newId: () => ports.newId(),
      onProgress: (event) => ports.onProgress(event),
      onApproved: (approval) => ports.onApproved(approval),
      onDefect: (error) => ports.onDefect(error),
      ...asPrivacyAllows(sidesAsCrmKeeps(leased, scope, ports.store, input), input.rules.privateItems),
    },
    input,
    keeper,
    itemType,
    specs,
    plan: {
      itemType,
      rules: withDeletionsSince(input.rules, scope.deletionRules),
      specs,
      now: ports.clock.now() as Instant,
      zone: input.zone,
      ...frozenBy(scope),
    },
    windowFrom: itemType === 'contacts' ? null : windowStart(input.appointmentsFrom, input.today(), input.zone),
    sightings: createSightings(),
    leftBehind: NOTHING_LEFT_BEHIND,
    unread: createUnread(),
    inFlight: createInFlight(),
    quarantine: new Map(quarantine.map((entry) => [itemKey(entry.side, entry.itemId), entry])),
    tally: createTally(input.listedSteps),
    scope,
    firstSync: false,
    awaitsApproval: false,
    approved: null,
    fullComparison: false,
    itemsSeen: { crm: null, exchange: null },
    writes: 0,
    mailbox: null,
    refusal: null,
    errorsInARow: null,
    lookAgain: false,
    undecided: { mayBeClear: false, told: 0 },
    announcedMails: new Map(),
    apart: new Set(),
    takenStamps: new Set(),
    unseenCreates: new Map(),
  };
}

function reportOf(
  run: Run,
  { rounds, plan, brake, problem }: RunResult,
): Partial<RunReport> & Pick<RunReport, 'outcome'> {
  const isHeld = brake !== null || (problem ?? null) !== null;
  const onlyPlanned = run.input.dryRun || isHeld;
  return {
    outcome: isHeld ? 'held' : 'done',
    counts: onlyPlanned && plan !== null && run.writes === 0 ? plan.counts : run.tally.counts,
    brake,
    planHash: plan?.hash ?? null,
    planRunId: plan?.runId ?? null,
    steps: plan?.steps ?? [],
    stepsLeftOut: plan?.stepsLeftOut ?? 0,
    itemErrors: run.tally.errors,
    problem: problem ?? (brake === null ? null : problemOfBrake(brake, plan)),
    rounds,
  };
}

function problemOfBrake({ reason }: Brake, plan: PlanOutline | null): RunRecord['problem'] {
  return { code: reason.code, details: { ...reason.params, ...(plan === null ? {} : { planHash: plan.hash }) } };
}

/** Best effort: a run that cannot be closed is closed by the next start of the process, and the lease runs out. */
async function closeRun(ports: RunPorts, keeper: LeaseKeeper, report: RunReport, input: RunInput): Promise<void> {
  const outcome = report.outcome === 'busy' ? 'failed' : report.outcome;
  const result: Pick<RunRecord, 'outcome' | 'counts' | 'problem'> = {
    outcome,
    counts: report.counts,
    problem: report.problem,
  };
  try {
    if (report.runId !== null) await ports.runs.finishRun(report.runId, result);
    if (report.outcome === 'failed' && !input.dryRun)
      await ports.store.updateScope(keeper.lease, { lastRunAt: ports.clock.now() });
    await keeper.release();
  } catch (error) {
    // The report tells the first failure; this one has the same cause, or the lease was lost.
    if (!(error instanceof ConnectorError) && report.outcome !== 'failed') throw error;
  }
}

async function scopeOrThrow(ports: RunPorts, scopeId: string): Promise<Scope> {
  const scope = await ports.store.getScope(scopeId);
  if (scope !== null) return scope;
  throw new ConnectorError({
    code: 'scope_unknown',
    disposition: 'bug',
    message: 'No such scope',
    itemRef: scopeId,
  });
}

/** Whatever is not ours is a defect: told as such, never swallowed. */
function asConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  return new ConnectorError({
    code: 'internal_error',
    disposition: 'bug',
    message: 'A run ended with an unexpected error',
    cause: error,
  });
}
