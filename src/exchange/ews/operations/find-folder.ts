import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { Page } from '../wire/page.ts';
import { readPage } from '../wire/page.ts';
import { fieldPath } from '../wire/paths.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { childText, findChild, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export interface FoundFolder {
  readonly id: string;
  readonly parentId: string | null;
  /** `IPF.Contact`; `null` where the server does not say. */
  readonly folderClass: string | null;
  /** Name of the element, `ContactsFolder` for instance. */
  readonly element: string;
}

/** One page of all folders below `parent`, at any depth. */
export async function findFolder(
  channel: SoapChannel,
  request: { readonly parent: FolderRef; readonly offset: number; readonly limit: number },
): Promise<Page<FoundFolder>> {
  const paths = ['folder:FolderClass', 'folder:ParentFolderId'].map(fieldPath);
  const response = await channel.send({
    operation: 'FindFolder',
    writes: false,
    body: () =>
      xml`<m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${paths}</t:AdditionalProperties></m:FolderShape><m:IndexedPageFolderView MaxEntriesReturned="${request.limit}" Offset="${request.offset}" BasePoint="Beginning"/><m:ParentFolderIds>${folderIdElement(request.parent)}</m:ParentFolderIds></m:FindFolder>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined) throw answerError('response_incomplete', 'FindFolder was answered without a message.');
  if (message.class === 'error') throw errorOf(message);
  const folders = findDescendant(message.element, 'Folders')?.children ?? [];
  return readPage(
    message.element,
    folders.flatMap((folder) => {
      const id = findChild(folder, 'FolderId')?.attributes.Id;
      if (id === undefined) return [];
      return [
        {
          id,
          parentId: findChild(folder, 'ParentFolderId')?.attributes.Id ?? null,
          folderClass: childText(folder, 'FolderClass')?.trim() || null,
          element: folder.name,
        },
      ];
    }),
    request.offset,
  );
}
