/** Milliseconds until a watch that ended is tried again. */
export interface EndedWatch {
  readonly code: string;
  readonly disposition: string;
  /** What the server asked for; 0 when it asked for nothing. */
  readonly retryAfterMs: number;
  /** In a row, this one included. */
  readonly failures: number;
  /** 0 to 1. */
  readonly jitter: number;
}

const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;
/** What somebody has to change first, and might: a right, a server's settings. */
const SELDOM_MS = 60 * 60_000;
const PASSES_BY_ITSELF: ReadonlySet<string> = new Set(['retry', 'resync', 'conflict', 'backoff']);
const STAYS: ReadonlySet<string> = new Set([
  'ErrorSubscriptionDelegateAccessNotSupported',
  'ErrorInvalidSubscriptionRequest',
]);

export function nextTryMs({ code, disposition, retryAfterMs, failures, jitter }: EndedWatch): number {
  const isPassing = PASSES_BY_ITSELF.has(disposition) && !STAYS.has(code);
  const baseMs = isPassing ? Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20)) : SELDOM_MS;
  return Math.round(Math.max(baseMs * (0.75 + 0.5 * jitter), retryAfterMs));
}
