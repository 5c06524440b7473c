import type { CrmRecord } from '../../crm/port.ts';
import type { Run } from '../run.ts';
import { stampsOfRecord } from './keys-of-newcomer.ts';

/** Search keys of former items, by id of the record. */
export type FormerSearchKeys = ReadonlyMap<string, readonly string[]>;

/**
 * By what the items are known that these records had in pairs that are closed, where no stamp was ever written on them: when
 * both ends are brought back, nothing else leads from one to the other once either was edited. Left out are keys of live
 * pairs: the item goes on in one of those, or its server gives one key to all.
 * @param records without a link
 */
export async function searchKeysOfFormerItems(run: Run, records: readonly CrmRecord[]): Promise<FormerSearchKeys> {
  if (records.length === 0) return new Map();
  const { store } = run.ports;
  const stampsOf = new Map(records.map((record) => [record.id, stampsOfRecord(run, record)]));
  const links = await store.findLinksByStamps(run.scope.id, [...stampsOf.values()].flat());
  const closed = links.filter(({ state, stamped }) => state === 'CLOSED' && !stamped);
  const searchKeys = [...new Set(closed.flatMap(({ searchKey }) => searchKey ?? []))];
  const live = searchKeys.length === 0 ? [] : await store.findLinksBySearchKeys(run.scope.id, searchKeys);
  const taken = new Set(live.map(({ searchKey }) => searchKey));
  return new Map(
    [...stampsOf].map(([id, stamps]) => {
      const own = closed.filter(({ stamp, crmId }) => stamps.includes(stamp) && crmId === id);
      return [id, own.flatMap(({ searchKey }) => (searchKey === null || taken.has(searchKey) ? [] : searchKey))];
    }),
  );
}
