import { ConnectorError } from '../../model/index.ts';
import type { Plan, RunRecord } from '../../store/port.ts';
import type { Brake } from '../../sync/index.ts';
import type { PlanDocument } from '../plan/plan-document.ts';
import type { Run } from '../run.ts';

/** What is to be carried out, as it comes out of planning now. */
export interface PlanOfNow {
  readonly document: PlanDocument;
  readonly brake: Brake | null;
  /** Keeps the document under the id of this run. @returns that id */
  keep(): Promise<string>;
}

/**
 * A run that carries out the plan of an earlier one. When the plan of now is the same, line by line, it goes on and
 * nothing but these lines is carried out. When it is another, nothing is written: the plan of now is kept under
 * the id of this run, for whoever wants to approve that one.
 * @returns why nothing may be carried out; `null` when it goes on
 * @throws ConnectorError `plan_unknown`, `plan_applied`
 */
export async function approveKept(run: Run, planRunId: string, now: PlanOfNow): Promise<RunRecord['problem']> {
  const { plans } = run.ports;
  const plan = await plans.findPlan(planRunId);
  if (plan === null || plan.scopeId !== run.scope.id || plan.kind !== run.kind)
    throw planError('plan_unknown', planRunId);
  if (plan.state === 'applied') throw planError('plan_applied', planRunId);
  if (plan.state === 'open' && plan.hash === now.document.hash) {
    await approve(run, plan, now.brake);
    return null;
  }
  const kept = await now.keep();
  const { added, missing } = await plans.comparePlans(planRunId, kept);
  await plans.markOutdated(planRunId);
  return { code: 'plan_outdated', details: { planRunId, added, missing, planHash: now.document.hash } };
}

/**
 * A braked plan whose hash a person sent along.
 * @returns `false` when no plan with this hash is open any more: it was carried out, or is too old
 */
export async function approveByHash(run: Run, { document, brake }: PlanOfNow): Promise<boolean> {
  const plan = await run.ports.plans.newestOpenPlan(run.scope.id, run.kind, document.hash);
  if (plan === null) return false;
  await approve(run, plan, brake);
  return true;
}

/** Told before the first write: a plan whose approval cannot be recorded is not carried out. */
async function approve(run: Run, plan: Plan, brake: Brake | null): Promise<void> {
  await run.ports.onApproved({ brake, planHash: plan.hash, planRunId: plan.runId });
  if (!(await run.ports.plans.markApplied(plan.runId, run.id))) throw planError('plan_applied', plan.runId);
  run.approved = { runId: plan.runId, firstRound: true, differing: 0 };
}

/**
 * Of an approved plan only what was seen: what comes out differently when its turn comes is left out. Its hints stay,
 * and the next run looks at it as at anything else.
 * @param lineOf what is approved of each of them; `null` changes nothing, and needs nobody
 */
export async function approvedOnly<T>(
  run: Run,
  candidates: readonly T[],
  lineOf: (candidate: T) => string | null,
  onLeftOut: (candidate: T) => void,
): Promise<readonly T[]> {
  const { approved } = run;
  if (approved === null) return candidates;
  const lines = candidates.map(lineOf);
  const asked = lines.filter((line) => line !== null);
  // In the first round a pair may come again: its write was refused, and it is as approved all the same.
  const known = await run.ports.plans.takeLines(approved.runId, asked, !approved.firstRound);
  return candidates.filter((candidate, index) => {
    const line = lines[index] ?? null;
    if (line === null || known.has(line)) return true;
    approved.differing += 1;
    onLeftOut(candidate);
    return false;
  });
}

/** All lines of the approved plan had their turn, and none came out differently. */
export async function isCarriedOut(run: Run): Promise<boolean> {
  if (run.approved === null || run.approved.differing > 0) return false;
  return (await run.ports.plans.countOpenLines(run.approved.runId)) === 0;
}

function planError(code: 'plan_unknown' | 'plan_applied', planRunId: string): ConnectorError {
  return new ConnectorError({
    code,
    disposition: 'halt',
    message: code === 'plan_unknown' ? 'There is no such plan of this scope' : 'The plan was carried out before',
    details: { run: planRunId },
  });
}
