import { convergence } from './i01-convergence.ts';
import { idempotence } from './i02-idempotence.ts';
import { noDuplicates } from './i03-no-duplicates.ts';
import { noLoss } from './i04-no-loss.ts';
import { gates } from './i05-gates.ts';
import { deleteEvidence } from './i06-delete-evidence.ts';
import { winnerSafety } from './i07-winner-safety.ts';
import { completeness } from './i08-completeness.ts';
import { agreement } from './i09-agreement.ts';
import { echoBound } from './i10-echo-bound.ts';
import { thirdParties } from './i11-third-parties.ts';
import { isolation } from './i12-isolation.ts';
import { window } from './i13-window.ts';
import { undo } from './i14-undo.ts';
import { crashEquivalence } from './i15-crash-equivalence.ts';
import { determinism } from './i16-determinism.ts';
import { settled } from './i17-settled.ts';
import { boundedDeletions } from './i18-bounded-deletions.ts';
import type { Observation } from './observation.ts';
import type { Invariant, InvariantId, Violation } from './violation.ts';

export const INVARIANTS: readonly Invariant[] = [
  convergence,
  idempotence,
  noDuplicates,
  noLoss,
  gates,
  deleteEvidence,
  winnerSafety,
  completeness,
  agreement,
  echoBound,
  thirdParties,
  isolation,
  window,
  undo,
  crashEquivalence,
  determinism,
  settled,
  boundedDeletions,
];

export interface Verdict {
  readonly violations: readonly Violation[];
  /** Which were asked: an observation without a part leaves the invariants of that part unasked. */
  readonly judged: readonly InvariantId[];
}

/** Judges one observation by every invariant that it has the parts for. */
export function judge(observation: Observation): Verdict {
  const asked = INVARIANTS.filter(({ needs }) => needs === 'always' || observation[needs] !== undefined);
  return {
    violations: asked.flatMap(({ id, check }) => check(observation).map((what) => ({ invariant: id, what }))),
    judged: asked.map(({ id }) => id),
  };
}
