import type { Located } from '../../exchange/port.ts';
import type { Link } from '../../sync/index.ts';

/** None of these names one item alone: a copy carries all of them. Who else owns the item decides. */
export function carriesIdentity(
  item: { readonly stamp: string | null; readonly searchKey: string | null },
  link: Link,
): boolean {
  return carriesStamp(item, link) || (item.searchKey !== null && item.searchKey === link.searchKey);
}

export function carriesStamp({ stamp }: { readonly stamp: string | null }, link: Link): boolean {
  return stamp !== null && (stamp === link.stamp || link.formerStamps.includes(stamp));
}

/** Those with the very stamp of the link, or else all. */
export function bestMarked(candidates: readonly Located[], link: Link): readonly Located[] {
  const stamped = candidates.filter(({ stamp }) => stamp === link.stamp);
  return stamped.length > 0 ? stamped : candidates;
}
