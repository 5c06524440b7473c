import { ConnectorError, synchronisedFields } from '../model/index.ts';
import type { RunRecord, Scope } from '../store/port.ts';
import { windowStart } from '../sync/index.ts';
import { createInFlight } from './in-flight.ts';
import type { LeaseKeeper } from './lease.ts';
import { leasedCrm, leasedExchange, takeLease } from './lease.ts';
import { checkMailbox, noticeChangedRules } from './open-scope.ts';
import type { RunInput, RunPhase, RunPorts, RunReport } from './ports.ts';
import { quarantineKey } from './quarantine.ts';
import { leaveOpenIntents, recover } from './recover.ts';
import type { RoundsResult, Timed } from './rounds.ts';
import { runRounds } from './rounds.ts';
import type { Run } from './run.ts';
import { createSightings } from './sightings.ts';
import { createTally, NO_COUNTS } from './tally.ts';

/**
 * One run of one scope: lease, recover, then rounds of pull, survey, guard and apply until both sides are quiet.
 * Can be killed at any moment; the next run completes what was begun.
 *
 * What a side, the store or the network does is reported, not thrown: the report says what happened and who has to
 * act. Thrown is only what happens before there is a run: the scope cannot be read, or is unknown.
 */
export async function runScope(ports: RunPorts, input: RunInput): Promise<RunReport> {
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
  const empty: Omit<RunReport, 'runId' | 'outcome'> = {
    scopeId: scope.id,
    itemType: scope.itemType,
    dryRun: input.dryRun,
    counts: NO_COUNTS,
    brake: null,
    planHash: null,
    steps: [],
    stepsLeftOut: 0,
    itemErrors: [],
    problem: null,
    failure: null,
    rounds: 0,
    durationsMs,
  };
  // Switched off is not paused: nothing is read, nothing is forgotten, and nobody has to act.
  if (!input.rules.synchronise) return { ...empty, runId: null, outcome: 'done' };
  if (scope.status === 'paused')
    return { ...empty, runId: null, outcome: 'held', problem: { code: 'scope_paused', details: {} } };
  const keeper = await takeLease(ports.store, ports.clock, scope.id, input.ownerId);
  if (keeper === null) return { ...empty, runId: null, outcome: 'busy' };

  const runId = input.runId ?? ports.newId();
  let run: Run | null = null;
  let report: RunReport;
  try {
    await ports.runs.startRun({ id: runId, scopeId: scope.id, dryRun: input.dryRun });
    run = await openRun(ports, input, keeper, runId);
    const opened = run;
    await timed('recover', () => (input.dryRun ? leaveOpenIntents(opened) : recover(opened)));
    const result = await runRounds(opened, timed);
    report = { ...empty, ...reportOf(opened, result), runId };
    await noteResult(opened, result, report);
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

async function openRun(ports: RunPorts, input: RunInput, keeper: LeaseKeeper, id: string): Promise<Run> {
  // Read again under the lease: another run may have ended a moment ago.
  const scope = await scopeOrThrow(ports, input.scopeId);
  const { itemType } = scope;
  const specs = synchronisedFields(itemType);
  const quarantine = await ports.store.listQuarantine(scope.id);
  const run: Run = {
    id,
    ports: {
      ...ports,
      newId: () => ports.newId(),
      onProgress: (event) => ports.onProgress(event),
      onApproved: (approval) => ports.onApproved(approval),
      onDefect: (error) => ports.onDefect(error),
      exchange: leasedExchange(ports.exchange, keeper, input.callTimeoutMs),
      crm: leasedCrm(ports.crm, keeper, input.callTimeoutMs),
    },
    input,
    keeper,
    itemType,
    specs,
    plan: { itemType, rules: input.rules, specs },
    windowFrom: itemType === 'contacts' ? null : windowStart(input.appointmentsFrom, input.today(), input.zone),
    sightings: createSightings(),
    inFlight: createInFlight(),
    quarantine: new Map(quarantine.map((entry) => [quarantineKey(entry), entry])),
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
    lookAgain: false,
    matchesMayHaveCleared: false,
  };
  if (scope.mailboxFingerprint === null) await checkMailbox(run);
  // After the mailbox is known: the scope may have taken up the memory of another one.
  const neverSucceeded = run.scope.lastSuccessAt === null;
  const links = await ports.store.countLinks(scope.id);
  run.firstSync = neverSucceeded || Object.values(links).every((count) => count === 0);
  run.awaitsApproval = neverSucceeded && input.firstRun === 'approve';
  await noticeChangedRules(run);
  return run;
}

function reportOf(
  run: Run,
  { rounds, plan, brake }: RoundsResult,
): Omit<RunReport, 'runId' | 'durationsMs' | 'failure' | 'scopeId' | 'itemType'> {
  const onlyPlanned = run.input.dryRun || brake !== null;
  return {
    outcome: brake === null ? 'done' : 'held',
    dryRun: run.input.dryRun,
    counts: onlyPlanned && plan !== null && run.writes === 0 ? plan.planned.counts : run.tally.counts,
    brake,
    planHash: plan?.hash ?? null,
    steps: plan?.planned.steps ?? [],
    stepsLeftOut: plan?.planned.stepsLeftOut ?? 0,
    itemErrors: run.tally.errors,
    problem:
      brake === null || plan === null
        ? null
        : { code: brake.reason.code, details: { ...brake.reason.params, planHash: plan.hash } },
    rounds,
  };
}

/** What the next run and the status page need to know. */
async function noteResult(run: Run, { plan, brake }: RoundsResult, report: RunReport): Promise<void> {
  if (run.input.dryRun) return;
  const now = run.ports.clock.now();
  if (brake !== null) {
    const params = { ...brake.reason.params, planHash: plan?.hash ?? '' };
    const statusReason = { row: brake.reason.row, code: brake.reason.code, params };
    return run.ports.store.updateScope(run.keeper.lease, { status: 'hold', statusReason, lastRunAt: now });
  }
  // What is in flight is in no plan: a first run that nobody has approved yet is not over while there is such.
  const succeeded = report.outcome === 'done' && !(run.awaitsApproval && !run.inFlight.isEmpty());
  const change = run.scope.status === 'hold' ? ({ status: 'ok', statusReason: null } as const) : {};
  await run.ports.store.updateScope(run.keeper.lease, {
    ...change,
    lastRunAt: now,
    ...(succeeded ? { lastSuccessAt: now } : {}),
  });
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
