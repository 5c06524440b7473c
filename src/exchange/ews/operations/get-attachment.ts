import type { SoapChannel } from '../soap/channel.ts';
import { attachmentIds } from '../wire/attachment-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { childText, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** Attachments with their bytes: one message for each, in the order asked. */
export async function getAttachments(
  channel: SoapChannel,
  ids: readonly string[],
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'GetAttachment',
    writes: false,
    // An empty shape is left out: servers of 2007 take it for an error.
    body: () => xml`<m:GetAttachment>${attachmentIds(ids)}</m:GetAttachment>`,
  });
  return readResponseMessages(response);
}

/** @returns `null` when the message holds no file */
export function contentOf(message: ResponseMessage): Buffer | null {
  const content = childText(findDescendant(message.element, 'FileAttachment'), 'Content');
  return content === null ? null : Buffer.from(content, 'base64');
}
