import type { RequestVersion, SoapChannel } from '../soap/channel.ts';
import { itemIdElement } from '../wire/item-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readItemMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { findChild, findDescendant } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** @param itemShape makes `m:ItemShape` for the version that is declared */
export async function getItem(
  channel: SoapChannel,
  ids: readonly string[],
  itemShape: (version: RequestVersion) => Xml,
): Promise<readonly ResponseMessage[]> {
  const itemIds = ids.map((id) => itemIdElement({ id, changeKey: null }));
  const response = await channel.send({
    operation: 'GetItem',
    writes: false,
    body: (version) => xml`<m:GetItem>${itemShape(version)}<m:ItemIds>${itemIds}</m:ItemIds></m:GetItem>`,
  });
  return readItemMessages(response, ids.length);
}

/** The item of a message of GetItem, CreateItem or UpdateItem. */
export function itemOf(message: ResponseMessage): XmlElement | undefined {
  const items = findDescendant(message.element, 'Items');
  // Seen without the list around it.
  return items === undefined
    ? message.element.children.find((child) => findChild(child, 'ItemId') !== undefined)
    : items.children[0];
}
