import type { Link } from '../../sync/index.ts';

/** What of a link is told: all but the values, the versions and the keys. */
export type LinkFacts = Pick<
  Link,
  'id' | 'state' | 'ambiguous' | 'stamped' | 'generation' | 'pending' | 'reviewReason'
>;

export function linkFacts({ id, state, ambiguous, stamped, generation, pending, reviewReason }: Link): LinkFacts {
  return { id, state, ambiguous, stamped, generation, pending, reviewReason };
}
