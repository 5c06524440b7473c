import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import type { FoundFolder } from '../wire/found-folder.ts';
import { FOUND_FOLDER_SHAPE, readFoundFolder } from '../wire/found-folder.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { Page } from '../wire/page.ts';
import { readPage } from '../wire/page.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** One page of all folders below `parent`, at any depth. */
export async function findFolder(
  channel: SoapChannel,
  request: { readonly parent: FolderRef; readonly offset: number; readonly limit: number },
): Promise<Page<FoundFolder>> {
  const response = await channel.send({
    operation: 'FindFolder',
    writes: false,
    body: () =>
      xml`<m:FindFolder Traversal="Deep">${FOUND_FOLDER_SHAPE}<m:IndexedPageFolderView MaxEntriesReturned="${request.limit}" Offset="${request.offset}" BasePoint="Beginning"/><m:ParentFolderIds>${folderIdElement(request.parent)}</m:ParentFolderIds></m:FindFolder>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined) throw answerError('response_incomplete', 'FindFolder was answered without a message.');
  if (message.class === 'error') throw errorOf(message);
  const folders = findDescendant(message.element, 'Folders')?.children ?? [];
  return readPage(
    message.element,
    folders.flatMap((folder) => readFoundFolder(folder) ?? []),
    request.offset,
  );
}
