import type { StoredItem, StoredValue } from '../state/item.ts';
import { isList } from '../state/item.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';

/** Attachments are values of their item, so that they move, are copied and are saved with it. */
const PREFIX = 'attachment:';
const NUMBER_BYTES = 6;

export interface Attachment {
  readonly number: number;
  /** `t:FileAttachment` as it came, content included. */
  readonly node: XmlNode;
}

export function attachmentKey(number: number): string {
  return `${PREFIX}${number}`;
}

export function attachmentsOf({ values }: Pick<StoredItem, 'values'>): readonly Attachment[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const node = nodeIn(value);
    return key.startsWith(PREFIX) && node !== undefined ? [{ number: Number(key.slice(PREFIX.length)), node }] : [];
  });
}

export function isContactPhoto({ node }: Attachment): boolean {
  return node.children?.some(({ name, text }) => name === 't:IsContactPhoto' && text?.trim() === 'true') ?? false;
}

/** Valid as long as the item's id: it is that id with a number behind it. */
export function attachmentIdOf(itemId: string, number: number): string {
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeUIntBE(number, 0, NUMBER_BYTES);
  return Buffer.concat([Buffer.from(itemId, 'base64'), bytes]).toString('base64');
}

export function parseAttachmentId(id: string): { readonly itemId: string; readonly number: number } {
  const bytes = Buffer.from(id, 'base64');
  const at = Math.max(bytes.length - NUMBER_BYTES, 0);
  const number = bytes.length < NUMBER_BYTES ? 0 : bytes.readUIntBE(at, NUMBER_BYTES);
  return { itemId: bytes.toString('base64', 0, at), number };
}

/** As items and GetAttachment show it. @param content whether the bytes are shown, too */
export function attachmentNode(itemId: string, { number, node }: Attachment, content: boolean): XmlNode {
  const id = element('t:AttachmentId', { Id: attachmentIdOf(itemId, number) });
  const children = (node.children ?? []).filter(({ name }) => content || name !== 't:Content');
  return element(node.name, {}, [id, ...children]);
}

function nodeIn(value: StoredValue): XmlNode | undefined {
  return typeof value === 'string' || isList(value) ? undefined : value;
}
