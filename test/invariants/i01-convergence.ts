import type { Invariant } from './violation.ts';

export const convergence: Invariant = {
  id: 'I1',
  says: 'when people and faults stop, the plan is empty after a bounded number of runs',
  needs: 'rest',
  check: ({ rest, scopes }) => {
    if (rest === undefined) return [];
    if (rest.runs === null) return [`no rest after ${rest.bound} runs`];
    return scopes
      .filter((scope) => scope.openIntents > 0)
      .map((scope) => `${scope.id}: ${scope.openIntents} writes are still open`);
  },
};
