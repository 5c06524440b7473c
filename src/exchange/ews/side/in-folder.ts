import { ConnectorError } from '../../../model/index.ts';
import { folderIdOf, getFolder } from '../operations/get-folder.ts';
import type { DistinguishedFolder, FolderRef } from '../wire/folder-ref.ts';
import { distinguished } from '../wire/folder-ref.ts';
import type { SideContext } from './side-context.ts';

/** How servers say that a folder's name alone does not tell them which one is meant. */
const NAME_NOT_UNDERSTOOD: ReadonlySet<string> = new Set([
  'ErrorFolderNotFound',
  'ErrorInvalidFolderId',
  'ErrorInvalidId',
  'ErrorInvalidIdMalformed',
  'ErrorSyncFolderNotFound',
]);

/**
 * Works in a folder that every mailbox has. Not every server takes its name in every operation; GetFolder
 * takes it everywhere, and the id that it tells then stands for the name.
 */
export async function inFolder<T>(
  side: SideContext,
  name: DistinguishedFolder,
  work: (folder: FolderRef) => Promise<T>,
): Promise<T> {
  const known = folderRef(side, name);
  try {
    return await work(known);
  } catch (error) {
    if (!(error instanceof ConnectorError) || !NAME_NOT_UNDERSTOOD.has(error.code)) throw error;
    if (known.kind === 'id') throw error;
    const [message] = await getFolder(side.channel, [distinguished(name)]);
    const id = message === undefined || message.class === 'error' ? null : folderIdOf(message);
    // Not even GetFolder finds it: the first error was about the folder itself.
    if (id === null) throw error;
    const ref: FolderRef = { kind: 'id', id };
    const result = await work(ref);
    side.folderIds.set(name, ref);
    return result;
  }
}

/** The folder in the form that this server has understood so far. */
export function folderRef(side: SideContext, name: DistinguishedFolder): FolderRef {
  return side.folderIds.get(name) ?? distinguished(name);
}
