import type { Side } from '../../model/index.ts';
import { itemKey, itemOfKey } from '../item-key.ts';

/** Above this a full listing is not remembered: the items are read instead, and memory stays bounded. */
const REMEMBERED = 20_000;

/**
 * Versions that the change lists of this run named. They only spare a fetch: an item whose version is the one
 * that was last settled is an echo of our own write. They never decide what to write.
 */
export interface Sightings {
  seen(side: Side, itemId: string, version: string | null): void;
  reportedDeleted(itemId: string): void;
  /** The item is known from a write, a search or a pair that is over: a list has yet to name it. */
  awaitListing(exchangeId: string): void;
  /** No list of this run has named the item since. */
  isUnlisted(exchangeId: string): boolean;
  versionOf(side: Side, itemId: string): string | null;
  /** The item left the folder in this run, as Exchange said or by our own deletion, whatever a read by id says now. */
  leftFolder(exchangeId: string): boolean;
  /** A position was lost: what a listing from the beginning does not name is not there, whatever was sighted before. */
  forgetVersions(side: Side): void;
}

export function createSightings(): Sightings {
  const versions = new Map<string, string>();
  const deleted = new Set<string>();
  const unlisted = new Set<string>();
  return {
    seen(side, itemId, version) {
      if (side === 'exchange') {
        deleted.delete(itemId);
        unlisted.delete(itemId);
      }
      const key = itemKey(side, itemId);
      if (version === null || (versions.size >= REMEMBERED && !versions.has(key))) versions.delete(key);
      else versions.set(key, version);
    },
    reportedDeleted(itemId) {
      versions.delete(itemKey('exchange', itemId));
      if (deleted.size < REMEMBERED) deleted.add(itemId);
    },
    awaitListing(exchangeId) {
      if (unlisted.size < REMEMBERED) unlisted.add(exchangeId);
    },
    isUnlisted: (exchangeId) => unlisted.has(exchangeId),
    versionOf: (side, itemId) => versions.get(itemKey(side, itemId)) ?? null,
    leftFolder: (exchangeId) => deleted.has(exchangeId),
    forgetVersions: (side) => {
      for (const key of versions.keys()) if (itemOfKey(key).side === side) versions.delete(key);
    },
  };
}
