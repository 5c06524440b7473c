import type { RequestVersion, SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** @param items makes the item elements for the version that is declared. Mails nobody. */
export async function createItem(
  channel: SoapChannel,
  folder: FolderRef,
  items: (version: RequestVersion) => readonly Xml[],
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'CreateItem',
    writes: true,
    body: (version) =>
      xml`<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${folderIdElement(folder)}</m:SavedItemFolderId><m:Items>${items(version)}</m:Items></m:CreateItem>`,
  });
  return readResponseMessages(response);
}
