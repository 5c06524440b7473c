import { ownError } from '../errors/index.ts';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';

/** The limit of an answer that may take as long as it likes, as long as something comes. */
export interface SilenceLimit extends Deadline {
  /** Something came: the time begins anew. */
  heard(): void;
}

/**
 * @param openingMs until the first byte of the answer
 * @param silenceMs between any two
 * @param signal ends it at once, with `channel_closed`
 */
export function startSilenceLimit(openingMs: number, silenceMs: number, signal: AbortSignal): SilenceLimit {
  const controller = new AbortController();
  const onAbort = () => controller.abort(ownError('channel_closed', 'Nobody listens any more.'));
  let limitMs = openingMs;
  let endsAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = () => {
    clearTimeout(timer);
    endsAt = performance.now() + limitMs;
    timer = setTimeout(() => {
      const error = ownError('timeout', `Nothing came for ${limitMs} ms.`, { details: { timeoutMs: limitMs } });
      controller.abort(error);
    }, limitMs);
  };
  begin();
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });

  return {
    get timeoutMs() {
      return limitMs;
    },
    signal: controller.signal,
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    sleep: (ms) => sleepUnless(controller.signal, ms),
    heard: () => {
      limitMs = silenceMs;
      begin();
    },
    dispose: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function sleepUnless(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    const onAbort = () => {
      clearTimeout(wake);
      reject(reasonOf(signal));
    };
    const wake = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
