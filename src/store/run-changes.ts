import type { RunCounts } from './port.ts';

/** Counts of what a run wrote or decided anew. What waits or is left out may be the same as before. */
export const CHANGES = [
  'createdInExchange',
  'createdInCrm',
  'updatedInExchange',
  'updatedInCrm',
  'deletedInExchange',
  'deletedInCrm',
  'linked',
  'detached',
  'conflicts',
] as const satisfies readonly (keyof RunCounts)[];

/** Whether a run changed nothing on either side and decided nothing anew. */
export function changedNothing(counts: RunCounts): boolean {
  return CHANGES.every((name) => counts[name] === 0);
}
