import { ConnectorError } from '../../../model/index.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { identityPaths } from '../mapping/item-shape.ts';
import { findItem, pageOf } from '../operations/find-item.ts';
import { extendedPath, readStamp, SEARCH_KEY, STAMP } from '../wire/extended-property.ts';
import { readItemId } from '../wire/item-id.ts';
import { isOneOf } from '../wire/restriction.ts';
import { readSearchKey, searchKeyToWire } from '../wire/search-key.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { findAllItems } from './find-all-items.ts';
import { inFolder } from './in-folder.ts';
import type { SideContext } from './side-context.ts';

/** Among so many, one that a synchronisation has made or linked is likely. */
const LOOKED_AT = 50;

/**
 * Before "nothing was found" may prove a deletion: whether a search finds an item that certainly is there. A
 * server may take the question, not understand it, and answer with an empty list. Asked once for each side, and only
 * when something was not found.
 * @returns true when the search has overlooked it; from then on folders are listed instead of searched
 */
export async function provesToOverlook(side: SideContext, kind: ItemKind): Promise<boolean> {
  const { learnt } = side;
  if (learnt.searches !== 'untried') return false;
  try {
    const overlooked = await inFolder(side, kind.folder, async (folder) => {
      const paths = identityPaths(learnt.searchKeysKnown);
      const request = { folders: [folder], paths, restriction: null, sortOrder: null, offset: 0, limit: LOOKED_AT };
      const [message] = await findItem(side.channel, request);
      if (message === undefined || message.class === 'error') return null;
      const sample = sampleOf(pageOf(message, 0).entries);
      if (sample === null) return null;
      const found = await findAllItems(side, folder, paths, sample.restriction);
      return found.every((item) => readItemId(item)?.id !== sample.id);
    });
    if (overlooked !== null) learnt.searches = overlooked ? 'refused' : 'proved';
    return overlooked === true;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.disposition === 'retry' || error.disposition === 'backoff') throw error;
    return false;
  }
}

/** One that carries our stamp, or else one with a search key, which every item of Exchange has. */
function sampleOf(items: readonly XmlElement[]): { readonly id: string; readonly restriction: Xml } | null {
  const item = items.find((one) => readStamp(one) !== null) ?? items.find((one) => readSearchKey(one) !== null);
  const id = readItemId(item)?.id;
  if (item === undefined || id === undefined) return null;
  const [stamp, searchKey] = [readStamp(item), readSearchKey(item)];
  if (stamp !== null) return { id, restriction: isOneOf(extendedPath(STAMP), [stamp]) };
  return searchKey === null
    ? null
    : { id, restriction: isOneOf(extendedPath(SEARCH_KEY), [searchKeyToWire(searchKey)]) };
}
