import type { ItemType } from '../../../src/model/index.ts';

export interface AskedItem {
  readonly account: string;
  readonly itemType: ItemType;
  readonly side: 'crm' | 'exchange';
  /** Of the record or of the item. */
  readonly id: string;
}

/** Ids of Exchange hold characters that mean something in the path of an address, so they stand behind it. */
export function itemAddress(item: AskedItem): string {
  return `/why/item?${new URLSearchParams({ ...item })}`;
}

/** @returns `null` for an address that names no item */
export function itemOf(search: string): AskedItem | null {
  const given = new URLSearchParams(search);
  const [account, itemType, side, id] = ['account', 'itemType', 'side', 'id'].map((name) => given.get(name) ?? '');
  if (itemType !== 'contacts' && itemType !== 'appointments') return null;
  if (side !== 'crm' && side !== 'exchange') return null;
  return account === undefined || account === '' || id === undefined || id === ''
    ? null
    : { account, itemType, side, id };
}

/** The search with an answer to this question. */
export const searchAddress = (words: string) => `/why?${new URLSearchParams({ q: words })}`;
