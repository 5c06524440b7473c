import type { ConnectorError, Side } from '../../model/index.ts';
import type { NewHint } from '../../store/port.ts';
import { itemKey } from '../item-key.ts';
import type { LeftBehind } from './left-behind.ts';

/** An error that as many reads of a run brought is not over in a moment. */
const TRIES = 4;
/** One is enough to wait for. */
const REMEMBERED = 1_000;

/**
 * Items of no pair that a side did not show for a reason that passes by itself. Nobody knows what they look like: each may be
 * the counterpart of what is new on the other side, and what is made meanwhile would stand beside it for good.
 */
export interface Unread {
  readonly items: readonly NewHint[];
  failed(item: NewHint, error: ConnectorError): void;
  /** It is registered for others to find, gone, or belongs to a pair. */
  answered(item: NewHint): void;
  /**
   * Whether creates wait for an item of this side. Not for long, since some servers call an item that nobody can read any more
   * by such an error: for what came up in this run until the next one, for what a run before left behind a few reads.
   */
  holdsUp(side: Side, leftBehind: LeftBehind): boolean;
  /** Whether another round of this run may see more. Told once. */
  asksForAnotherLook(): boolean;
}

export function createUnread(): Unread {
  const tries = new Map<string, { readonly item: NewHint; readonly count: number }>();
  let heldUp = false;
  let wasRead = false;
  return {
    get items() {
      return [...tries.values()].map(({ item }) => item);
    },
    failed({ side, itemId }, { disposition }) {
      const key = itemKey(side, itemId);
      const count = (tries.get(key)?.count ?? 0) + 1;
      if (disposition !== 'retry' && disposition !== 'conflict') tries.delete(key);
      else if (count > 1 || tries.size < REMEMBERED) tries.set(key, { item: { side, itemId }, count });
    },
    answered({ side, itemId }) {
      if (tries.delete(itemKey(side, itemId))) wasRead = true;
    },
    holdsUp(side, leftBehind) {
      for (const { item, count } of tries.values())
        if (item.side === side && (count < TRIES || !leftBehind.has(side, item.itemId))) return (heldUp = true);
      return false;
    },
    asksForAnotherLook() {
      const asks = wasRead || (heldUp && [...tries.values()].some(({ count }) => count < TRIES));
      heldUp = false;
      wasRead = false;
      return asks;
    },
  };
}
