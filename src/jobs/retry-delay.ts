/** How an attempt ended, as far as the schedule cares. */
export type AttemptOutcome =
  /** Part of it is left for later, and is due within so many milliseconds. */
  | { readonly kind: 'done'; readonly restWithinMs?: number }
  /** Nothing was tried: all of it is left for later. */
  | { readonly kind: 'left'; readonly restWithinMs: number }
  /** A brake waits for a person; looking again soon would only plan the same again. */
  | { readonly kind: 'held' }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly disposition: string;
      readonly retryAfterMs: number | null;
    };

/** When to try again; `pause` until settings change or a person asks. */
export type NextAttempt = { readonly kind: 'after'; readonly ms: number } | { readonly kind: 'pause' };

const HELD_MS = 5 * 60_000;

/** First wait and longest wait after failures, by who has to act. What is not named is a defect of ours. */
const BACK_OFF: Readonly<Record<string, { readonly firstMs: number; readonly longestMs: number }>> = {
  retry: { firstMs: 5_000, longestMs: 10 * 60_000 },
  resync: { firstMs: 5_000, longestMs: 10 * 60_000 },
  conflict: { firstMs: 5_000, longestMs: 10 * 60_000 },
  backoff: { firstMs: 30_000, longestMs: 30 * 60_000 },
};
const DEFECT = { firstMs: 60_000, longestMs: 60 * 60_000 };

/**
 * @param failures in a row, this one included
 * @param jitter 0 to 1, from a random source; spreads accounts that failed together
 */
export function nextAttempt(
  outcome: AttemptOutcome,
  { intervalMs, failures, jitter }: { readonly intervalMs: number; readonly failures: number; readonly jitter: number },
): NextAttempt {
  // A tenth to either side: accounts that were started together drift apart.
  const interval = intervalMs * (0.9 + 0.2 * jitter);
  if (outcome.kind === 'done') return after(Math.min(interval, outcome.restWithinMs ?? interval));
  if (outcome.kind === 'left') return after(outcome.restWithinMs);
  if (outcome.kind === 'held') return after(Math.max(HELD_MS, intervalMs));
  if (outcome.disposition === 'reauth') return { kind: 'pause' };
  const { firstMs, longestMs } = BACK_OFF[outcome.disposition] ?? DEFECT;
  const doubled = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return after(Math.max(doubled * (0.75 + 0.5 * jitter), outcome.retryAfterMs ?? 0));
}

function after(ms: number): NextAttempt {
  return { kind: 'after', ms: Math.round(ms) };
}
