import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** Ids of folders. One message for each folder, in the order asked; any of them may be an error. */
export async function getFolder(
  channel: SoapChannel,
  folders: readonly FolderRef[],
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'GetFolder',
    writes: false,
    body: () =>
      xml`<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>${folders.map(folderIdElement)}</m:FolderIds></m:GetFolder>`,
  });
  return readResponseMessages(response);
}

/** @returns `null` when the message names no folder */
export function folderIdOf(message: ResponseMessage): string | null {
  return findDescendant(message.element, 'FolderId')?.attributes.Id ?? null;
}
