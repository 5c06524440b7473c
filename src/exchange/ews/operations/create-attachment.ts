import type { Picture } from '../../contact-photos.ts';
import type { ExchangeItemRef } from '../../port.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export interface NewPhoto extends Picture {
  readonly name: string;
}

/** Hangs a photo on a contact, for servers since 2010. Whether there was one before is the caller's business. */
export async function createContactPhoto(
  channel: SoapChannel,
  { id, changeKey }: ExchangeItemRef,
  { name, mediaType, content }: NewPhoto,
): Promise<ResponseMessage | undefined> {
  const parent =
    changeKey === null ? xml`<m:ParentItemId Id="${id}"/>` : xml`<m:ParentItemId Id="${id}" ChangeKey="${changeKey}"/>`;
  const bytes = Buffer.from(content).toString('base64');
  const response = await channel.send({
    operation: 'CreateAttachment',
    writes: true,
    body: () =>
      xml`<m:CreateAttachment>${parent}<m:Attachments><t:FileAttachment><t:Name>${name}</t:Name><t:ContentType>${mediaType}</t:ContentType><t:IsInline>false</t:IsInline><t:IsContactPhoto>true</t:IsContactPhoto><t:Content>${bytes}</t:Content></t:FileAttachment></m:Attachments></m:CreateAttachment>`,
  });
  return readResponseMessages(response)[0];
}

/** @returns `null` where the server does not tell */
export function createdAttachmentId(message: ResponseMessage): string | null {
  return findDescendant(message.element, 'AttachmentId')?.attributes.Id || null;
}

/**
 * The contact's change key after CreateAttachment or DeleteAttachment: both save it.
 * @returns `null` where the server does not tell
 */
export function changeKeyAfter(message: ResponseMessage): string | null {
  const element = findDescendant(message.element, 'RootItemId') ?? findDescendant(message.element, 'AttachmentId');
  return element?.attributes.RootItemChangeKey || null;
}
