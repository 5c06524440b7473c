import type { Hint, NewHint } from '../store/port.ts';
import type { Brake, StepCounts } from '../sync/index.ts';
import { countStep, firstRunLine, guard, NO_STEPS, planHash, riskyLine } from '../sync/index.ts';
import { createAnswered } from './answered.ts';
import { registerArrivals } from './arrivals.ts';
import { createChunkReader } from './chunk-reader.ts';
import { countAsPlanned, describeStep, isWorthListing } from './describe-step.ts';
import type { Chunk } from './load-chunk.ts';
import { loadChunk } from './load-chunk.ts';
import { registerNewcomers } from './match-newcomers.ts';
import { planLinked, planUnlinked, settleLoad } from './plan-chunk.ts';
import type { Run } from './run.ts';
import { progress } from './run.ts';
import type { Tally } from './tally.ts';
import { createTally } from './tally.ts';
import type { PlannedUnit } from './unit.ts';
import { subjectOf, unitKey } from './unit.ts';

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
  readonly hash: string;
  /** What a person approves with the hash. */
  readonly lines: readonly string[];
  /** Links that were looked at, and those whose item may be anywhere. */
  readonly links: number;
  readonly unproved: number;
  /** Units that the plan deletes. No other deletion is carried out in this round. */
  readonly deletions: ReadonlySet<string>;
  /** All steps, when one chunk held everything: it is applied as it was loaded. */
  readonly ready: readonly PlannedUnit[] | null;
}

/**
 * First pass over all hints: reads, registers unlinked items, plans, and remembers no more than counts and what is
 * risky. Writes to neither side.
 */
export async function survey(run: Run): Promise<Survey> {
  const total = await run.ports.store.countHints(run.scope.id);
  const planned = createTally(run.input.listedSteps);
  const lines: string[] = [];
  const deletions = new Set<string>();
  const paired = new Set<string>();
  const kept: Chunk[] = [];
  const ready: PlannedUnit[] = [];
  let counts = NO_STEPS;
  const answered = createAnswered(false);
  let hints = 0;
  let newestHint = 0;
  const keptReader = createChunkReader(run);
  let chunks = 0;
  let links = 0;
  let unproved = 0;

  const take = (units: readonly PlannedUnit[]): void => {
    for (const plannedUnit of units) {
      const { unit, step } = plannedUnit;
      counts = countStep(counts, step);
      countAsPlanned(planned, plannedUnit);
      if (isWorthListing(plannedUnit)) planned.list(describeStep(plannedUnit));
      const line = run.awaitsApproval ? firstRunLine(step, subjectOf(unit)) : riskyLine(step, subjectOf(unit));
      if (line !== null) lines.push(line);
      if (step.kind === 'deleteInCrm' || step.kind === 'deleteInExchange') deletions.add(unitKey(unit));
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
    take(planLinked(run, chunk));
    answered.note(chunk);
    links += chunk.linked.length;
    unproved += chunk.linked.filter(({ exchange }) => exchange.kind === 'unproved').length;
    if (chunks <= KEPT_CHUNKS) kept.push(chunk);
    progress(run, 'survey', hints, total);
  }
  if (chunks <= KEPT_CHUNKS && kept.some((chunk) => chunk.newcomers.length > 0)) await registerArrivals(run);
  if (chunks <= KEPT_CHUNKS) for (const chunk of kept) take(await planUnlinked(run, chunk, paired));
  else
    for await (const batch of eachChunk(run)) {
      const chunk = await loadChunk(run, batch, { skipEchoes: false });
      take(await planUnlinked(run, chunk, paired));
    }
  return {
    hints,
    newestHint,
    counts,
    planned,
    hash: planHash(lines),
    lines,
    links,
    unproved,
    deletions,
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

/**
 * The brakes over the whole plan. @returns `null` when it may be applied, or when exactly this plan was approved. In
 * a first run nothing but the approved is then carried out.
 */
export async function brakeOn(run: Run, plan: Survey): Promise<Brake | null> {
  const { store } = run.ports;
  const links = await store.countLinks(run.scope.id);
  const summary = {
    ...plan.counts,
    liveLinks: links.LINKED,
    deletionsLast24h: await store.countDeletions(run.scope.id, 24),
    itemsSeen: run.itemsSeen,
    firstSync: run.firstSync,
    toApprove: run.awaitsApproval ? plan.lines.length : null,
  };
  const brake = guard(summary, run.input.brakes);
  if (brake === null || !run.input.approvedHashes.includes(plan.hash)) return brake;
  if (run.input.dryRun) return null;
  await run.ports.onApproved({ brake, planHash: plan.hash });
  if (run.awaitsApproval) run.approved = { lines: new Set(plan.lines), open: new Set(plan.lines) };
  return null;
}
