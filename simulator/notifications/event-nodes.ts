import type { Mailbox } from '../state/mailbox.ts';
import type { EventItem } from '../state/mailbox-event.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import type { QueuedEvent, Subscription } from './subscription.ts';

/** `t:Notification` of the schema; whoever is told by streaming gets it as `m:Notification` and without watermarks. */
export function eventNode(event: QueuedEvent, mailbox: Mailbox, withWatermark: boolean): XmlNode {
  const { name, item, from, folder, at } = event;
  const parent = item === null ? (mailbox.folder(folder)?.parent ?? folder) : folder;
  return element(`t:${name}`, {}, [
    withWatermark ? textElement('t:Watermark', watermark(event.number)) : undefined,
    textElement('t:TimeStamp', at),
    item === null ? folderNode('t:FolderId', folder, mailbox) : itemNode('t:ItemId', item, mailbox),
    folderNode('t:ParentFolderId', parent, mailbox),
    from === null ? undefined : itemNode('t:OldItemId', from, mailbox),
    from === null ? undefined : folderNode('t:OldParentFolderId', from.folder, mailbox),
  ]);
}

/** Opaque to clients. */
export function watermark(number: number): string {
  return Buffer.from(`watermark ${number}`).toString('base64');
}

/** @returns `undefined` for what was never given out */
export function readWatermark(text: string): number | undefined {
  const number = /^watermark (\d+)$/.exec(Buffer.from(text.trim(), 'base64').toString())?.[1];
  return number === undefined ? undefined : Number(number);
}

/** What is in the queue, as one notification of a stream. Empties the queue. */
export function streamedNotification(subscription: Subscription): XmlNode {
  const { id, mailbox, queue } = subscription;
  const events = queue.splice(0);
  subscription.delivered = events.at(-1)?.number ?? subscription.delivered;
  return element('m:Notification', {}, [
    textElement('t:SubscriptionId', id),
    ...events.map((event) => eventNode(event, mailbox, false)),
  ]);
}

function itemNode(name: string, item: EventItem, mailbox: Mailbox): XmlNode {
  return element(name, { Id: mailbox.itemId(item), ChangeKey: mailbox.changeKey(item) });
}

function folderNode(name: string, number: number, mailbox: Mailbox): XmlNode {
  const folder = mailbox.folder(number);
  return folder === undefined
    ? element(name, { Id: '' })
    : element(name, { Id: mailbox.folderId(folder), ChangeKey: mailbox.folderChangeKey(folder) });
}
