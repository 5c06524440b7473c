import type { Side } from '../../model/index.ts';
import type { Frozen } from '../frozen.ts';
import { asksBeforeThaw } from '../frozen.ts';
import type { Step } from '../step.ts';
import { mailsOf } from '../step.ts';

/** How many steps of which kind a plan has. Grows by one step at a time, so that no plan has to be held as a whole. */
export interface StepCounts {
  readonly createInExchange: number;
  readonly createInCrm: number;
  /**
   * Linked pairs whose fields are written there. Merges that make the link are counted as `link` only, and those that
   * only introduce a field not at all: after an upgrade all pairs do.
   */
  readonly updateInExchange: number;
  readonly updateInCrm: number;
  readonly deleteInExchange: number;
  readonly deleteInCrm: number;
  readonly link: number;
  readonly detach: number;
  readonly close: number;
  readonly suppress: number;
  readonly conflicts: number;
  /** Holds that wait for a rule, and merges that leave a field behind. */
  readonly pending: number;
  readonly review: number;
  readonly wait: number;
  readonly asleep: number;
  readonly suspended: number;
  readonly ignored: number;
  readonly unchanged: number;
  /** Items of linked pairs that were found deleted, hidden or missing on that side, whatever follows from it. */
  readonly vanishedInCrm: number;
  readonly vanishedInExchange: number;
  /** Meetings about which people are mailed, and mails to them, one for each person and part. */
  readonly mailing: number;
  readonly mails: number;
  /** Steps of a frozen plan that a person is asked about. */
  readonly frozen: number;
}

/** The counts of a whole plan, beside what it would do them to. */
export interface PlanSummary extends StepCounts {
  /** Links in state LINKED before the run. */
  readonly liveLinks: number;
  /** Deletions that we executed in this scope in the last 24 hours. */
  readonly deletionsLast24h: number;
  /** Items found by a complete enumeration of the side; `null` when the run did not enumerate it. */
  readonly itemsSeen: Readonly<Record<Side, number | null>>;
  /** Nothing was ever linked in this scope, or no run of it has succeeded yet. */
  readonly firstSync: boolean;
  /** Steps that a person has to have seen before they are carried out (first run); `null` when nobody has to. */
  readonly toApprove: number | null;
  /** What the scope is frozen for; absent when both sides are what they were. */
  readonly freeze?: Frozen;
  /**
   * Of the whole installation: deletions that nobody approved in the last half hour, those that runs under way are about to
   * carry out, and links; absent where nobody has to ask.
   */
  readonly installation?: { readonly deletions: number; readonly reserved: number; readonly links: number };
}

export const NO_STEPS: StepCounts = {
  createInExchange: 0,
  createInCrm: 0,
  updateInExchange: 0,
  updateInCrm: 0,
  deleteInExchange: 0,
  deleteInCrm: 0,
  link: 0,
  detach: 0,
  close: 0,
  suppress: 0,
  conflicts: 0,
  pending: 0,
  review: 0,
  wait: 0,
  asleep: 0,
  suspended: 0,
  ignored: 0,
  unchanged: 0,
  vanishedInCrm: 0,
  vanishedInExchange: 0,
  mailing: 0,
  mails: 0,
  frozen: 0,
};

export function countStep(counts: StepCounts, step: Step): StepCounts {
  const next: Record<keyof StepCounts, number> = { ...counts };
  for (const name of countersOf(step)) next[name] += 1;
  if (asksBeforeThaw(step)) next.frozen += 1;
  if (step.kind === 'merge') next.conflicts += step.merge.conflicts.length;
  const mails = mailsOf(step);
  if (mails > 0) next.mailing += 1;
  next.mails += mails;
  return next;
}

export function summarise(steps: Iterable<Step>, facts: Omit<PlanSummary, keyof StepCounts>): PlanSummary {
  let counts = NO_STEPS;
  for (const step of steps) counts = countStep(counts, step);
  return { ...counts, ...facts };
}

function countersOf(step: Step): readonly (keyof StepCounts)[] {
  switch (step.kind) {
    case 'noop':
      return ['unchanged'];
    case 'hold':
      return [step.state];
    case 'merge':
      return mergeCounters(step);
    default:
      return [step.kind, ...vanishedCounter(step)];
  }
}

function mergeCounters(step: Extract<Step, { kind: 'merge' }>): readonly (keyof StepCounts)[] {
  const counters: (keyof StepCounts)[] = [];
  const isEdit = !step.link && step.introduces !== true;
  if (step.link) counters.push('link');
  if (isEdit && Object.keys(step.merge.toExchange).length > 0) counters.push('updateInExchange');
  if (isEdit && Object.keys(step.merge.toCrm).length > 0) counters.push('updateInCrm');
  if (step.merge.pendingFields.length > 0) counters.push('pending');
  return counters;
}

/** What became of the other side of a pair that was linked; survivors detached by earlier runs are not counted again. */
function vanishedCounter(step: Step): readonly (keyof StepCounts)[] {
  switch (step.kind) {
    case 'deleteInExchange':
      // O9 follows from nothing that is missing.
      return step.reason.row === 'O9' ? [] : ['vanishedInCrm'];
    case 'deleteInCrm':
      return ['vanishedInExchange'];
    case 'detach':
      return [step.to === 'DET_E' ? 'vanishedInCrm' : 'vanishedInExchange'];
    case 'createInCrm':
      return step.reason.row === 'L8' ? ['vanishedInCrm'] : [];
    case 'createInExchange':
      return step.reason.row === 'L9' ? ['vanishedInExchange'] : [];
    case 'close':
      return step.reason.row === 'L7' ? ['vanishedInCrm', 'vanishedInExchange'] : [];
    default:
      return [];
  }
}
