import type { RunCounts } from '../store/port.ts';

/** Whether a run changed nothing on either side and decided nothing anew. What waits or is left out may be unchanged. */
export function changedNothing(counts: RunCounts): boolean {
  const { createdInExchange, createdInCrm, updatedInExchange, updatedInCrm, deletedInExchange, deletedInCrm } = counts;
  const written =
    createdInExchange + createdInCrm + updatedInExchange + updatedInCrm + deletedInExchange + deletedInCrm;
  return written + counts.linked + counts.detached + counts.conflicts === 0;
}
