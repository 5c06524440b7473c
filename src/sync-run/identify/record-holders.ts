import type { JournalFilter } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/** Of one pair, newest first, in which the last one in the CRM is found. */
const DELETIONS_AT_MOST = 4;

/** Which live pairs of this mailbox have these records, by the records' ids. */
export async function holdersOf(run: Run, crmIds: readonly string[]): Promise<Map<string, Link>> {
  const links = crmIds.length === 0 ? [] : await run.ports.store.findLinksByCrmIds(run.scope.id, crmIds);
  return liveBy(links, ({ crmId }) => crmId);
}

/** Which live pairs of this mailbox have these items, by the items' ids. */
export async function holdersOfItems(run: Run, exchangeIds: readonly string[]): Promise<Map<string, Link>> {
  const links = exchangeIds.length === 0 ? [] : await run.ports.store.findLinksByExchangeIds(run.scope.id, exchangeIds);
  return liveBy(links, ({ exchangeId }) => exchangeId);
}

function liveBy(links: readonly Link[], idOf: (link: Link) => string | null): Map<string, Link> {
  return new Map(
    links.flatMap((link) => {
      const id = idOf(link);
      return id === null || link.state === 'CLOSED' ? [] : [[id, link] as const];
    }),
  );
}

/** Of these records those that an earlier pair of this mailbox had: what they have for themselves is its own user's too. */
export async function hadBefore(run: Run, crmIds: readonly string[]): Promise<ReadonlySet<string>> {
  const links = crmIds.length === 0 ? [] : await run.ports.store.findClosedLinksByCrmIds(run.scope.id, crmIds);
  return new Set(links.flatMap(({ crmId }) => crmId ?? []));
}

/**
 * Invited again: the item of that record is gone, and another one comes in its place.
 * @param isInItsPlace whether there is such an item, and its create joined the record
 */
export function makesRoom({ state }: Link, isInItsPlace: boolean): boolean {
  return isInItsPlace && state === 'DET_C';
}

/**
 * M5: each of several items of one meeting has a record. Whether this one stood beside the record of the pair before that was
 * deleted, as a record of whichever item; what came since is the deleted one come back.
 */
export async function stoodBefore(run: Run, crmId: string, deletedLinkId: string): Promise<boolean> {
  const { ports, scope } = run;
  const newest = (filter: Omit<JournalFilter, 'limit'>, limit = 1): ReturnType<typeof ports.store.listJournal> =>
    ports.store.listJournal(scope.id, { ...filter, limit });
  const deletions = await newest({ linkId: deletedLinkId, op: 'delete' }, DELETIONS_AT_MOST);
  const deletion = deletions.find(({ side }) => side === 'crm');
  if (deletion === undefined) return false;
  const pairs = [
    ...(await ports.store.findLinksByCrmIds(scope.id, [crmId])),
    ...(await ports.store.findClosedLinksByCrmIds(scope.id, [crmId])),
  ];
  for (const { id: linkId } of pairs) {
    if ((await newest({ linkId, beforeId: deletion.id })).length > 0) return true;
    const beginnings = [...(await newest({ linkId, op: 'create' })), ...(await newest({ linkId, op: 'link' }))];
    // Older than what the journal remembers.
    if (beginnings.length === 0) return true;
  }
  return false;
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
