import type { Hint } from '../store/port.ts';
import { applyDeletions, applyWrites } from './apply/apply-chunk.ts';
import { thaw } from './freeze/thaw.ts';
import { isCarriedOut } from './guard/approval.ts';
import { judge, wantsPlan } from './guard/judge.ts';
import { registerNewcomers } from './identify/match-newcomers.ts';
import { loadChunk } from './load/load-chunk.ts';
import { cursorLost } from './open-scope.ts';
import { planLinked, planUnlinked, settleLoad } from './plan/plan-chunk.ts';
import type { PlanOutline } from './plan/plan-document.ts';
import { letGoOfShared } from './plan/shared-records.ts';
import type { Survey } from './plan/survey.ts';
import { eachChunk } from './plan/survey.ts';
import { createAnswered } from './pull/answered.ts';
import { registerArrivals } from './pull/arrivals.ts';
import { pull } from './pull/pull-changes.ts';
import type { Run } from './run.ts';
import { progress } from './run.ts';
import { undecidedToLookAtAgain } from './settle/undecided.ts';
import type { RunResult, Timed } from './within-run.ts';

/** Writes of one round are echoes in the next; more rounds than this only happen while people edit. */
const MAX_ROUNDS = 5;

/**
 * Pull, survey, guard, apply, until nothing is left to do: the echoes of our own writes are taken up in the same run,
 * so that the next one finds the two sides quiet.
 */
export async function runRounds(run: Run, timed: Timed): Promise<RunResult> {
  let plan: PlanOutline | null = null;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    await timed('pull', () => pull(run, (side) => cursorLost(run, side)));
    if (!wantsPlan(run, round) && (await run.ports.store.countHints(run.scope.id)) === 0) {
      await thaw(run);
      if ((await run.ports.store.countHints(run.scope.id)) === 0) return { rounds: round, plan, brake: null };
    }
    const verdict = await judge(run, round, timed);
    plan ??= verdict.outline;
    if (verdict.kind === 'held')
      return { rounds: round, plan: verdict.outline, brake: verdict.brake, problem: verdict.problem };
    if (run.input.dryRun) return { rounds: round, plan: verdict.outline, brake: null };
    const writesBefore = run.writes;
    run.lookAgain = false;
    // Nobody is mailed for what only came up later: that stands in the plan of the next run.
    run.announcedMails = round === 1 ? verdict.survey.mails : new Map();
    const isOvertaken = await timed('apply', () => applyPlan(run, verdict.survey));
    if (run.unread.asksForAnotherLook()) run.lookAgain = true;
    if (isOvertaken) run.lookAgain = true;
    else {
      run.fullComparison = false;
      if (run.approved === null || (await isCarriedOut(run))) await thaw(run);
    }
    await endApproval(run);
    run.itemsSeen.crm = null;
    run.itemsSeen.exchange = null;
    const cleared = round < MAX_ROUNDS && (await undecidedToLookAtAgain(run));
    if (run.writes === writesBefore && !run.lookAgain && !cleared) return { rounds: round, plan, brake: null };
  }
  return { rounds: MAX_ROUNDS, plan, brake: null };
}

/** @returns whether a freeze overtook the plan: the rest of it was made for a side that is another by now */
async function applyPlan(run: Run, plan: Survey): Promise<boolean> {
  const { epoch } = run.scope;
  const isOvertaken = (): boolean => run.scope.epoch !== epoch;
  const deletions: Hint[] = [];
  const answered = createAnswered(true);
  let done = 0;
  if (plan.ready !== null) {
    deletions.push(...(await applyWrites(run, plan.ready)));
    progress(run, 'apply', plan.hints, plan.hints);
  } else
    for await (const due of eachChunk(run)) {
      const hints = due.filter(({ version }) => version <= plan.newestHint);
      const chunk = await loadChunk(run, hints, { skipEchoes: !run.fullComparison, answered });
      answered.note(chunk);
      await settleLoad(run, chunk);
      await registerNewcomers(run, chunk.newcomers);
      if (chunk.newcomers.length > 0) await registerArrivals(run);
      const paired = new Set<string>();
      const linked = await planLinked(run, chunk, paired);
      const unlinked = await planUnlinked(run, chunk, paired);
      deletions.push(...(await applyWrites(run, await letGoOfShared(run, [...linked, ...unlinked]))));
      done += hints.length;
      if (isOvertaken()) break;
      progress(run, 'apply', done, plan.hints);
    }
  const { chunkSize } = run.input;
  for (let start = 0; start < deletions.length && !isOvertaken(); start += chunkSize)
    await applyDeletions(run, deletions.slice(start, start + chunkSize), plan.deletions);
  return isOvertaken();
}

/**
 * An approved plan that was carried out as it was shown ends the first run: what people do from then on is ordinary
 * synchronisation. What looked different when its turn came was left out, and is a plan of its own. A run that was
 * asked for this plan and nothing else takes up the echoes, and leaves the rest to the next one.
 */
async function endApproval(run: Run): Promise<void> {
  if (run.approved?.firstRound !== true) return;
  if (run.awaitsApproval && (await isCarriedOut(run))) run.awaitsApproval = false;
  run.approved.firstRound = false;
  if (run.input.appliesPlan === null) run.approved = null;
}
