import { hash, parseOptions, verify } from '@node-rs/argon2';
import { normalisedPassword } from './password-rules.ts';
import { loginThrottled } from './people-error.ts';

/** What one hash takes; who guesses pays it for every guess. */
export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** As OWASP recommends argon2id for servers: 19 MiB, two passes, one lane. */
const SERVER_COST: PasswordCost = { memoryKib: 19_456, passes: 2, lanes: 1 };

/** Each hash needs its memory, and a processor for tens of milliseconds. */
const AT_ONCE = 2;
const WAITING_LIMIT = 100;
const BUSY_RETRY_MS = 2_000;

/** Slow on purpose, and therefore never more than two at a time. */
export interface PasswordHasher {
  /** @returns a PHC string. @throws ConnectorError `login_throttled` when too many wait */
  hash(password: string): Promise<string>;
  /**
   * @param stored PHC string; `null` (nobody has this name, or no password) takes the same time and is never right
   * @throws ConnectorError `login_throttled` when too many wait
   */
  isRight(stored: string | null, password: string): Promise<boolean>;
  /** Made with parameters that are not today's. */
  isOutdated(stored: string): boolean;
}

/** @param cost for hashes that are made from now on; the default is the only one that protects anybody */
export function createPasswordHasher(cost: PasswordCost = SERVER_COST): PasswordHasher {
  const inTurn = turns();
  // argon2id is what the package makes unless told otherwise.
  const parameters = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.lanes, outputLen: 32 };
  // Of the form of a real one and of no password: what it costs to compare with it is what every comparison costs.
  const nobody = `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  return {
    hash: (password) => inTurn(() => hash(normalisedPassword(password), parameters)),
    isRight: (stored, password) =>
      inTurn(async () => {
        // A stored text that is no hash is nobody's password either; it must not tell itself apart by an error.
        const right = await verify(stored ?? nobody, normalisedPassword(password)).catch(() => false);
        return right && stored !== null;
      }),
    isOutdated: (stored) => {
      const today = Object.entries(parameters);
      const then: Readonly<Record<string, unknown>> = { ...parseOptions(stored) };
      return !stored.startsWith('$argon2id$') || today.some(([name, value]) => then[name] !== value);
    },
  };
}

function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING_LIMIT) throw loginThrottled(BUSY_RETRY_MS);
      // The turn is handed over, not given back: nobody who comes in between overtakes.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
