import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement, folderName } from '../wire/folder-ref.ts';
import type { FoundFolder } from '../wire/found-folder.ts';
import { FOUND_FOLDER_SHAPE, readFoundFolder } from '../wire/found-folder.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export interface FolderChanges {
  /** New or changed. */
  readonly folders: readonly FoundFolder[];
  readonly syncState: string;
  readonly more: boolean;
}

/**
 * What changed among the folders below `parent` since a state; from `null` on, all that there are. Many servers that
 * are not Exchange have this and no FindFolder, because the mail programs of Apple and Microsoft ask in this way.
 */
export async function syncFolderHierarchy(
  channel: SoapChannel,
  parent: FolderRef,
  syncState: string | null,
): Promise<FolderChanges> {
  const state = syncState === null ? null : xml`<m:SyncState>${syncState}</m:SyncState>`;
  const response = await channel.send({
    operation: 'SyncFolderHierarchy',
    writes: false,
    body: () =>
      xml`<m:SyncFolderHierarchy>${FOUND_FOLDER_SHAPE}<m:SyncFolderId>${folderIdElement(parent)}</m:SyncFolderId>${state}</m:SyncFolderHierarchy>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined)
    throw answerError('response_incomplete', 'SyncFolderHierarchy was answered without a message.');
  if (message.class === 'error') throw errorOf(message, folderName(parent));
  const next = findDescendant(message.element, 'SyncState')?.text.trim() ?? '';
  if (next === '') throw answerError('response_incomplete', 'SyncFolderHierarchy was answered without a sync state.');
  const changes = findDescendant(message.element, 'Changes')?.children ?? [];
  const isLast = findDescendant(message.element, 'IncludesLastFolderInRange')?.text.trim().toLowerCase();
  // Who does not say whether this is the end is asked until nothing comes.
  const more = isLast === undefined ? changes.length > 0 && next !== syncState : isLast === 'false' || isLast === '0';
  if (more && next === syncState) {
    throw answerError('sync_state_stuck', 'The server repeats its sync state and says that there is more.');
  }
  return {
    folders: changes
      .filter(({ name }) => name === 'Create' || name === 'Update')
      .flatMap(({ children }) => children.flatMap((folder) => readFoundFolder(folder) ?? []).slice(0, 1)),
    syncState: next,
    more,
  };
}
