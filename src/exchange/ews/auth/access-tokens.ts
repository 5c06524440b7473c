import { ConnectorError } from '../../../model/index.ts';
import { withDetails } from '../errors/index.ts';
import type { EwsOptions } from '../options.ts';
import type { IssuedToken } from './token-answer.ts';

/** Is told of the request where the one who passes it is the first to ask. */
export type TellRequest = EwsOptions['onRequest'];

/** The tokens of one application for one scope. All its mailboxes share them, and ask for a new one together. */
export interface AccessTokens {
  /**
   * A token that has not ended. One whose end is near is renewed meanwhile, behind the back of whoever asks.
   * @throws ConnectorError what the request for one threw; a refusal is remembered for a short while
   */
  current(tell?: TellRequest): Promise<string>;
  /** Asks anew, whatever is held or remembered. */
  anew(tell?: TellRequest): Promise<string>;
  /**
   * Another one in place of what a server has just refused.
   * @returns `null` when that one came in place of a refused one itself: then the token is not what is wrong
   */
  renewed(refused: string, tell?: TellRequest): Promise<string | null>;
  /** Not sent again: what it lacks, only a later one can have. */
  discard(token: string): void;
  /** A server took it. */
  accepted(token: string): void;
}

/** Renewed that long before its end, so that an endpoint that is away for a while stops nobody. */
const EARLY_MS = 5 * 60_000;
/** Not sent any more that shortly before its end: it has to travel, and clocks differ. */
const SPARE_MS = 30_000;
/** All mailboxes would ask again for what was refused a moment ago. */
const REFUSAL_MEMORY_MS = 30_000;
/** What may pass by itself is asked for again sooner. */
const FAILURE_MEMORY_MS = 5_000;
/** An endpoint may ask for any pause; nobody looks into the settings for longer than that. */
const LONGEST_MEMORY_MS = 5 * 60_000;

interface Held {
  readonly value: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** @param now monotonic, ms */
export function createAccessTokens(
  request: (tell: TellRequest) => Promise<IssuedToken>,
  now: () => number = () => performance.now(),
): AccessTokens {
  let held: Held | null = null;
  let underWay: Promise<string> | null = null;
  let refusal: { readonly error: ConnectorError; readonly until: number } | null = null;
  /** When a token was last asked for because its predecessor was refused; `null` once one has been accepted. */
  let replacedAt: number | null = null;

  const ask = async (tell: TellRequest): Promise<string> => {
    try {
      const { value, lifetimeMs } = await request(tell);
      const at = now();
      held = {
        value,
        renewAt: at + lifetimeMs - Math.min(EARLY_MS, lifetimeMs / 4),
        endsAt: at + lifetimeMs - Math.min(SPARE_MS, lifetimeMs / 10),
      };
      refusal = null;
      return value;
    } catch (error) {
      if (error instanceof ConnectorError) refusal = { error, until: now() + memoryMs(error) };
      throw error;
    } finally {
      underWay = null;
    }
  };
  const askTogether = (tell: TellRequest): Promise<string> => {
    if (underWay !== null) return underWay;
    if (refusal !== null && refusal.until > now()) return Promise.reject(remembered(refusal, now()));
    underWay = ask(tell);
    // Whoever waits hears of a failure; with nobody waiting it is no unhandled one.
    underWay.catch(() => {});
    return underWay;
  };

  return {
    async current(tell) {
      if (held === null || held.endsAt <= now()) return askTogether(tell);
      if (held.renewAt <= now()) void askTogether(tell).catch(() => {});
      return held.value;
    },
    async anew(tell) {
      await underWay?.catch(() => {});
      held = null;
      refusal = null;
      replacedAt = null;
      return askTogether(tell);
    },
    async renewed(refused, tell) {
      if (held !== null && held.value !== refused) return held.value;
      if (held !== null) {
        if (replacedAt !== null && replacedAt + REFUSAL_MEMORY_MS > now()) return null;
        replacedAt = now();
        held = null;
      }
      return askTogether(tell);
    },
    discard(token) {
      if (held?.value === token) held = null;
    },
    accepted(token) {
      if (held?.value === token) replacedAt = null;
    },
  };
}

function memoryMs({ disposition, retryAfterMs }: ConnectorError): number {
  const usual = disposition === 'retry' ? FAILURE_MEMORY_MS : REFUSAL_MEMORY_MS;
  return Math.min(retryAfterMs ?? usual, LONGEST_MEMORY_MS);
}

function remembered({ error, until }: { readonly error: ConnectorError; readonly until: number }, at: number) {
  return error.retryAfterMs === undefined ? error : withDetails(error, {}, Math.ceil(until - at));
}
