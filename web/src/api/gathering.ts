export interface Gathering<T> {
  add(value: T): void;
  stop(): void;
}

/**
 * Gathers what comes in quick succession and hands it over together: soon after the first, and then not more often than
 * at the pace.
 * @param soonMs from the first one that is waiting to the handing over
 * @param paceMs between two handings over
 */
export function createGathering<T>(
  soonMs: number,
  paceMs: number,
  handOver: (values: readonly T[]) => void,
): Gathering<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    add: (value) => {
      waiting.push(value);
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastAt = performance.now();
          const values = waiting;
          waiting = [];
          handOver(values);
        },
        Math.max(soonMs, lastAt + paceMs - performance.now()),
      );
    },
    stop: () => clearTimeout(timer),
  };
}
