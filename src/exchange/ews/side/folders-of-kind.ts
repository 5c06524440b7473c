import type { ItemKind } from '../mapping/item-kind.ts';
import { folderIdOf, getFolder } from '../operations/get-folder.ts';
import { distinguished } from '../wire/folder-ref.ts';
import type { FoundFolder } from '../wire/found-folder.ts';
import { listFolders } from './list-folders.ts';
import type { SideContext } from './side-context.ts';

/** Folders beside the synchronised one in which an item of this kind can lie. */
export interface OtherFolders {
  readonly other: readonly string[];
  /** Folders that were deleted with what they held. */
  readonly belowDeletedItems: readonly string[];
}

/**
 * Listed anew for each search: a folder that was made a minute ago is exactly where a moved item may be,
 * and overlooking it would turn the move into a deletion. The class is compared here and not by the
 * server, because sub-classes (`IPF.Contact.GalContacts`) count too.
 */
export async function findFoldersOfKind(side: SideContext, kind: ItemKind): Promise<OtherFolders> {
  const [synchronised, deletedItems] = await getFolder(side.channel, [
    distinguished(kind.folder, side.owner),
    distinguished('deleteditems', side.owner),
  ]);
  const synchronisedId = synchronised === undefined ? null : folderIdOf(synchronised);
  const deletedItemsId = deletedItems === undefined ? null : folderIdOf(deletedItems);
  const folders = await listFolders(side);
  const parents = new Map(folders.map(({ id, parentId }) => [id, parentId]));
  const ofKind = folders.filter((folder) => isOfKind(folder, kind) && folder.id !== synchronisedId).map(({ id }) => id);
  const isDeleted = (id: string) => id === deletedItemsId || isBelow(id, deletedItemsId, parents);
  return {
    other: ofKind.filter((id) => !isDeleted(id)),
    belowDeletedItems: ofKind.filter((id) => id !== deletedItemsId && isDeleted(id)),
  };
}

function isOfKind({ folderClass, element }: FoundFolder, kind: ItemKind): boolean {
  if (folderClass === null) return element === kind.folderElement;
  const wanted = kind.folderClass.toLowerCase();
  const actual = folderClass.toLowerCase();
  return actual === wanted || actual.startsWith(`${wanted}.`);
}

function isBelow(id: string, ancestor: string | null, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (
    let parent = parents.get(id) ?? null;
    parent !== null && !seen.has(parent);
    parent = parents.get(parent) ?? null
  ) {
    if (parent === ancestor) return true;
    seen.add(parent);
  }
  return false;
}
