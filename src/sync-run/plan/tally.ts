import type { RunCounts } from '../../store/port.ts';
import { NO_COUNTS } from '../../store/port.ts';
import type { ItemError, PlannedStep, PlanStep } from '../ports.ts';

/** Errors that a run lists. */
export const LISTED_ERRORS = 100;

/** Counts, a bounded list of steps and a bounded list of item errors. */
export interface Tally {
  count(what: keyof RunCounts, by?: number): void;
  /** Counts the same unit once, however many rounds of the run look at it. */
  countOnce(what: keyof RunCounts, unit: string): void;
  list(step: PlannedStep): void;
  error(error: ItemError): void;
  readonly counts: RunCounts;
  readonly steps: readonly PlannedStep[];
  readonly stepsLeftOut: number;
  readonly errors: readonly ItemError[];
}

export function createTally(listedSteps: number): Tally {
  const counts = { ...NO_COUNTS };
  const telling: PlannedStep[] = [];
  const others: PlannedStep[] = [];
  const errors: ItemError[] = [];
  const counted = new Set<string>();
  let steps = 0;
  return {
    count(what, by = 1) {
      counts[what] += by;
    },
    countOnce(what, unit) {
      const entry = `${what} ${unit}`;
      if (counted.has(entry)) return;
      counted.add(entry);
      counts[what] += 1;
    },
    list(step) {
      steps += 1;
      const list = needsAnEye(step) ? telling : others;
      if (list.length < listedSteps) list.push(withoutChanges(step));
    },
    error(error) {
      const listed = errors.some(
        ({ side, itemId, code }) => side === error.side && itemId === error.itemId && code === error.code,
      );
      if (!listed && errors.length < LISTED_ERRORS) errors.push(error);
    },
    get counts() {
      return { ...counts };
    },
    get steps() {
      return [...telling, ...others].slice(0, listedSteps);
    },
    get stepsLeftOut() {
      return steps - Math.min(listedSteps, telling.length + others.length);
    },
    get errors() {
      return [...errors];
    },
  };
}

/** The values are in the document of the plan; a list that lives as long as the process has the names of the fields. */
function withoutChanges(step: PlannedStep): PlannedStep {
  const { changes: _values, ...listed }: Partial<PlanStep> & PlannedStep = step;
  return listed;
}

/** Where a list is cut, the creates go: what a person must look at are links, deletions and what is left to decide. */
function needsAnEye({ kind }: PlannedStep): boolean {
  return (
    kind === 'link' || kind === 'hold' || kind === 'detach' || kind === 'deleteInCrm' || kind === 'deleteInExchange'
  );
}
