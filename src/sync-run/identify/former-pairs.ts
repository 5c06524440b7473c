import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Link, Pair } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { stampsOfRecord } from './keys-of-newcomer.ts';
import { carriesIdentity } from './marks.ts';

/** What is known of a record without a link from pairs that are closed. */
export interface FormerPairs {
  /** The last one at the end. */
  readonly links: readonly Link[];
  /**
   * By what its items are known where no stamp was ever written on them: when both ends are brought back, nothing else leads
   * from one to the other once either was edited. Left out are keys of live pairs: the item goes on in one of those, or its
   * server gives one key to all.
   */
  readonly searchKeys: readonly string[];
}

/**
 * @param records without a link
 * @returns by id of the record
 */
export async function formerPairsOf(
  run: Run,
  records: readonly CrmRecord[],
): Promise<ReadonlyMap<string, FormerPairs>> {
  if (records.length === 0) return new Map();
  const { store } = run.ports;
  const stampsOf = new Map(records.map((record) => [record.id, stampsOfRecord(run, record)]));
  const links = await store.findLinksByStamps(run.scope.id, [...stampsOf.values()].flat());
  const closed = links.filter(({ state }) => state === 'CLOSED');
  const unstamped = closed.filter(({ stamped }) => !stamped);
  const searchKeys = [...new Set(unstamped.flatMap(({ searchKey }) => searchKey ?? []))];
  const live = searchKeys.length === 0 ? [] : await store.findLinksBySearchKeys(run.scope.id, searchKeys);
  const taken = new Set(live.map(({ searchKey }) => searchKey));
  return new Map(
    [...stampsOf].map(([id, stamps]) => {
      const own = closed.filter(({ stamp, crmId }) => stamps.includes(stamp) && crmId === id);
      const keys = own.flatMap(({ stamped, searchKey }) => (stamped || searchKey === null ? [] : searchKey));
      return [id, { links: own, searchKeys: keys.filter((key) => !taken.has(key)) }];
    }),
  );
}

/** What was agreed of a record with the item that it meets anew. */
export function agreedBefore(former: FormerPairs | undefined, item: ExchangeItem): Pick<Pair, 'former'> {
  const link = former?.links.findLast((one) => carriesIdentity(item, one));
  return link === undefined ? {} : { former: { baseCrm: link.baseCrm, baseExchange: link.baseExchange } };
}
