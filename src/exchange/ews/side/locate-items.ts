import { ConnectorError } from '../../../model/index.ts';
import type { Located, LocateResult } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { isBareFault } from '../soap/bare-fault.ts';
import { extendedPath, SEARCH_KEY, STAMP } from '../wire/extended-property.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { isOneOf } from '../wire/restriction.ts';
import { searchKeyToWire } from '../wire/search-key.ts';
import { chunksOf } from './chunks-of.ts';
import { findFoldersOfKind } from './folders-of-kind.ts';
import { findHiddenPlaces } from './hidden-places.ts';
import { folderRef } from './in-folder.ts';
import { isNotOffered } from './not-offered.ts';
import { provesToOverlook } from './prove-search.ts';
import { isRefusedProperty } from './refused-property.ts';
import type { Search } from './search-folder.ts';
import { searchFolder } from './search-folder.ts';
import type { SideContext } from './side-context.ts';

const KEYS_PER_SEARCH = 20;

interface Place {
  readonly place: Located['place'];
  readonly folder: FolderRef;
}

/**
 * Searches every place where an item may be that has left its id. What cannot be searched is told, because
 * then absence proves nothing.
 * @throws ConnectorError when the synchronised folder itself cannot be read, or the server asks to wait
 */
export async function locateItems(
  side: SideContext,
  kind: ItemKind,
  wanted: { readonly stamps: readonly string[]; readonly searchKeys: readonly string[] },
): Promise<LocateResult> {
  const stamps = [...new Set(wanted.stamps.map((stamp) => stamp.toLowerCase()))];
  const searchKeys = [...new Set(wanted.searchKeys.map((key) => key.toLowerCase()))];
  if (stamps.length + searchKeys.length === 0) return { found: [], unreadable: [] };

  const unreadable = new Map<string, LocateResult['unreadable'][number]>();
  const reportUnreadable = (place: 'deletedItems' | 'other', error: unknown) => {
    const { code } = bearable(error);
    unreadable.set(`${place} ${code}`, { place, code });
  };
  const places: Place[] = [
    { place: 'synchronised', folder: folderRef(side, kind.folder) },
    { place: 'deletedItems', folder: folderRef(side, 'deleteditems') },
  ];
  try {
    const { other, belowDeletedItems } = await findFoldersOfKind(side, kind);
    for (const id of other) places.push({ place: 'other', folder: { kind: 'id', id } });
    for (const id of belowDeletedItems) places.push({ place: 'deletedItems', folder: { kind: 'id', id } });
  } catch (error) {
    reportUnreadable('other', error);
  }

  const hidden = await findHiddenPlaces(side, kind);

  const searches: readonly Search[] = [
    ...chunksOf(stamps, KEYS_PER_SEARCH).map((keys) => ({
      by: 'stamp' as const,
      restriction: isOneOf(extendedPath(STAMP), keys),
    })),
    ...chunksOf(searchKeys, KEYS_PER_SEARCH).map((keys) => ({
      by: 'searchKey' as const,
      restriction: isOneOf(extendedPath(SEARCH_KEY), keys.map(searchKeyToWire)),
    })),
  ];
  const searchAll = async () => {
    const found = new Map<string, Located>();
    for (const search of searches) {
      for (const { place, folder } of places) {
        try {
          for (const located of await searchFolder(side, kind, folder, place, search)) {
            // Where its own folder cannot be told by its id, it is listed among the others, too.
            if (isWanted(located, stamps, searchKeys) && !found.has(located.id)) found.set(located.id, located);
          }
        } catch (error) {
          const isDecisive = place === 'synchronised' && search.by === 'stamp';
          if (isDecisive && !isRefusedProperty(error) && !isBareFault(error) && !isNotOffered(error)) throw error;
          reportUnreadable(place === 'synchronised' ? 'other' : place, error);
        }
      }
    }
    return [...found.values()];
  };
  let found = await searchAll();
  const isMissed = stamps.some((stamp) => found.every((one) => one.stamp !== stamp));
  if (isMissed && (await provesToOverlook(side, kind))) found = await searchAll();
  return { found, unreadable: [...unreadable.values(), ...hidden] };
}

/** A server that does not understand the restriction may list the whole folder. */
function isWanted({ stamp, searchKey }: Located, stamps: readonly string[], searchKeys: readonly string[]): boolean {
  return (stamp !== null && stamps.includes(stamp)) || (searchKey !== null && searchKeys.includes(searchKey));
}

/** Trouble of the moment, and of the whole mailbox, is thrown; the rest is a place that cannot be read. */
function bearable(error: unknown): ConnectorError {
  if (!(error instanceof ConnectorError)) throw error;
  if (isNotOffered(error) || isBareFault(error)) return error;
  if (error.disposition === 'retry' || error.disposition === 'backoff') throw error;
  return error;
}
