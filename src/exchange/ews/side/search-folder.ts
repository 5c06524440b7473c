import type { Located } from '../../port.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { identityPaths } from '../mapping/item-shape.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import { extendedPath, readStamp, STAMP } from '../wire/extended-property.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { readItemId } from '../wire/item-id.ts';
import { readSearchKey } from '../wire/search-key.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { findAllItems } from './find-all-items.ts';
import { inFolder } from './in-folder.ts';
import { readItems } from './read-items.ts';
import { isRefusedProperty } from './refused-property.ts';
import type { SideContext } from './side-context.ts';

export interface Search {
  readonly by: 'stamp' | 'searchKey';
  readonly restriction: Xml;
}

/**
 * What a folder holds of the items searched for, and on servers without such searches more than that: the caller
 * picks. @throws ConnectorError when the server cannot even tell by what an item would be known again
 */
export async function searchFolder(
  side: SideContext,
  kind: ItemKind,
  folder: FolderRef,
  place: Located['place'],
  search: Search,
): Promise<readonly Located[]> {
  const items =
    folder.kind === 'distinguished'
      ? await inFolder(side, folder.name, (named) => listCandidates(side, named, search))
      : await listCandidates(side, folder, search);
  const located = items.flatMap((item): Located[] => {
    const ref = readItemId(item);
    if (ref === null) return [];
    return [{ ...ref, place, stamp: readStamp(item), searchKey: readSearchKey(item) }];
  });
  // A listing that tells neither may come from a server that tells them of single items only.
  const silent = located.filter(({ stamp, searchKey }) => stamp === null && searchKey === null);
  if (silent.length === 0) return located;
  const reads = await readItems(
    side,
    kind,
    silent.map(({ id }) => id),
  );
  const refusal = side.learnt.refusedPaths.get(extendedPath(STAMP).markup);
  if (search.by === 'stamp' && refusal !== undefined) throw errorFromResponseCode(refusal);
  const read = silent.flatMap((one, index): Located[] => {
    const result = reads[index];
    if (result?.kind === 'failed') throw result.error;
    return result?.kind === 'found' ? [{ ...one, stamp: result.item.stamp, searchKey: result.item.searchKey }] : [];
  });
  return [...located.filter((one) => !silent.includes(one)), ...read];
}

/** Asks for as much as this server grants: search and properties, then the properties of all, then all. */
async function listCandidates(
  side: SideContext,
  folder: FolderRef,
  { by, restriction }: Search,
): Promise<readonly XmlElement[]> {
  const withKey = by === 'searchKey' || side.learnt.searchKeysKnown;
  if (side.learnt.searches !== 'refused') {
    const found = await unlessRefused(findAllItems(side, folder, identityPaths(withKey), restriction));
    if (found !== null) return found;
    if (by === 'stamp' && withKey) {
      const withoutKey = await unlessRefused(findAllItems(side, folder, identityPaths(false), restriction));
      if (withoutKey !== null) {
        side.learnt.searchKeysKnown = false;
        return withoutKey;
      }
    }
  }
  if (by === 'searchKey') return findAllItems(side, folder, identityPaths(true), null);
  const all =
    (await unlessRefused(findAllItems(side, folder, identityPaths(false), null))) ??
    (await findAllItems(side, folder, [], null));
  side.learnt.searches = 'refused';
  return all;
}

async function unlessRefused<T>(listing: Promise<T>): Promise<T | null> {
  try {
    return await listing;
  } catch (error) {
    if (isRefusedProperty(error) || isUnexplained(error)) return null;
    throw error;
  }
}
