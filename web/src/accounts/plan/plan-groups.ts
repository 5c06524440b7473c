import type { Run } from '../../api/accounts.ts';
import type { PlanStep } from '../../plan/calls.ts';

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
  /** Steps of these kinds are looked through for those that belong; none: they are counted and not listed. */
  readonly kinds: readonly string[];
  /** An item may stand in several groups: linked, changed, and with a conflict. */
  readonly belongs: (step: PlanStep) => boolean;
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

const all = () => true;

const STEPS_OF: Readonly<Record<PlanGroupName, Pick<PlanGroup, 'kinds' | 'belongs'>>> = {
  link: { kinds: ['link'], belongs: all },
  createInExchange: { kinds: ['createInExchange'], belongs: all },
  createInCrm: { kinds: ['createInCrm'], belongs: all },
  updateInExchange: { kinds: ['link', 'merge'], belongs: ({ toExchange }) => toExchange.length > 0 },
  updateInCrm: { kinds: ['link', 'merge'], belongs: ({ toCrm }) => toCrm.length > 0 },
  deleteInExchange: { kinds: ['deleteInExchange'], belongs: all },
  deleteInCrm: { kinds: ['deleteInCrm'], belongs: all },
  detach: { kinds: ['detach'], belongs: all },
  conflict: { kinds: ['link', 'merge'], belongs: (step) => conflictsOf(step) > 0 },
  review: { kinds: ['hold'], belongs: ({ state }) => state === 'review' },
  pending: { kinds: ['hold'], belongs: ({ state }) => state === 'pending' },
  notSynchronised: { kinds: [], belongs: () => false },
};

/** The groups of a plan that hold something, in the order in which a person reads them. */
export function groupsOf({ counts }: Run): readonly PlanGroup[] {
  if (counts === null) return [];
  return PLAN_GROUPS.map((name) => ({ name, count: COUNT_OF[name](counts), ...STEPS_OF[name] })).filter(
    ({ count }) => count > 0,
  );
}

export function deletesNothing({ counts }: Run): boolean {
  return counts === null || counts.deletedInCrm + counts.deletedInExchange === 0;
}

/** Fields of the item that both sides hold with different values. */
export function conflictsOf({ params }: PlanStep): number {
  return Number(params['conflicts'] ?? 0);
}
