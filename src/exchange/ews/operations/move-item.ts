import type { ExchangeItemRef } from '../../port.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import { itemIdElement } from '../wire/item-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { xml } from '../xml/write.ts';

/**
 * Mails nobody. An item gets another id by it; before Exchange 2010 SP1, and into another mailbox, the answer
 * does not tell which.
 */
export async function moveItem(
  channel: SoapChannel,
  refs: readonly ExchangeItemRef[],
  to: FolderRef,
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'MoveItem',
    writes: true,
    body: () =>
      xml`<m:MoveItem><m:ToFolderId>${folderIdElement(to)}</m:ToFolderId><m:ItemIds>${refs.map(itemIdElement)}</m:ItemIds></m:MoveItem>`,
  });
  return readResponseMessages(response);
}
