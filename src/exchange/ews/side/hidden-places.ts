import { ConnectorError } from '../../../model/index.ts';
import type { LocateResult } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import type { FolderRights } from '../operations/get-folder-rights.ts';
import { getFolderRights } from '../operations/get-folder-rights.ts';
import { folderRef } from './in-folder.ts';
import { isNotOffered } from './not-offered.ts';
import type { SideContext } from './side-context.ts';

/**
 * What a delegate overlooks without noticing: a folder that is not shared is left out of every list, and a private
 * item is as if it did not exist. Whoever owns the top of the mailbox sees all folders, and with full access private
 * items too where the server does not say otherwise.
 */
export async function findHiddenPlaces(side: SideContext, kind: ItemKind): Promise<LocateResult['unreadable']> {
  if (side.owner === null) return [];
  const { root, folder } = await toldRights(side, kind);
  const seesAll = root?.own === true;
  const seesPrivate = folder === null ? false : (folder.viewPrivateItems ?? seesAll);
  return [
    ...(seesAll ? [] : [{ place: 'other' as const, code: 'folders_not_shared' }]),
    ...(seesPrivate ? [] : [{ place: 'private' as const, code: 'private_items_hidden' }]),
  ];
}

/** A server that does not tell rights leaves open what is hidden. */
async function toldRights(
  side: SideContext,
  kind: ItemKind,
): Promise<{ readonly root: FolderRights | null; readonly folder: FolderRights | null }> {
  const folders = [folderRef(side, 'msgfolderroot'), folderRef(side, kind.folder)];
  try {
    const [root, folder] = await getFolderRights(side.channel, folders, false);
    return {
      root: root?.kind === 'told' ? root.rights : null,
      folder: folder?.kind === 'told' ? folder.rights : null,
    };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const isTrouble = error.disposition === 'retry' || error.disposition === 'backoff';
    if (isTrouble && !isNotOffered(error)) throw error;
    return { root: null, folder: null };
  }
}
