import type { Hint, NewHint } from '../store/port.ts';
import type { Brake } from '../sync/index.ts';
import { createAnswered } from './answered.ts';
import { applyDeletions, applyWrites } from './apply.ts';
import { registerArrivals } from './arrivals.ts';
import { loadChunk } from './load-chunk.ts';
import { registerNewcomers } from './match-newcomers.ts';
import { cursorLost, releaseRelink } from './open-scope.ts';
import { planLinked, planUnlinked, settleLoad } from './plan-chunk.ts';
import { pull } from './pull.ts';
import type { Run } from './run.ts';
import { progress } from './run.ts';
import type { Survey } from './survey.ts';
import { brakeOn, eachChunk, survey } from './survey.ts';

/** Writes of one round are echoes in the next; more rounds than this only happen while people edit. */
const MAX_ROUNDS = 5;

export interface RoundsResult {
  readonly rounds: number;
  /** The plan of the first round, or the one that was braked; `null` when there was nothing to plan. */
  readonly plan: Survey | null;
  readonly brake: Brake | null;
}

export type Timed = <T>(phase: 'recover' | 'pull' | 'survey' | 'apply', work: () => Promise<T>) => Promise<T>;

/**
 * Pull, survey, guard, apply, until nothing is left to do: the echoes of our own writes are taken up in the same run,
 * so that the next one finds the two sides quiet.
 */
export async function runRounds(run: Run, timed: Timed): Promise<RoundsResult> {
  let plan: Survey | null = null;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    await timed('pull', () => pull(run, (side) => cursorLost(run, side)));
    if ((await run.ports.store.countHints(run.scope.id)) === 0) return { rounds: round, plan, brake: null };
    const next = await timed('survey', () => survey(run));
    plan ??= next;
    const brake = await brakeOn(run, next);
    if (brake !== null) return { rounds: round, plan: next, brake };
    if (run.input.dryRun) return { rounds: round, plan: next, brake: null };
    const writesBefore = run.writes;
    run.lookAgain = false;
    await timed('apply', () => applyPlan(run, next));
    endFirstRun(run);
    if (run.fullComparison) await releaseRelink(run, next.links, next.unproved);
    run.fullComparison = false;
    run.itemsSeen.crm = null;
    run.itemsSeen.exchange = null;
    const cleared = round < MAX_ROUNDS && (await reviewsToLookAtAgain(run));
    if (run.writes === writesBefore && !run.lookAgain && !cleared) return { rounds: round, plan, brake: null };
  }
  return { rounds: MAX_ROUNDS, plan, brake: null };
}

async function applyPlan(run: Run, plan: Survey): Promise<void> {
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
      const linked = planLinked(run, chunk);
      deletions.push(...(await applyWrites(run, [...linked, ...(await planUnlinked(run, chunk, new Set()))])));
      done += hints.length;
      progress(run, 'apply', done, plan.hints);
    }
  const { chunkSize } = run.input;
  for (let start = 0; start < deletions.length; start += chunkSize)
    await applyDeletions(run, deletions.slice(start, start + chunkSize), plan.deletions);
}

/**
 * An approved plan that was carried out as it was shown ends the first run: what people do from then on is ordinary
 * synchronisation. What looked different when its turn came was left out, and is a plan of its own.
 */
function endFirstRun(run: Run): void {
  if (run.approved?.open.size === 0) run.awaitsApproval = false;
  run.approved = null;
}

/** Where items left the field, an undecided match may have become clear: all of them are looked at once more. */
async function reviewsToLookAtAgain(run: Run): Promise<boolean> {
  if (!run.matchesMayHaveCleared) return false;
  run.matchesMayHaveCleared = false;
  const { store } = run.ports;
  const counts = await store.countUnlinked(run.scope.id);
  if (counts.review === 0) return false;
  let after: NewHint | null = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof store.pageUnlinked>> = await store.pageUnlinked(run.scope.id, after, 500);
    const last = rows.at(-1);
    if (last === undefined) return true;
    const undecided = rows.filter((row) => row.state === 'review');
    if (undecided.length > 0)
      await store.addHints(
        run.keeper.lease,
        undecided.map(({ side, itemId }) => ({ side, itemId })),
      );
    after = { side: last.side, itemId: last.itemId };
  }
}
