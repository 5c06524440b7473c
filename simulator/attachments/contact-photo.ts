import type { StoredItem } from '../state/item.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';
import { attachmentKey, attachmentsOf, isContactPhoto } from './attachment.ts';

/** @returns the bytes of the photo, `undefined` without one */
export function contactPhoto(item: StoredItem): Buffer | undefined {
  const content = attachmentsOf(item)
    .find(isContactPhoto)
    ?.node.children?.find(({ name }) => name === 't:Content');
  return content === undefined ? undefined : Buffer.from(content.text ?? '', 'base64');
}

/** The item's values with this photo in the place of any other, as Outlook hangs it on; `null` for none. */
export function withContactPhoto(item: StoredItem, number: number, photo: Uint8Array | null): StoredItem['values'] {
  const values = withoutContactPhotos(item);
  return photo === null ? values : { ...values, [attachmentKey(number)]: withSizeAndTime(photoNode(photo)) };
}

export function withoutContactPhotos(item: StoredItem): StoredItem['values'] {
  const values = { ...item.values };
  for (const attachment of attachmentsOf(item))
    if (isContactPhoto(attachment)) delete values[attachmentKey(attachment.number)];
  return values;
}

/** What the server of 2010 and later adds to a file as it takes it, where the schema has it. */
export function withSizeAndTime(file: XmlNode): XmlNode {
  const children = file.children ?? [];
  const content = children.find(({ name }) => name === 't:Content')?.text ?? '';
  const after = new Set(['t:IsInline', 't:IsContactPhoto', 't:Content']);
  const told = [
    element('t:Size', {}, String(Buffer.byteLength(content, 'base64'))),
    element('t:LastModifiedTime', {}, new Date().toISOString()),
  ];
  const own = children.filter(({ name }) => name !== 't:Size' && name !== 't:LastModifiedTime');
  return element(file.name, {}, [
    ...own.filter(({ name }) => !after.has(name)),
    ...told,
    ...own.filter(({ name }) => after.has(name)),
  ]);
}

function photoNode(photo: Uint8Array): XmlNode {
  return element('t:FileAttachment', {}, [
    element('t:Name', {}, 'ContactPicture.jpg'),
    element('t:ContentType', {}, 'image/jpeg'),
    element('t:IsInline', {}, 'false'),
    element('t:IsContactPhoto', {}, 'true'),
    element('t:Content', {}, Buffer.from(photo).toString('base64')),
  ]);
}
