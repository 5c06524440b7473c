import { deletionRulesOf } from '../sync/index.ts';
import { isFrozen } from './freeze/freeze.ts';
import { forgetUnseenCreates } from './identify/unseen-creates.ts';
import { checkMailbox, noticeChangedRules } from './open-scope.ts';
import type { RunInput, RunPorts, RunReport } from './ports.ts';
import { whatWasLeftBehind } from './pull/left-behind.ts';
import { leaveOpenIntents, recover } from './recover/recover.ts';
import { runRounds } from './rounds.ts';
import type { Run } from './run.ts';
import type { RunResult, Timed } from './within-run.ts';
import { withinRun } from './within-run.ts';

/**
 * One synchronisation of one scope: recover, then rounds of pull, survey, guard and apply until both sides are quiet.
 * Can be killed at any moment; the next run completes what was begun.
 */
export function runScope(ports: RunPorts, input: RunInput): Promise<RunReport> {
  return withinRun(ports, input, { kind: 'sync', undoOf: null, work: synchronise });
}

async function synchronise(run: Run, timed: Timed): Promise<RunResult> {
  await prepare(run);
  await timed('recover', () => (run.input.dryRun ? leaveOpenIntents(run) : recover(run)));
  const result = await runRounds(run, timed);
  if (result.brake === null && (result.problem ?? null) === null) await forgetUnseenCreates(run);
  await noteResult(run, result);
  return result;
}

/** Whose mailbox it is, whether it is the first time, and what the rules have changed. */
async function prepare(run: Run): Promise<void> {
  if (run.scope.mailboxFingerprint === null) await checkMailbox(run);
  // After the mailbox is known: the scope may have taken up the memory of another one.
  run.leftBehind = await whatWasLeftBehind(run);
  const neverSucceeded = run.scope.lastSuccessAt === null;
  run.firstSync = neverSucceeded || !(await run.ports.store.hasLinks(run.scope.id));
  run.awaitsApproval = neverSucceeded && run.input.firstRun === 'approve';
  await noticeChangedRules(run);
}

/** What the next run and the status page need to know. */
async function noteResult(run: Run, { plan, brake, problem }: RunResult): Promise<void> {
  if (run.input.dryRun) return;
  const lastRunAt = run.ports.clock.now();
  if (brake !== null) {
    const { row, code, params } = brake.reason;
    const statusReason = { row, code, params: { ...params, planHash: plan?.hash ?? '' } };
    // A freeze stays what it is: only its own end may let deletions through again.
    const status = isFrozen(run) ? run.scope.status : 'hold';
    return run.ports.store.updateScope(run.keeper.lease, { status, statusReason, lastRunAt });
  }
  if ((problem ?? null) !== null) return run.ports.store.updateScope(run.keeper.lease, { lastRunAt });
  // What is in flight is in no plan: a first run that nobody has approved yet is not over while there is such.
  const succeeded = !(run.awaitsApproval && !run.inFlight.isEmpty());
  const change = run.scope.status === 'hold' ? ({ status: 'ok', statusReason: null } as const) : {};
  await run.ports.store.updateScope(run.keeper.lease, {
    ...change,
    lastRunAt,
    ...(succeeded ? { lastSuccessAt: lastRunAt } : {}),
    // While a scope is frozen its deletions wait, and are from before as much as they were.
    ...(succeeded && !isFrozen(run) ? { deletionRules: deletionRulesOf(run.input.rules) } : {}),
  });
}
