import type { FieldValue, ItemType, Side } from '../model/index.ts';
import type { Brake, RowId, StepKind } from '../sync/index.ts';
import type { RunCounts, RunKind } from './port.ts';

/** A step as a person sees it. Labels are content: shown, never logged. */
export interface PlannedStep {
  /** A merge that makes the link is told as `link`. */
  readonly kind: StepKind | 'link';
  readonly row: RowId;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** `hold` only: what it waits for. */
  readonly state: string | null;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  /** Name or subject, of the CRM record where there is one. */
  readonly label: string | null;
  /** Name or subject of the Exchange item, where both are there: whether the right two are linked shows in the two names. */
  readonly counterpart: string | null;
  /** When an appointment begins: ISO instant, or date of an all-day one. `null` for contacts. */
  readonly startsAt: string | null;
  /** Names of the fields that would be written on each side. */
  readonly toCrm: readonly string[];
  readonly toExchange: readonly string[];
  /** How many mails Exchange sends about it; absent is none. */
  readonly mails?: number;
}

/** What one field of an item holds, and what it will hold when the step is carried out. `null` is empty. */
export interface FieldChange {
  readonly side: Side;
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** A step of a plan that is kept as a document. */
export interface PlanStep extends PlannedStep {
  readonly changes: readonly FieldChange[];
}

export interface PlanEntry {
  readonly step: PlanStep;
  /** What is approved of the step; `null` when it changes nothing. */
  readonly line: string | null;
}

export interface StoredPlanStep extends PlanStep {
  /** Position in the plan, from 0. */
  readonly ordinal: number;
}

/** The head of a plan. Its document is the plan once there is a head: steps without one are thrown away. */
export interface NewPlan {
  /** The run that made it; also its address. */
  readonly runId: string;
  readonly scopeId: string;
  readonly hash: string;
  readonly counts: RunCounts;
  readonly brake: Brake | null;
  /** Number of all steps. */
  readonly steps: number;
}

export interface Plan extends NewPlan {
  readonly accountId: string;
  readonly itemType: ItemType;
  readonly kind: RunKind;
  readonly undoOf: string | null;
  readonly state: 'open' | 'applied' | 'outdated';
  /** The run that carried it out. */
  readonly appliedBy: string | null;
  readonly madeAt: string;
}

/** Lines that one plan has and the other has not. Repeated lines count. */
export interface PlanDifference {
  readonly added: number;
  readonly missing: number;
}

/** Plans as documents: written page by page while a run plans, read and carried out later by others. */
export interface PlanStore {
  /** @param from position of the first of them */
  addSteps(runId: string, from: number, entries: readonly PlanEntry[]): Promise<void>;
  /** Completes the document. Of the open plans of a scope only the newest are kept. */
  finishPlan(plan: NewPlan): Promise<void>;
  discardPlan(runId: string): Promise<void>;
  /** @returns `null` also for a plan that is not complete */
  findPlan(runId: string): Promise<Plan | null>;
  /** The newest open plan of the scope that runs of this kind made. @param hash of these; `null`: of all */
  newestOpenPlan(scopeId: string, kind: RunKind, hash: string | null): Promise<Plan | null>;
  /** In their order. @param after position of the last one of the page before */
  pageSteps(
    runId: string,
    page: { readonly kind: string | null; readonly after: number | null; readonly limit: number },
  ): Promise<readonly StoredPlanStep[]>;
  /** Number of steps of each kind. */
  countSteps(runId: string): Promise<Readonly<Record<string, number>>>;
  comparePlans(before: string, after: string): Promise<PlanDifference>;
  /** Open plans of its kind and scope that are older become outdated with it. @returns `false` when it was not open */
  markApplied(runId: string, appliedBy: string): Promise<boolean>;
  markOutdated(runId: string): Promise<void>;
  /**
   * Which of these lines the plan has; from now on their turn has come.
   * @param once only those whose turn had not come before
   */
  takeLines(runId: string, lines: readonly string[], once: boolean): Promise<ReadonlySet<string>>;
  /** Lines whose turn has not come. */
  countOpenLines(runId: string): Promise<number>;
  /** Steps without a head of runs that have ended: a dead process left them behind. @returns how many plans they were of */
  discardUnfinished(): Promise<number>;
}
