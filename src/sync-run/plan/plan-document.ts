import type { PlanEntry, PlannedStep, PlanStep, RunCounts } from '../../store/port.ts';
import type { Brake, PlanLines } from '../../sync/index.ts';
import { NO_LINES, planHash, withLine } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/** What a run tells of a plan. The whole of it is a document, where it is kept. */
export interface PlanOutline {
  readonly hash: string;
  /** What carrying it out would count. */
  readonly counts: RunCounts;
  /** The first of them. */
  readonly steps: readonly PlannedStep[];
  readonly stepsLeftOut: number;
  /** The run under whose id it is kept; `null`: nobody will ask for it. */
  readonly runId: string | null;
}

/** A plan in the making, step by step. No more than a page of it is in memory. */
export interface PlanDocument {
  /** @param line what is approved of the step; `null` when it changes nothing */
  add(step: PlanStep, line: string | null): Promise<void>;
  readonly lines: PlanLines;
  readonly hash: string;
  /** `false`: it grew beyond a page, and was not to be kept. */
  readonly isWhole: boolean;
  /** Keeps it under the id of the run. */
  finish(facts: { readonly counts: RunCounts; readonly brake: Brake | null }): Promise<string>;
  discard(): Promise<void>;
}

/** Steps with their values that are held before they are written. */
const PAGE = 200;

/**
 * @param keep every page is written as soon as it is full. Otherwise only a plan of one page can be finished: most runs
 *   are held by nothing, and their plans need not cost a row for each step
 */
export function createPlanDocument(run: Run, { keep }: { readonly keep: boolean }): PlanDocument {
  const { plans } = run.ports;
  let page: PlanEntry[] = [];
  let written = 0;
  let steps = 0;
  let lines = NO_LINES;
  let isWhole = true;

  const flush = async (): Promise<void> => {
    if (page.length === 0) return;
    await plans.addSteps(run.id, written, page);
    written += page.length;
    page = [];
  };

  return {
    async add(step, line) {
      steps += 1;
      if (line !== null) lines = withLine(lines, line);
      if (!isWhole) return;
      page.push({ step, line });
      if (page.length < PAGE) return;
      if (keep) return flush();
      isWhole = false;
      page = [];
    },
    get lines() {
      return lines;
    },
    get hash() {
      return planHash(lines);
    },
    get isWhole() {
      return isWhole;
    },
    async finish({ counts, brake }) {
      await flush();
      await plans.finishPlan({ runId: run.id, scopeId: run.scope.id, hash: planHash(lines), counts, brake, steps });
      return run.id;
    },
    async discard() {
      page = [];
      if (written > 0) await plans.discardPlan(run.id);
      written = 0;
    },
  };
}
