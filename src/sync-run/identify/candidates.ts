import type { ExchangeItem, Located, LocateResult } from '../../exchange/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { carriesIdentity } from './marks.ts';

export interface Owners {
  readonly byId: ReadonlyMap<string, string>;
  readonly byStamp: ReadonlyMap<string, string>;
}

/** The live links that own a candidate already: by its id, or because it is stamped as theirs. */
export async function ownersOf(run: Run, candidates: readonly Located[]): Promise<Owners> {
  const { store } = run.ports;
  const ids = candidates.map((candidate) => candidate.id);
  const stamps = candidates.flatMap((candidate) => candidate.stamp ?? []);
  const idOwners = ids.length === 0 ? [] : await store.findLinksByExchangeIds(run.scope.id, ids);
  const stampOwners = stamps.length === 0 ? [] : await store.findLinksByStamps(run.scope.id, stamps);
  const live = (link: Link): boolean => link.state !== 'CLOSED';
  return {
    byId: new Map(idOwners.filter(live).map((link) => [link.exchangeId ?? '', link.id])),
    byStamp: new Map(
      stampOwners
        .filter(live)
        .flatMap((link) => [link.stamp, ...link.formerStamps].map((stamp) => [stamp, link.id] as const)),
    ),
  };
}

/** Whether it carries the marks of the link, and is no other live link's. */
export function mayBeItemOf(candidate: Located, link: Link, owners: Owners): boolean {
  return (
    carriesIdentity(candidate, link) &&
    (owners.byId.get(candidate.id) ?? link.id) === link.id &&
    (candidate.stamp === null || (owners.byStamp.get(candidate.stamp) ?? link.id) === link.id)
  );
}

/**
 * Whether an unfinished create names it by its id: it gets a pair of its own, whoever else bears its marks. A copy has a
 * search key in common with what it was made from, and would be taken for it or the other way round.
 */
export function awaitsPair(run: Run, { id }: Located, link: Link, owners: Owners): boolean {
  if (owners.byId.get(id) === link.id) return false;
  const creates = [...run.unseenCreates.values()];
  return (
    run.inFlight.holdsItem('exchange', id) ||
    creates.some(({ exchangeId, stamp }) => exchangeId === id && stamp !== link.stamp)
  );
}

/** How many of the links share each search key. */
export function countBySearchKey(links: readonly Link[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { searchKey } of links) if (searchKey !== null) counts.set(searchKey, (counts.get(searchKey) ?? 0) + 1);
  return counts;
}

/** The stamps that the items of the links have or had. */
export function stampsOf(links: readonly Link[]): readonly string[] {
  return links.flatMap((link) => [link.stamp, ...link.formerStamps]);
}

/** What a search found, and the unlinked items that were read already. */
export function mergeCandidates(located: LocateResult, claimants: readonly ExchangeItem[]): readonly Located[] {
  const byId = new Map<string, Located>();
  for (const { id, changeKey, stamp, searchKey } of claimants)
    byId.set(id, { id, changeKey, stamp, searchKey, place: 'synchronised' });
  // The search is asked last and knows where an item lies now.
  for (const candidate of located.found) byId.set(candidate.id, candidate);
  return [...byId.values()];
}
