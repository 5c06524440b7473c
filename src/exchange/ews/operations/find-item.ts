import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import type { Page } from '../wire/page.ts';
import { readPage } from '../wire/page.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { findDescendant } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

export interface FindItemRequest {
  readonly folders: readonly FolderRef[];
  /** What to tell of each item beside its id. */
  readonly paths: readonly Xml[];
  /** `t:IsEqualTo`, `t:Or` and the like. */
  readonly restriction: Xml | null;
  /** `t:FieldOrder`. */
  readonly sortOrder: Xml | null;
  readonly offset: number;
  readonly limit: number;
}

/** One message for each folder, in the order asked. A listing has no bodies and no full e-mail addresses. */
export async function findItem(channel: SoapChannel, request: FindItemRequest): Promise<readonly ResponseMessage[]> {
  const { folders, paths, restriction, sortOrder, offset, limit } = request;
  const properties = paths.length === 0 ? null : xml`<t:AdditionalProperties>${paths}</t:AdditionalProperties>`;
  const response = await channel.send({
    operation: 'FindItem',
    writes: false,
    body: () =>
      xml`<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>${properties}</m:ItemShape><m:IndexedPageItemView MaxEntriesReturned="${limit}" Offset="${offset}" BasePoint="Beginning"/>${
        restriction === null ? null : xml`<m:Restriction>${restriction}</m:Restriction>`
      }${
        sortOrder === null ? null : xml`<m:SortOrder>${sortOrder}</m:SortOrder>`
      }<m:ParentFolderIds>${folders.map(folderIdElement)}</m:ParentFolderIds></m:FindItem>`,
  });
  return readResponseMessages(response);
}

export function pageOf(message: ResponseMessage, offset: number): Page<XmlElement> {
  return readPage(message.element, findDescendant(message.element, 'Items')?.children ?? [], offset);
}
