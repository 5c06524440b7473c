import type { Mailbox } from '../state/mailbox.ts';
import type { EventItem, MailboxEvent } from '../state/mailbox-event.ts';

/** One thing that a subscriber is told: an item, and the folder around it, which changes with it. */
export interface QueuedEvent {
  readonly number: number;
  readonly at: string;
  readonly name: 'CopiedEvent' | 'CreatedEvent' | 'DeletedEvent' | 'ModifiedEvent' | 'MovedEvent';
  /** `null`: the event is the folder's own. */
  readonly item: EventItem | null;
  readonly folder: number;
  readonly from: EventItem | null;
}

export interface Subscription {
  readonly id: string;
  readonly kind: 'pull' | 'streaming';
  /** Primary address of who subscribed. */
  readonly owner: string;
  readonly mailbox: Mailbox;
  readonly queue: QueuedEvent[];
  /** Number of the newest event that is out of the queue. */
  delivered: number;
  /** Milliseconds since the epoch: a pull subscription that nobody asks ends then. */
  expiresAt: number;
  readonly timeoutMs: number;
  /** Called when something is in the queue. */
  wake: () => void;
  end: () => void;
}

const NAMES = {
  copied: 'CopiedEvent',
  created: 'CreatedEvent',
  deleted: 'DeletedEvent',
  modified: 'ModifiedEvent',
  moved: 'MovedEvent',
} as const satisfies Readonly<Record<MailboxEvent['kind'], QueuedEvent['name']>>;

/** What a change means to who watches these folders, with the event types that were asked for. */
export function eventsOf(
  event: MailboxEvent,
  folders: ReadonlySet<number> | null,
  types: ReadonlySet<string>,
): readonly Omit<QueuedEvent, 'number' | 'at'>[] {
  const from = 'from' in event ? event.from : null;
  const isWatched = (folder: number) => folders === null || folders.has(folder);
  const touched = [event.item.folder, ...(from === null || from.folder === event.item.folder ? [] : [from.folder])];
  if (!touched.some(isWatched)) return [];
  const ofItem = { name: NAMES[event.kind], item: event.item, folder: event.item.folder, from };
  const ofFolders = touched
    .filter(isWatched)
    .map((folder) => ({ name: 'ModifiedEvent', item: null, folder, from: null }) as const);
  return [ofItem, ...ofFolders].filter(({ name }) => types.has(name));
}
