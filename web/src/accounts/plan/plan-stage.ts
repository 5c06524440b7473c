import type { ItemType } from '../../../../src/model/index.ts';
import type { Run } from '../../api/accounts.ts';

/** Where an account stands between "prepare the plan" and its result. */
export type PlanStage =
  /** Nothing was looked at, or what was is forgotten. */
  | { readonly kind: 'none' }
  | { readonly kind: 'preparing' | 'applying'; readonly runs: readonly Run[] }
  /** Somebody has to look and approve. `failed`: item types that could not be looked at. */
  | { readonly kind: 'plan'; readonly plans: readonly Run[]; readonly failed: readonly Run[] }
  /** Everything that was approved here has ended, and no brake stopped it. */
  | { readonly kind: 'result'; readonly runs: readonly Run[] };

/**
 * Read from the runs themselves, so that a reloaded page, a second tab and a colleague see the same.
 * @param runs newest first
 * @param itemTypes those that the account synchronises
 * @param approved the runs of the plan that was approved on this page; empty: none was
 */
export function planStageOf(runs: readonly Run[], itemTypes: readonly ItemType[], approved: readonly Run[]): PlanStage {
  if (approved.some(({ state }) => state !== 'finished')) return { kind: 'applying', runs: approved };
  // Later runs of the schedule say nothing about what became of the plan.
  if (approved.length > 0 && approved.every(({ outcome }) => outcome !== 'held'))
    return { kind: 'result', runs: approved };
  const newest = itemTypes.flatMap((itemType) => runs.find((run) => run.itemType === itemType) ?? []);
  const open = newest.filter(({ state }) => state !== 'finished');
  if (open.length > 0) {
    // An item type that has its plan already is shown as prepared while the other one is looked at.
    const together = newest.filter((run) => run.dryRun === open[0]?.dryRun);
    return { kind: open.every(({ dryRun }) => dryRun) ? 'preparing' : 'applying', runs: together };
  }
  const plans = newest.filter(isPlan);
  const failed = newest.filter(({ outcome, dryRun }) => outcome === 'failed' && dryRun);
  return plans.length + failed.length > 0 ? { kind: 'plan', plans, failed } : { kind: 'none' };
}

/**
 * A finished look, or a run that a brake stopped before its first write. What an earlier process planned is forgotten:
 * it has neither hash nor trigger. A look that found nothing at all has no hash either, and nothing to approve.
 */
function isPlan({ dryRun, outcome, planHash, trigger }: Run): boolean {
  return outcome === 'held' ? planHash !== null : dryRun && outcome === 'done' && trigger !== null;
}
