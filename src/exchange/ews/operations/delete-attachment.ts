import type { SoapChannel } from '../soap/channel.ts';
import { attachmentIds } from '../wire/attachment-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { xml } from '../xml/write.ts';

/** Takes attachments off their item. The bytes do not go to Deleted Items. One message for each, in the order asked. */
export async function deleteAttachments(
  channel: SoapChannel,
  ids: readonly string[],
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'DeleteAttachment',
    writes: true,
    body: () => xml`<m:DeleteAttachment>${attachmentIds(ids)}</m:DeleteAttachment>`,
  });
  return readResponseMessages(response);
}
