import type { SoapChannel } from '../soap/channel.ts';
import type { DistinguishedFolder } from '../wire/folder-ref.ts';
import { distinguished } from '../wire/folder-ref.ts';
import { fieldPath } from '../wire/paths.ts';
import { childText, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import { folderMessages } from './folder-messages.ts';
import { getFolder } from './get-folder.ts';

export type DescribedFolder =
  /** `items`: how many lie in it, `null` where the server does not count. */
  | { readonly kind: 'described'; readonly id: string; readonly items: number | null }
  | { readonly kind: 'failed'; readonly code: string };

const WITH_COUNT = xml`<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fieldPath('folder:TotalCount')}</t:AdditionalProperties>`;

/** Not every server counts, and some refuse the whole question for it. */
function refusesShape(code: string): boolean {
  return (
    code === 'Client' || code === 'Sender' || code === 'ErrorInvalidPropertyRequest' || code === 'ErrorInvalidRequest'
  );
}

/**
 * Ids and sizes of folders, in the order asked.
 * @param mailbox opens the folders of this address by the account's own rights; `null` those of the channel's mailbox
 */
export async function describeFolders(
  channel: SoapChannel,
  folders: readonly DistinguishedFolder[],
  mailbox: string | null,
): Promise<readonly DescribedFolder[]> {
  const refs = folders.map((name) => distinguished(name, mailbox));
  const counted = await folderMessages(channel, refs, WITH_COUNT);
  const isRefused = counted.every((message) => message?.class === 'error' && refusesShape(message.code));
  const messages = isRefused ? await getFolder(channel, refs) : counted;
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
