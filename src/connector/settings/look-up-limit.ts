import { ConnectorError } from '../../model/index.ts';

/** How often the forms of one user may ask the directories of mail servers. */
export interface LookUpLimit {
  /** Whatever the answer will be. @throws ConnectorError `look_ups_paused` (disposition `backoff`) with `retryAfterMs` */
  readonly count: (userId: string) => void;
}

const WINDOW_MS = 10 * 60_000;

/**
 * Somebody who mistypes needs a few questions; somebody who reads the directory of the company through a form, or keeps
 * the service account busy, needs many.
 * @param allowed within ten minutes
 */
export function createLookUpLimit(allowed: number, now: () => number = Date.now): LookUpLimit {
  const asked = new Map<string, readonly number[]>();
  const forgetOld = () => {
    for (const [userId, instants] of asked) if ((instants.at(-1) ?? 0) <= now() - WINDOW_MS) asked.delete(userId);
  };
  return {
    count: (userId) => {
      forgetOld();
      const recent = (asked.get(userId) ?? []).filter((at) => at > now() - WINDOW_MS);
      const waitMs = recent.length < allowed ? 0 : (recent.at(-allowed) ?? 0) + WINDOW_MS - now();
      if (waitMs > 0) throw paused(waitMs);
      asked.set(userId, [...recent, now()]);
    },
  };
}

function paused(retryAfterMs: number): ConnectorError {
  const minutes = Math.ceil(retryAfterMs / 60_000);
  return new ConnectorError({
    code: 'look_ups_paused',
    disposition: 'backoff',
    message: `too many mailboxes were looked up: the next one in ${minutes} minutes`,
    retryAfterMs,
    details: { minutes },
  });
}
