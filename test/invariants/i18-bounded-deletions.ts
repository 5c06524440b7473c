import type { Observation } from './observation.ts';
import type { Invariant } from './violation.ts';

export const boundedDeletions: Invariant = {
  id: 'I18',
  says: 'all mailboxes together delete no more without approval than their brake lets through, however many run at the same time',
  needs: 'deletions',
  check: ({ deletions }) => (deletions === undefined ? [] : tooMany(deletions)),
};

function tooMany({ at, withinMs, allowed }: NonNullable<Observation['deletions']>): readonly string[] {
  const times = at.toSorted((a, b) => a - b);
  const past = times.find((time, index) => {
    const first = times[index - allowed];
    return first !== undefined && time - first < withinMs;
  });
  return past === undefined
    ? []
    : [`more than ${allowed} deletions within ${withinMs} ms, the last of them at ${past}`];
}
