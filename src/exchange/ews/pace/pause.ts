import type { ConnectorError } from '../../../model/index.ts';
import { ownError } from '../errors/index.ts';
import type { Deadline } from '../http/index.ts';

/** The time in which nobody sends, because a server asked for it. Requests meanwhile would only prolong it. */
export interface Pause {
  /** Starts or prolongs it. Without a time from the server it is 10 s, doubling up to 5 min. */
  begin(error: ConnectorError): void;
  /** The server answered: the doubling starts anew. */
  succeed(): void;
  remainingMs(): number;
  /** Waits it out. @throws ConnectorError `backing_off` when it would outlast the deadline */
  wait(deadline: Deadline): Promise<void>;
  /** @throws ConnectorError `backing_off` while it lasts */
  assertOver(): void;
}

const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;

export function createPause(): Pause {
  let endsAt = 0;
  let failures = 0;
  let reason = '';

  const remainingMs = () => Math.max(0, endsAt - performance.now());
  const backingOff = (ms: number) =>
    ownError('backing_off', 'The server asked for a pause that is not over yet.', {
      retryAfterMs: Math.ceil(ms),
      details: { reason },
    });

  return {
    remainingMs,
    begin(error) {
      const ms = error.retryAfterMs ?? Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
      failures = Math.min(failures + 1, 10);
      reason = error.code;
      endsAt = Math.max(endsAt, performance.now() + ms);
    },
    succeed() {
      failures = 0;
    },
    async wait(deadline) {
      // Another answer may prolong the pause while this one sleeps.
      for (let ms = remainingMs(); ms > 0; ms = remainingMs()) {
        if (ms >= deadline.remainingMs()) throw backingOff(ms);
        await deadline.sleep(Math.ceil(ms));
      }
    },
    assertOver() {
      const ms = remainingMs();
      if (ms > 0) throw backingOff(ms);
    },
  };
}
