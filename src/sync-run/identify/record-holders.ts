import type { Link } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/** Which live pairs of this mailbox have these records, by the records' ids. */
export async function holdersOf(run: Run, crmIds: readonly string[]): Promise<Map<string, Link>> {
  const links = crmIds.length === 0 ? [] : await run.ports.store.findLinksByCrmIds(run.scope.id, crmIds);
  return new Map(links.flatMap((link) => (link.crmId === null || link.state === 'CLOSED' ? [] : [[link.crmId, link]])));
}

/**
 * Invited again: the item of that record is gone, and another one comes in its place.
 * @param isInItsPlace whether there is such an item, and its create joined the record
 */
export function makesRoom({ state }: Link, isInItsPlace: boolean): boolean {
  return isInItsPlace && state === 'DET_C';
}

/** The pair whose record has another item now. */
export function overFor(holder: Link): Link {
  return { ...holder, state: 'CLOSED', pending: false };
}

/** A record for itself is what an item gets next, whose create led to a record of another pair. */
export function keepApart(run: Run, { stamp, itemId, isJoined }: Refused): void {
  run.takenStamps.add(stamp);
  if (isJoined) run.apart.add(itemId);
}

interface Refused {
  /** Under which the create was sent. */
  readonly stamp: string;
  readonly itemId: string;
  readonly isJoined: boolean;
}
