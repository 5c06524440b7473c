import type { StoredItem } from './item.ts';

/** What of an item its id and change key are made of, at the moment of the event. */
export type EventItem = Pick<StoredItem, 'number' | 'folder' | 'saved' | 'kind'>;

/** One change of an item, for those who want to hear of it. */
export type MailboxEvent =
  | { readonly kind: 'created' | 'modified' | 'deleted'; readonly item: EventItem }
  | { readonly kind: 'moved' | 'copied'; readonly item: EventItem; readonly from: EventItem };

export type MailboxListener = (event: MailboxEvent) => void;
