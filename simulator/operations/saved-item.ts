import type { StoredItem } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';

/** What a write answers of the item: id and change key, nothing else. */
export function savedItemNode(item: StoredItem, mailbox: Mailbox): XmlNode {
  const id = element('t:ItemId', { Id: mailbox.itemId(item), ChangeKey: mailbox.changeKey(item) });
  return element(`t:${item.kind}`, {}, [id]);
}
