/**
 * How many items one request names, found out by how long the server takes. Exchange stops working on a request after
 * about a minute, and until it answers nobody else gets its place; but each request has its price, too.
 */
export interface BatchSize {
  readonly now: number;
  /** @param tookMs of a request that named `count` items */
  answered(count: number, tookMs: number): void;
  /** The server ran out of time over so many items, or we did. */
  timedOut(count: number): void;
}

const QUICK_MS = 3_000;
const SLOW_MS = 20_000;

export function createBatchSize({ start, most }: { readonly start: number; readonly most: number }): BatchSize {
  let size = start;
  return {
    get now() {
      return size;
    },
    answered(count, tookMs) {
      if (tookMs > SLOW_MS) size = Math.max(1, Math.min(size, Math.floor(count / 2)));
      // A batch that was not full says little about a full one.
      else if (tookMs < QUICK_MS && count >= size) size = Math.min(most, Math.ceil(size * 1.5));
    },
    timedOut(count) {
      size = Math.max(1, Math.min(size, Math.floor(count / 2)));
    },
  };
}
