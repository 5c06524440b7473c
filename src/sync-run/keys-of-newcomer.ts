import type { CrmRecord } from '../crm/port.ts';
import type { ExchangeItem } from '../exchange/port.ts';
import type { Fields } from '../model/index.ts';
import type { MatchKeys } from '../sync/index.ts';
import { matchKeys, stampKeys } from '../sync/index.ts';
import type { Run } from './run.ts';
import { stampOf } from './stamp.ts';

/** How often an item is made anew before its stamp is not recognised any more by a memory that knows nothing of it. */
export const GENERATIONS = 3;

/** Of what must not be found as a counterpart. */
export const NO_KEYS: MatchKeys = { strong: [], weak: [] };

/** Under which keys the counterpart of a record without a link finds it. */
export function keysOfRecord(run: Run, record: CrmRecord, fields: Fields): MatchKeys {
  const made = Array.from({ length: GENERATIONS }, (_, generation) => stamp(run, record.id, generation));
  return keysOf(run, fields, record.uid, record.externalKey === null ? made : [...made, record.externalKey]);
}

/** Under which keys the counterpart of an item of Exchange without a link finds it. */
export function keysOfItem(run: Run, item: ExchangeItem, fields: Fields): MatchKeys {
  const made = stamp(run, item.id, 0);
  return keysOf(run, fields, item.uid, item.stamp === null ? [made] : [made, item.stamp]);
}

function stamp(run: Run, itemId: string, generation: number): string {
  return stampOf(run.ports.stampKey, run.scope.id, itemId, generation);
}

function keysOf(run: Run, fields: Fields, uid: string | null, stamps: readonly string[]): MatchKeys {
  const alike = matchKeys(run.itemType, fields, uid);
  const marked = stampKeys(run.itemType, fields, stamps);
  return { strong: [...alike.strong, ...marked.strong], weak: [...alike.weak, ...marked.weak] };
}
