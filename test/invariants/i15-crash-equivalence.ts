import type { Invariant } from './violation.ts';

export const crashEquivalence: Invariant = {
  id: 'I15',
  says: 'a crash and its resumption end where a history without the crash could have ended',
  needs: 'resumed',
  check: ({ resumed }) =>
    resumed === undefined || resumed.reachable.includes(resumed.end)
      ? []
      : [`resumed:\n${resumed.end}\nreachable without the crash:\n${resumed.reachable.join('\n- or -\n')}`],
};
