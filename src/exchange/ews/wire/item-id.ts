import type { ExchangeItemRef } from '../../port.ts';
import type { XmlElement } from '../xml/element.ts';
import { findChild } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

export function itemIdElement(ref: ExchangeItemRef): Xml {
  return ref.changeKey === null
    ? xml`<t:ItemId Id="${ref.id}"/>`
    : xml`<t:ItemId Id="${ref.id}" ChangeKey="${ref.changeKey}"/>`;
}

/** The id of the item that `parent` is or holds: `<Contact><ItemId/></Contact>` and a bare `<ItemId/>` both occur. */
export function readItemId(parent: XmlElement | undefined): ExchangeItemRef | null {
  const element = findChild(parent, 'ItemId');
  const id = element?.attributes.Id;
  if (id === undefined || id === '') return null;
  return { id, changeKey: element?.attributes.ChangeKey || null };
}
