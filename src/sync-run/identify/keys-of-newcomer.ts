import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { Identity, MatchKeys } from '../../sync/index.ts';
import { identityKeys, matchKeys } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { stampOf } from './stamp.ts';

/** How often an item is made anew before its stamp is not recognised any more by a memory that knows nothing of it. */
export const GENERATIONS = 3;

/** Of what must not be found as a counterpart. */
export const NO_KEYS: MatchKeys = { strong: [], weak: [] };

/**
 * Under which keys the counterpart of a record without a link finds it.
 * @param searchKeys of its former items (`FormerPairs`)
 */
export function keysOfRecord(
  run: Run,
  record: CrmRecord,
  fields: Fields,
  searchKeys: readonly string[] = [],
): MatchKeys {
  return keysOf(run, fields, record.uid, { stamps: stampsOfRecord(run, record), searchKeys });
}

/** Under which keys the counterpart of an item of Exchange without a link finds it. */
export function keysOfItem(run: Run, item: ExchangeItem, fields: Fields): MatchKeys {
  const made = stamp(run, item.id, 0);
  return keysOf(run, fields, item.uid, {
    stamps: item.stamp === null ? [made] : [made, item.stamp],
    searchKeys: item.searchKey === null ? [] : [item.searchKey],
  });
}

/** Those that its item has or had, as far as the record itself can tell. */
export function stampsOfRecord(run: Run, { id, externalKey }: CrmRecord): readonly string[] {
  const made = Array.from({ length: GENERATIONS }, (_, generation) => stamp(run, id, generation));
  return externalKey === null ? made : [...made, externalKey];
}

function stamp(run: Run, itemId: string, generation: number): string {
  return stampOf(run.ports.stampKey, run.scope.id, itemId, generation);
}

function keysOf(run: Run, fields: Fields, uid: string | null, identity: Identity): MatchKeys {
  const alike = matchKeys(run.itemType, fields, uid);
  const known = identityKeys(run.itemType, fields, identity);
  return { strong: [...alike.strong, ...known.strong], weak: [...alike.weak, ...known.weak] };
}
