import type { Link } from '../../sync/index.ts';

/** What of a link is told: all but the values, the versions and the keys. */
export type LinkFacts = Pick<
  Link,
  'id' | 'state' | 'ambiguous' | 'notCompared' | 'stamped' | 'generation' | 'pending' | 'reviewReason'
>;

export function linkFacts(link: Link): LinkFacts {
  const { id, state, ambiguous, notCompared, stamped, generation, pending, reviewReason } = link;
  return { id, state, ambiguous, notCompared, stamped, generation, pending, reviewReason };
}
