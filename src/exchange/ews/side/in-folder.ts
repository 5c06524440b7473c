import { ConnectorError } from '../../../model/index.ts';
import { KEEPS_OUT } from '../directory/named-mailbox.ts';
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
  try {
    return await workIn(side, name, work);
  } catch (error) {
    throw notShared(side, name, error) ?? error;
  }
}

async function workIn<T>(
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
    const [message] = await getFolder(side.channel, [distinguished(name, side.owner)]);
    const id = message === undefined || message.class === 'error' ? null : folderIdOf(message);
    // Not even GetFolder finds it: the first error was about the folder itself.
    if (id === null) throw error;
    const ref: FolderRef = { kind: 'id', id };
    const result = await work(ref);
    side.learnt.folderIds.set(name, ref);
    return result;
  }
}

function notShared({ owner }: SideContext, name: DistinguishedFolder, error: unknown): ConnectorError | null {
  if (owner === null || !(error instanceof ConnectorError) || !KEEPS_OUT.has(error.code)) return null;
  const isContacts = name === 'contacts';
  if (!isContacts && name !== 'calendar') return null;
  return new ConnectorError({
    code: isContacts ? 'contacts_not_shared' : 'calendar_not_shared',
    disposition: 'reauth',
    message: `The folder is not shared with the account: ${error.code}.`,
    cause: error,
    details: { ...error.details, mailbox: owner },
  });
}

/** The folder in the form that this server has understood so far. */
export function folderRef(side: SideContext, name: DistinguishedFolder): FolderRef {
  return side.learnt.folderIds.get(name) ?? distinguished(name, side.owner);
}
