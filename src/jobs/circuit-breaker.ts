/**
 * Stops the runs of one server when several mailboxes, which were well, begin to fail in the same way: what has made them
 * fail is about to reach the others. One of these tries again after a while; when it is well, all go on. Mailboxes that
 * have the error go on by their own back-off: theirs is the surest proof that it is over, and nobody waits for one whose
 * error is its own. Takes the time as an argument, in milliseconds since any moment.
 */
export interface CircuitBreaker {
  /** How the last run of each scope ended, by its id. Of those that are absent nothing is known. */
  readonly scopes: ReadonlyMap<string, LastEnd>;
  readonly stop: Stop | null;
  /** The stop before: when it ended, and how long its last pause was. */
  readonly before: { readonly endedAtMs: number; readonly pauseMs: number } | null;
}

interface LastEnd {
  /** What the run failed with; `null`: it was well. */
  readonly error: string | null;
  /** When the scope first ended like that; `null`: it was so before anybody looked. */
  readonly sinceMs: number | null;
}

export interface Stop {
  readonly error: string;
  readonly sinceMs: number;
  /** From then on one scope may try. */
  readonly nextTryMs: number;
  readonly pauseMs: number;
  readonly trial: { readonly scopeId: string; readonly sinceMs: number } | null;
}

/** How a run of a scope ended. `unclear`: neither a proof that the error is over, nor the error. */
export type RunEnd = { readonly kind: 'well' | 'unclear' } | { readonly kind: 'failed'; readonly error: string };

/** Errors further apart are no wave. */
const WITHIN_MS = 10 * 60_000;
/** As many mailboxes have an error of their own at times, with the same name. */
const SCOPES = 3;
const SHARE = 0.05;
const FIRST_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** A stop so soon after another one is the same one: nobody who tried had met what is wrong. */
const SAME_STOP_MS = 60 * 60_000;
/** A first run of a large mailbox takes as long; and a process that died tells nothing. */
const LONGEST_TRIAL_MS = 10 * 60_000;

export const CLOSED_BREAKER: CircuitBreaker = { scopes: new Map(), stop: null, before: null };

/** What a scope had before anybody looked is nothing new. @param error `null`: it was well */
export function knownBefore(breaker: CircuitBreaker, scopeId: string, error: string | null): CircuitBreaker {
  return breaker.scopes.has(scopeId) ? breaker : withEnd(breaker, scopeId, { error, sinceMs: null });
}

/** Whether a run may begin; `waitMs` until it is worth asking again. */
export type Permission =
  | { readonly kind: 'go' }
  | { readonly kind: 'trial' }
  | { readonly kind: 'wait'; readonly waitMs: number };

export function permissionOf({ stop, scopes }: CircuitBreaker, scopeId: string, nowMs: number): Permission {
  if (stop === null || scopes.get(scopeId)?.error === stop.error) return { kind: 'go' };
  const { trial } = stop;
  const openFromMs = trial === null ? stop.nextTryMs : Math.max(stop.nextTryMs, trial.sinceMs + LONGEST_TRIAL_MS);
  return nowMs < openFromMs ? { kind: 'wait', waitMs: openFromMs - nowMs } : { kind: 'trial' };
}

/** A scope begins the run that shows whether the error is over. */
export function beginTrial(breaker: CircuitBreaker, scopeId: string, nowMs: number): CircuitBreaker {
  if (breaker.stop === null) return breaker;
  return { ...breaker, stop: { ...breaker.stop, trial: { scopeId, sinceMs: nowMs } } };
}

/** Somebody has mended it, or wants to know: the next scope that comes may try. */
export function tryNow(breaker: CircuitBreaker, nowMs: number): CircuitBreaker {
  if (breaker.stop === null) return breaker;
  return { ...breaker, stop: { ...breaker.stop, nextTryMs: nowMs, trial: null } };
}

/** @param all how many scopes the server has; 0: nobody has counted yet, and nothing is stopped for that long */
export function noteEnd(
  breaker: CircuitBreaker,
  {
    scopeId,
    end,
    nowMs,
    all,
  }: { readonly scopeId: string; readonly end: RunEnd; readonly nowMs: number; readonly all: number },
): CircuitBreaker {
  const last = breaker.scopes.get(scopeId);
  const error = end.kind === 'failed' ? end.error : null;
  const isSame = last !== undefined && last.error === error;
  const learned = end.kind === 'unclear' || isSame ? breaker : withEnd(breaker, scopeId, { error, sinceMs: nowMs });
  const { stop } = breaker;
  if (stop === null) return stopIfSpreading(learned, error, nowMs, all);
  const isTrial = stop.trial?.scopeId === scopeId;
  if (end.kind === 'well' && (isTrial || last?.error === stop.error)) return ended(learned, stop, nowMs);
  if (!isTrial) return learned;
  const isStill = error === stop.error;
  const pauseMs = isStill ? Math.min(LONGEST_PAUSE_MS, stop.pauseMs * 2) : stop.pauseMs;
  return { ...learned, stop: { ...stop, pauseMs, nextTryMs: isStill ? nowMs + pauseMs : nowMs, trial: null } };
}

/** Scopes that have the error of the stop. */
export function scopesWith({ scopes, stop }: CircuitBreaker): number {
  return stop === null ? 0 : [...scopes.values()].filter(({ error }) => error === stop.error).length;
}

function stopIfSpreading(breaker: CircuitBreaker, error: string | null, nowMs: number, all: number): CircuitBreaker {
  if (error === null) return breaker;
  const fresh = [...breaker.scopes.values()].filter(
    (last) => last.error === error && last.sinceMs !== null && nowMs - last.sinceMs < WITHIN_MS,
  ).length;
  if (all === 0 || fresh < SCOPES || fresh <= all * SHARE) return breaker;
  const { before } = breaker;
  const isSameStop = before !== null && nowMs - before.endedAtMs < SAME_STOP_MS;
  const pauseMs = isSameStop ? Math.min(LONGEST_PAUSE_MS, before.pauseMs * 2) : FIRST_PAUSE_MS;
  return { ...breaker, stop: { error, sinceMs: nowMs, nextTryMs: nowMs + pauseMs, pauseMs, trial: null } };
}

/** Who has the error still is known to: it stops nobody again. */
function ended(breaker: CircuitBreaker, { error, pauseMs }: Stop, nowMs: number): CircuitBreaker {
  const scopes = new Map(
    [...breaker.scopes].map(([id, last]) => [id, last.error === error ? { ...last, sinceMs: null } : last]),
  );
  return { scopes, stop: null, before: { endedAtMs: nowMs, pauseMs } };
}

function withEnd(breaker: CircuitBreaker, scopeId: string, end: LastEnd): CircuitBreaker {
  return { ...breaker, scopes: new Map([...breaker.scopes, [scopeId, end]]) };
}
