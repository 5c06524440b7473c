import type { ExchangeItem } from '../../exchange/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { carriesStamp } from './marks.ts';

/**
 * Pairs of today whose record was in a pair that was closed: both ends were deleted, the record was brought back and got
 * another item. Should that one be gone when the former item comes out of Deleted Items, the record goes on with it.
 */
export interface Successors {
  /** With the stamps of the former items, so that a search for theirs finds those too. */
  readonly links: readonly Link[];
  /** @returns the pair with the bases that were agreed with this item, where it is a former one */
  asAgreedWith(link: Link, item: ExchangeItem): Link;
}

/** @param closed pairs whose stamp one of the items carries */
export async function successorsOf(
  run: Run,
  items: readonly ExchangeItem[],
  closed: readonly Link[],
): Promise<Successors> {
  const crmIds = [...new Set(closed.flatMap(({ crmId }) => crmId ?? []))];
  const live = crmIds.length === 0 ? [] : await run.ports.store.findLinksByCrmIds(run.scope.id, crmIds);
  const links = live.flatMap((link) => {
    if (link.state !== 'LINKED' && link.state !== 'DET_C') return [];
    const former = closed.filter(({ crmId }) => crmId === link.crmId);
    const carried = items.flatMap((item) =>
      item.stamp !== null && !carriesStamp(item, link) && former.some((one) => carriesStamp(item, one))
        ? [item.stamp]
        : [],
    );
    return carried.length === 0 ? [] : [{ ...link, formerStamps: [...link.formerStamps, ...new Set(carried)] }];
  });
  const ids = new Set(links.map(({ id }) => id));
  return {
    links,
    asAgreedWith: (link, item) => {
      if (!ids.has(link.id) || item.stamp === link.stamp) return link;
      const former = closed.findLast((one) => one.crmId === link.crmId && carriesStamp(item, one));
      if (former === undefined) return link;
      const { baseCrm, baseExchange, projection, givenCategories } = former;
      return { ...link, baseCrm, baseExchange, projection, givenCategories };
    },
  };
}
