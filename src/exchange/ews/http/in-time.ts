import { reasonOf } from './deadline.ts';

/** Waits for what others may be waiting for as well, each no longer than it may. Rejects with the reason of `signal`. */
export function inTime<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(reasonOf(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
