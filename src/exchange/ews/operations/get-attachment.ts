import type { SoapChannel } from '../soap/channel.ts';
import { attachmentIds } from '../wire/attachment-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { childText, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** One attachment with its bytes. `undefined` when the answer holds no message. */
export async function getAttachment(channel: SoapChannel, id: string): Promise<ResponseMessage | undefined> {
  const response = await channel.send({
    operation: 'GetAttachment',
    writes: false,
    // An empty shape is left out: servers of 2007 take it for an error.
    body: () => xml`<m:GetAttachment>${attachmentIds([id])}</m:GetAttachment>`,
  });
  return readResponseMessages(response)[0];
}

/** @returns `null` when the message holds no file */
export function contentOf(message: ResponseMessage): Buffer | null {
  const content = childText(findDescendant(message.element, 'FileAttachment'), 'Content');
  return content === null ? null : Buffer.from(content, 'base64');
}
