import type { Run } from '../../api/accounts.ts';

export type PlannedStep = Run['steps'][number];

export const PLAN_GROUPS = [
  'link',
  'createInExchange',
  'createInCrm',
  'updateInExchange',
  'updateInCrm',
  'deleteInExchange',
  'deleteInCrm',
  'detach',
  'conflict',
  'review',
  'pending',
  'notSynchronised',
] as const;
/** What happens to the items of a plan; its sentences are `accounts.plan.groups.*`. */
export type PlanGroupName = (typeof PLAN_GROUPS)[number];

export interface PlanGroup {
  readonly name: PlanGroupName;
  /** Complete. */
  readonly count: number;
  /** Those that the run lists. An item may stand in several groups: linked, changed, and with a conflict. */
  readonly steps: readonly PlannedStep[];
}

type Counts = NonNullable<Run['counts']>;

const COUNT_OF: Readonly<Record<PlanGroupName, (counts: Counts) => number>> = {
  link: (counts) => counts.linked,
  createInExchange: (counts) => counts.createdInExchange,
  createInCrm: (counts) => counts.createdInCrm,
  updateInExchange: (counts) => counts.updatedInExchange,
  updateInCrm: (counts) => counts.updatedInCrm,
  deleteInExchange: (counts) => counts.deletedInExchange,
  deleteInCrm: (counts) => counts.deletedInCrm,
  detach: (counts) => counts.detached,
  conflict: (counts) => counts.conflicts,
  review: (counts) => counts.review,
  pending: (counts) => counts.pending,
  notSynchronised: (counts) => counts.notSynchronised,
};

const BELONGS: Readonly<Record<PlanGroupName, (step: PlannedStep) => boolean>> = {
  link: ({ kind }) => kind === 'link',
  createInExchange: ({ kind }) => kind === 'createInExchange',
  createInCrm: ({ kind }) => kind === 'createInCrm',
  updateInExchange: (step) => isMerge(step) && step.toExchange.length > 0,
  updateInCrm: (step) => isMerge(step) && step.toCrm.length > 0,
  deleteInExchange: ({ kind }) => kind === 'deleteInExchange',
  deleteInCrm: ({ kind }) => kind === 'deleteInCrm',
  detach: ({ kind }) => kind === 'detach',
  conflict: (step) => conflictsOf(step) > 0,
  review: ({ kind, state }) => kind === 'hold' && state === 'review',
  pending: ({ kind, state }) => kind === 'hold' && state === 'pending',
  notSynchronised: () => false,
};

/** The groups of a plan that hold something, in the order in which a person reads them. */
export function groupsOf({ counts, steps }: Run): readonly PlanGroup[] {
  if (counts === null) return [];
  return PLAN_GROUPS.map((name) => ({
    name,
    count: COUNT_OF[name](counts),
    steps: steps.filter(BELONGS[name]),
  })).filter(({ count }) => count > 0);
}

export function deletesNothing({ counts }: Run): boolean {
  return counts === null || counts.deletedInCrm + counts.deletedInExchange === 0;
}

/** Fields of the item that both sides hold with different values. */
export function conflictsOf({ params }: PlannedStep): number {
  return Number(params['conflicts'] ?? 0);
}

/** Writes fields of an item that is on both sides; `link` also makes them one. */
export function isMerge({ kind }: PlannedStep): boolean {
  return kind === 'merge' || kind === 'link';
}
