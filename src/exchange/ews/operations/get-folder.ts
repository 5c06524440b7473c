import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import { folderMessages } from './folder-messages.ts';

/** Ids of folders. One message for each folder, in the order asked; any of them may be an error. */
export function getFolder(
  channel: SoapChannel,
  folders: readonly FolderRef[],
): Promise<readonly (ResponseMessage | undefined)[]> {
  return folderMessages(channel, folders, xml`<t:BaseShape>IdOnly</t:BaseShape>`);
}

/** @returns `null` when the message names no folder */
export function folderIdOf(message: ResponseMessage): string | null {
  return findDescendant(message.element, 'FolderId')?.attributes.Id ?? null;
}
