import type { ExchangeItemRef, ExchangeWriteOutcome } from '../../port.ts';
import type { ToldChange } from '../wire/notification.ts';
import { ownCopy } from '../wire/own-copy.ts';

/**
 * What a side has written lately. Exchange tells of those changes as of any others, and each would start a run that
 * finds nothing. A write that the server goes on working at (it may give another change key) is not recognised: that
 * costs one run.
 */
export interface OwnWrites {
  wrote(outcomes: readonly ExchangeWriteOutcome[]): void;
  /** They are about to be deleted, or have been. */
  deleted(items: readonly ExchangeItemRef[]): void;
  /** Their deletion certainly did not come about. */
  stayed(items: readonly ExchangeItemRef[]): void;
  isOwn(change: ToldChange): boolean;
}

const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 20_000;

/** Texts that are known for a while. What has been known for longer is forgotten by and by, half of it at a time. */
interface ShortMemory {
  remember(text: string): void;
  forget(text: string): void;
  knows(text: string): boolean;
}

function createShortMemory(now: () => number): ShortMemory {
  /** Until when. */
  let recent = new Map<string, number>();
  let earlier = new Map<string, number>();
  let newHalfAt = 0;
  return {
    remember(text) {
      const time = now();
      if (time >= newHalfAt || recent.size >= MOST_REMEMBERED / 2) {
        earlier = recent;
        recent = new Map();
        newHalfAt = time + REMEMBERED_MS;
      }
      recent.set(ownCopy(text), time + REMEMBERED_MS);
    },
    forget(text) {
      recent.delete(text);
      earlier.delete(text);
    },
    knows: (text) => (recent.get(text) ?? earlier.get(text) ?? 0) > now(),
  };
}

export function createOwnWrites(now: () => number = Date.now): OwnWrites {
  const versions = createShortMemory(now);
  const gone = createShortMemory(now);
  return {
    wrote: (outcomes) => {
      for (const outcome of outcomes) if (outcome.kind === 'done') versions.remember(versionOf(outcome.ref));
    },
    deleted: (items) => {
      for (const { id } of items) gone.remember(id);
    },
    stayed: (items) => {
      for (const { id } of items) gone.forget(id);
    },
    isOwn: ({ ids, changeKey }) => {
      const [id] = ids;
      if (id === undefined) return false;
      return (
        ids.some((known) => gone.knows(known)) || (changeKey !== null && versions.knows(versionOf({ id, changeKey })))
      );
    },
  };
}

function versionOf({ id, changeKey }: ExchangeItemRef): string {
  return `${id} ${changeKey ?? ''}`;
}
