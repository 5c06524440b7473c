import type { Hint, NewHint } from '../../store/port.ts';
import type { StepCounts } from '../../sync/index.ts';
import { countStep, mailsOf, NO_STEPS } from '../../sync/index.ts';
import type { SideSigns } from '../freeze/freeze.ts';
import { isRecognising } from '../freeze/freeze.ts';
import { registerNewcomers } from '../identify/match-newcomers.ts';
import { pairUnseenCreates } from '../identify/unseen-creates.ts';
import { createChunkReader } from '../load/chunk-reader.ts';
import type { Chunk } from '../load/load-chunk.ts';
import { loadChunk } from '../load/load-chunk.ts';
import type { PlannedUnit } from '../load/unit.ts';
import { lineOf, unitKey } from '../load/unit.ts';
import { createAnswered } from '../pull/answered.ts';
import { registerArrivals } from '../pull/arrivals.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';
import { countAsPlanned, isWorthListing, planStepOf } from './describe-step.ts';
import { planLinked, planUnlinked, settleFinished, settleLoad } from './plan-chunk.ts';
import type { PlanDocument } from './plan-document.ts';
import { createPlanDocument } from './plan-document.ts';
import { letGoOfShared } from './shared-records.ts';
import type { Tally } from './tally.ts';
import { createTally } from './tally.ts';

/** Chunks are kept between the two looks of a survey up to so many of them; beyond it they are read again. */
const KEPT_CHUNKS = 10;

/** The whole plan of a round as counts. The steps themselves are made again, from fresh reads, when they are applied. */
export interface Survey {
  readonly hints: number;
  /** The newest of them. What was sighted later is not part of this plan, and no brake has seen it. */
  readonly newestHint: number;
  readonly counts: StepCounts;
  /** Counts as a person reads them, and the first steps. */
  readonly planned: Tally;
  /** All steps, with what a person approves of them. */
  readonly document: PlanDocument;
  /** What the pairs together say of the two sides. */
  readonly signs: SideSigns;
  /** Units that the plan deletes. No other deletion is carried out in this round. */
  readonly deletions: ReadonlySet<string>;
  /** Units about which the plan mails people, and how many. */
  readonly mails: ReadonlyMap<string, number>;
  /** All steps, when one chunk held everything: it is applied as it was loaded. */
  readonly ready: readonly PlannedUnit[] | null;
}

/**
 * First pass over all hints: reads, registers unlinked items, plans, and remembers no more than counts and what is
 * risky. Writes to neither side.
 * @param keep the plan is wanted as a document, however large it gets
 */
export async function survey(run: Run, { keep }: { readonly keep: boolean }): Promise<Survey> {
  if (isRecognising(run)) await pairUnseenCreates(run);
  const total = await run.ports.store.countHints(run.scope.id);
  const planned = createTally(run.input.listedSteps);
  const document = createPlanDocument(run, { keep });
  const deletions = new Set<string>();
  const mails = new Map<string, number>();
  const paired = new Set<string>();
  const kept: Chunk[] = [];
  const ready: PlannedUnit[] = [];
  let counts = NO_STEPS;
  const answered = createAnswered(false);
  let hints = 0;
  let newestHint = 0;
  const keptReader = createChunkReader(run);
  let chunks = 0;
  const signs = { traceless: 0, older: 0, strangers: 0, unmarked: 0 };

  const take = async (found: readonly PlannedUnit[]): Promise<void> => {
    const units = await letGoOfShared(run, found);
    for (const plannedUnit of units) {
      const { unit, step } = plannedUnit;
      counts = countStep(counts, step);
      countAsPlanned(planned, plannedUnit);
      if (step.kind === 'deleteInCrm' || step.kind === 'deleteInExchange') deletions.add(unitKey(unit));
      if (mailsOf(step) > 0) mails.set(unitKey(unit), mailsOf(step));
      if (!isWorthListing(plannedUnit)) continue;
      const planStep = planStepOf(run, plannedUnit);
      planned.list(planStep);
      await document.add(planStep, lineOf(run, plannedUnit));
    }
    if (chunks === 1) ready.push(...units);
  };

  for await (const batch of eachChunk(run)) {
    hints += batch.length;
    for (const hint of batch) newestHint = Math.max(newestHint, hint.version);
    chunks += 1;
    const chunk = await loadChunk(run, batch, {
      skipEchoes: !run.fullComparison,
      answered,
      // Counterparts mostly lie in another chunk: while all are kept, each item is read once.
      ...(chunks <= KEPT_CHUNKS ? { reader: keptReader } : {}),
    });
    await settleLoad(run, chunk);
    await registerNewcomers(run, chunk.newcomers);
    await take(await planLinked(run, chunk, paired));
    answered.note(chunk);
    signs.traceless += chunk.signs.traceless;
    signs.older += chunk.signs.older;
    signs.strangers += chunk.signs.strangers;
    signs.unmarked += chunk.signs.unmarked;
    if (chunks <= KEPT_CHUNKS) kept.push(chunk);
    progress(run, 'survey', hints, total);
  }
  if (chunks <= KEPT_CHUNKS && kept.some((chunk) => chunk.newcomers.length > 0)) await registerArrivals(run);
  if (chunks <= KEPT_CHUNKS) for (const chunk of kept) await take(await planUnlinked(run, chunk, paired));
  else
    for await (const batch of eachChunk(run)) {
      const chunk = await loadChunk(run, batch, { skipEchoes: false });
      await settleFinished(run, chunk);
      await take(await planUnlinked(run, chunk, paired));
    }
  return {
    hints,
    newestHint,
    counts,
    planned,
    document,
    signs,
    deletions,
    mails,
    ready: chunks <= 1 ? ready : null,
  };
}

/** All due hints, chunk by chunk, in a stable order. Parked items and those in flight are left out by the load. */
export async function* eachChunk(run: Run): AsyncGenerator<readonly Hint[]> {
  let after: NewHint | null = null;
  for (;;) {
    const hints: readonly Hint[] = await run.ports.store.listHints(run.scope.id, after, run.input.chunkSize);
    const last = hints.at(-1);
    if (last === undefined) return;
    yield hints;
    after = { side: last.side, itemId: last.itemId };
  }
}
