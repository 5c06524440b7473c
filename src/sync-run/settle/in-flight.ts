import type { Side } from '../../model/index.ts';
import type { Intent } from '../../store/port.ts';

/**
 * What a write with an unknown outcome may have touched. Such an item is neither planned nor offered as a
 * counterpart: an id alone is not enough, because ids change when items move.
 */
export interface InFlight {
  add(intent: Pick<Intent, 'id' | 'linkId' | 'crmId' | 'exchangeId' | 'searchKey' | 'stamp'>): void;
  isEmpty(): boolean;
  holdsLink(linkId: string): boolean;
  holdsItem(side: Side, itemId: string): boolean;
  /** For a record that was read: by its external key too, for what a create made has an id that nobody knows yet. */
  holdsRecord(record: { readonly id: string; readonly externalKey: string | null }): boolean;
  /** For an Exchange item that was read: by stamp and search key too. */
  holdsExchange(item: {
    readonly id: string;
    readonly stamp: string | null;
    readonly searchKey: string | null;
  }): boolean;
}

export function createInFlight(): InFlight {
  const links = new Set<string>();
  const crmIds = new Set<string>();
  const exchangeIds = new Set<string>();
  const stamps = new Set<string>();
  const searchKeys = new Set<string>();
  return {
    add(intent) {
      if (intent.linkId !== null) links.add(intent.linkId);
      if (intent.crmId !== null) crmIds.add(intent.crmId);
      if (intent.exchangeId !== null) exchangeIds.add(intent.exchangeId);
      if (intent.searchKey !== null) searchKeys.add(intent.searchKey);
      stamps.add(intent.stamp);
    },
    isEmpty: () => stamps.size === 0,
    holdsLink: (linkId) => links.has(linkId),
    holdsItem: (side, itemId) => (side === 'crm' ? crmIds : exchangeIds).has(itemId),
    holdsRecord: ({ id, externalKey }) => crmIds.has(id) || (externalKey !== null && stamps.has(externalKey)),
    holdsExchange: (item) =>
      exchangeIds.has(item.id) ||
      (item.stamp !== null && stamps.has(item.stamp)) ||
      (item.searchKey !== null && searchKeys.has(item.searchKey)),
  };
}
