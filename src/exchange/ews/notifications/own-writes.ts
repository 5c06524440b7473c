import type { ExchangeItemRef, ExchangeWriteOutcome } from '../../port.ts';
import type { ToldChange } from '../wire/notification.ts';

/**
 * What a side has written lately. Exchange tells of those changes as of any others, and each would start a run that
 * finds nothing. A write that the server goes on working at (it may give another change key) is not recognised: that
 * costs one run.
 */
export interface OwnWrites {
  wrote(outcomes: readonly ExchangeWriteOutcome[]): void;
  deleted(items: readonly ExchangeItemRef[]): void;
  isOwn(change: ToldChange): boolean;
}

const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 20_000;

export function createOwnWrites(now: () => number = Date.now): OwnWrites {
  /** Until when; the oldest first. */
  const versions = new Map<string, number>();
  const gone = new Map<string, number>();
  const remember = (map: Map<string, number>, key: string) => {
    map.delete(key);
    map.set(key, now() + REMEMBERED_MS);
    if (map.size <= MOST_REMEMBERED) return;
    const [oldest = key] = map.keys();
    map.delete(oldest);
  };
  const knows = (map: Map<string, number>, key: string) => (map.get(key) ?? 0) > now();
  return {
    wrote: (outcomes) => {
      for (const outcome of outcomes) if (outcome.kind === 'done') remember(versions, versionOf(outcome.ref));
    },
    deleted: (items) => {
      for (const { id } of items) remember(gone, id);
    },
    isOwn: ({ ids, changeKey }) => {
      const [id] = ids;
      if (id === undefined) return false;
      return (
        ids.some((known) => knows(gone, known)) || (changeKey !== null && knows(versions, versionOf({ id, changeKey })))
      );
    },
  };
}

function versionOf({ id, changeKey }: ExchangeItemRef): string {
  return `${id} ${changeKey ?? ''}`;
}
