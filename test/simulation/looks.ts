import type { Fields } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Mailbox } from './mailbox.ts';

/** What an item without marks is recognised by. */
export function looks(fields: Fields): string {
  return ['time', 'subject', 'name', 'email1'].map((name) => canonicalText(fields[name] ?? null)).join();
}

/**
 * Whether it can be told that a record and an item without a pair are one: by a stamp, by the search key of a pair that they
 * were, or because they look alike.
 */
export function isRecognisable(
  { memory: { links } }: Pick<Mailbox, 'memory'>,
  record: Pick<StoredRecord, 'id' | 'fields'>,
  item: Pick<StoredItem, 'stamp' | 'searchKey' | 'fields'>,
): boolean {
  if (item.stamp !== null || looks(record.fields) === looks(item.fields)) return true;
  return [...links.values()].some(({ crmId, searchKey }) => crmId === record.id && searchKey === item.searchKey);
}
