import type { Invariant } from './violation.ts';

export const undo: Invariant = {
  id: 'I14',
  says: 'a run and its undo leave both sides as they were, up to ids',
  needs: 'undo',
  check: (observation) => {
    const { before, after } = observation.undo ?? { before: '', after: '' };
    return before === after ? [] : [`before the run:\n${before}\nafter its undo:\n${after}`];
  },
};
