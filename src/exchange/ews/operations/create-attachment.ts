import type { ExchangeItemRef } from '../../port.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export interface NewPhoto {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Hangs a photo on a contact, for servers since 2010. Whether there was one before is the caller's business. */
export async function createContactPhoto(
  channel: SoapChannel,
  { id, changeKey }: ExchangeItemRef,
  { name, contentType, bytes }: NewPhoto,
): Promise<ResponseMessage | undefined> {
  const parent =
    changeKey === null ? xml`<m:ParentItemId Id="${id}"/>` : xml`<m:ParentItemId Id="${id}" ChangeKey="${changeKey}"/>`;
  const content = Buffer.from(bytes).toString('base64');
  const response = await channel.send({
    operation: 'CreateAttachment',
    writes: true,
    body: () =>
      xml`<m:CreateAttachment>${parent}<m:Attachments><t:FileAttachment><t:Name>${name}</t:Name><t:ContentType>${contentType}</t:ContentType><t:IsInline>false</t:IsInline><t:IsContactPhoto>true</t:IsContactPhoto><t:Content>${content}</t:Content></t:FileAttachment></m:Attachments></m:CreateAttachment>`,
  });
  return readResponseMessages(response)[0];
}

/**
 * The contact's change key after CreateAttachment or DeleteAttachment: both save it.
 * @returns `null` where the server does not tell
 */
export function changeKeyAfter(message: ResponseMessage): string | null {
  const element = findDescendant(message.element, 'RootItemId') ?? findDescendant(message.element, 'AttachmentId');
  return element?.attributes.RootItemChangeKey || null;
}
