import { ownError } from '../errors/index.ts';

/** One limit for everything that a call does: waiting, connecting, signing in, sending, receiving. */
export interface Deadline {
  readonly timeoutMs: number;
  /** Aborted with the `timeout` error when the time is up. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Resolves after `ms`; rejects when the deadline comes first. */
  sleep(ms: number): Promise<void>;
  /** Ends the timer. Call it when the call is over. */
  dispose(): void;
}

export function startDeadline(timeoutMs: number): Deadline {
  const endsAt = performance.now() + timeoutMs;
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const error = ownError('timeout', `The server did not answer within ${timeoutMs} ms.`, { details: { timeoutMs } });
    controller.abort(error);
  }, timeoutMs);

  return {
    timeoutMs,
    signal: controller.signal,
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (controller.signal.aborted) return reject(reasonOf(controller.signal));
        const onAbort = () => {
          clearTimeout(wake);
          reject(reasonOf(controller.signal));
        };
        const wake = setTimeout(() => {
          controller.signal.removeEventListener('abort', onAbort);
          resolve();
        }, ms);
        controller.signal.addEventListener('abort', onAbort, { once: true });
      }),
    dispose: () => clearTimeout(timer),
  };
}

export function reasonOf(signal: AbortSignal): Error {
  return signal.reason as Error;
}
