import type { ToldChange } from '../wire/notification.ts';
import type { OwnWrites } from './own-writes.ts';

/** Turns what a server tells into hints, except what tells of our own writes. */
export interface EchoFilter {
  told(changes: readonly ToldChange[]): void;
  /** Nothing is said after it. */
  close(): void;
}

/** An event may be here before the answer to the write that it tells of. */
const ANSWER_LATE_MS = 400;

export function createEchoFilter(writes: OwnWrites, onHint: () => void): EchoFilter {
  let pending: ToldChange[] = [];
  let timer: NodeJS.Timeout | null = null;
  const judge = () => {
    timer = null;
    const changes = pending;
    pending = [];
    const ofItems = changes.filter(({ ids }) => ids.length > 0);
    // A folder changes with each of its items; alone it means that something is left out.
    const isNews = ofItems.length === 0 ? changes.length > 0 : ofItems.some((change) => !writes.isOwn(change));
    if (isNews) onHint();
  };
  return {
    told: (changes) => {
      if (changes.length === 0) return;
      for (const change of changes) pending.push(change);
      timer ??= setTimeout(judge, ANSWER_LATE_MS);
    },
    close: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
