import type { SoapChannel } from '../soap/channel.ts';
import type { DistinguishedFolder } from '../wire/folder-ref.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { childText, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export type DescribedFolder =
  /** `items`: how many lie in it, `null` where the server does not count. */
  | { readonly kind: 'described'; readonly id: string; readonly items: number | null }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * Ids and sizes of folders, in the order asked.
 * @param mailbox opens the folders of this address by the account's own rights; `null` those of the channel's mailbox
 */
export async function describeFolders(
  channel: SoapChannel,
  folders: readonly DistinguishedFolder[],
  mailbox: string | null,
): Promise<readonly DescribedFolder[]> {
  const owner = mailbox === null ? null : xml`<t:Mailbox><t:EmailAddress>${mailbox}</t:EmailAddress></t:Mailbox>`;
  const ids = folders.map((name) => xml`<t:DistinguishedFolderId Id="${name}">${owner}</t:DistinguishedFolderId>`);
  const response = await channel.send({
    operation: 'GetFolder',
    writes: false,
    body: () =>
      xml`<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:TotalCount"/></t:AdditionalProperties></m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`,
  });
  const messages = readResponseMessages(response);
  return folders.map((_name, index): DescribedFolder => {
    const message = messages[index];
    if (message === undefined) return { kind: 'failed', code: 'response_incomplete' };
    const id = findDescendant(message.element, 'FolderId')?.attributes['Id'];
    if (message.class === 'error' || id === undefined) {
      return { kind: 'failed', code: message.class === 'error' ? message.code : 'response_incomplete' };
    }
    const count = childText(findDescendant(message.element, 'Folders')?.children[0], 'TotalCount')?.trim() ?? '';
    return { kind: 'described', id, items: /^\d{1,9}$/.test(count) ? Number(count) : null };
  });
}
