import type { RunRecord } from '../../store/port.ts';
import type { Brake } from '../../sync/index.ts';
import { mayHaveOverlooked, noticeCrm, noticeSigns } from '../freeze/freeze.ts';
import type { PlanOutline } from '../plan/plan-document.ts';
import type { Survey } from '../plan/survey.ts';
import { survey } from '../plan/survey.ts';
import type { Run } from '../run.ts';
import type { Timed } from '../within-run.ts';
import { approveByHash, approveKept } from './approval.ts';
import { brakeOn } from './brake-on.ts';

/** Whether the plan of a round is carried out. */
export type Verdict =
  | { readonly kind: 'go'; readonly outline: PlanOutline; readonly survey: Survey }
  | {
      readonly kind: 'held';
      readonly outline: PlanOutline;
      readonly brake: Brake | null;
      readonly problem: RunRecord['problem'];
    };

/** A round that somebody will ask about is planned even where nothing is to be looked at. */
export function wantsPlan({ input }: Run, round: number): boolean {
  return round === 1 && (input.dryRun || input.appliesPlan !== null);
}

/**
 * Plans a round and looks at the whole of it: may it be carried out, and who has approved it? A plan that is not is
 * kept as a document, for people to read and to approve.
 */
export async function judge(run: Run, round: number, timed: Timed): Promise<Verdict> {
  const { dryRun, appliesPlan, approvedHashes } = run.input;
  const plans = (keep: boolean): Promise<Survey> => timed('survey', () => knowingSurvey(run, keep));
  let now = await plans(wantsPlan(run, round) || run.awaitsApproval || approvedHashes.length > 0);
  let brake = await brakeThatCounts(run, now);
  // It was not expected to be kept, and grew too large to be kept after the fact: it is made once more.
  if (brake !== null && !now.document.isWhole && (await sameAsBefore(run, now, brake)) === null) {
    now = await plans(true);
    brake = await brakeThatCounts(run, now);
  }
  const planOfNow = { document: now.document, brake, keep: () => keepPlan(run, now, brake) };

  if (appliesPlan !== null && round === 1) {
    const problem = await approveKept(run, appliesPlan, planOfNow);
    if (problem !== null) return held(now, run.id, brake, problem);
    await now.document.discard();
    return { kind: 'go', outline: outlineOf(now, appliesPlan), survey: now };
  }
  if (dryRun) {
    const planRunId = await keepPlan(run, now, brake);
    return brake === null || approvedHashes.includes(now.document.hash)
      ? { kind: 'go', outline: outlineOf(now, planRunId), survey: now }
      : held(now, planRunId, brake, null);
  }
  if (brake !== null) {
    const approved = approvedHashes.includes(now.document.hash) && (await approveByHash(run, planOfNow));
    if (!approved) {
      const planRunId = (await sameAsBefore(run, now, brake)) ?? (await keepPlan(run, now, brake));
      return held(now, planRunId, brake, null);
    }
  }
  const planRunId = run.approved?.runId ?? null;
  await now.document.discard();
  return { kind: 'go', outline: outlineOf(now, planRunId), survey: now };
}

/** A survey that shows that a side is not what it was is made again with that in mind. */
async function knowingSurvey(run: Run, keep: boolean): Promise<Survey> {
  const first = await survey(run, { keep });
  const isOther = (await noticeSigns(run, first.signs)) || (first.signs.older > 0 && (await noticeCrm(run)));
  const again = isOther || mayHaveOverlooked(run, first.signs);
  if (!again) return first;
  await first.document.discard();
  return survey(run, { keep });
}

/**
 * While an approved plan is carried out, later rounds carry out nothing else, so there is nothing to hold; only a
 * first run of which something is left over goes on waiting.
 */
async function brakeThatCounts(run: Run, now: Survey): Promise<Brake | null> {
  return run.approved !== null && !run.awaitsApproval ? null : brakeOn(run, now);
}

/** A run on schedule meets the same held plan every few seconds: it is kept once. */
async function sameAsBefore(run: Run, now: Survey, brake: Brake): Promise<string | null> {
  const newest = await run.ports.plans.newestOpenPlan(run.scope.id, run.kind, null);
  if (newest === null || newest.hash !== now.document.hash || newest.brake?.kind !== brake.kind) return null;
  await now.document.discard();
  return newest.runId;
}

function keepPlan(run: Run, now: Survey, brake: Brake | null): Promise<string> {
  return now.document.finish({ counts: now.planned.counts, brake });
}

function held(now: Survey, planRunId: string, brake: Brake | null, problem: RunRecord['problem']): Verdict {
  return { kind: 'held', outline: outlineOf(now, planRunId), brake, problem };
}

function outlineOf({ document, planned }: Survey, runId: string | null): PlanOutline {
  const { counts, steps, stepsLeftOut } = planned;
  return { hash: document.hash, counts, steps, stepsLeftOut, runId };
}
