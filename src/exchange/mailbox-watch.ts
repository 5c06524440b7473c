import type { ItemType } from '../model/index.ts';

/** How changes are told: at once over an open connection, or within seconds by asking again and again. */
export type WatchWay = 'streaming' | 'pull';

export interface WatchEvents {
  /** Something in the folders changed, or may have changed while nobody listened. Often more than once for one change. */
  readonly onHint: () => void;
  /** From now on changes are told. Called again whenever the way changes. */
  readonly onListening: (way: WatchWay) => void;
}

/**
 * Listens for changes in the folders of these item types. What it tells is a hint and never the change itself, and
 * nothing may depend on it: a hint can get lost, and servers tell of our own writes as well.
 * Resolves when `signal` is aborted or the side is closed.
 * @throws ConnectorError when the mailbox cannot be watched, or not any more. A subscription that the server lost and a
 * connection that ended are renewed without a word.
 */
export type WatchMailbox = (itemTypes: readonly ItemType[], events: WatchEvents, signal: AbortSignal) => Promise<void>;
