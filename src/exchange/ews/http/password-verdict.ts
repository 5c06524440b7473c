import { ConnectorError } from '../../../model/index.ts';
import { withDetails } from '../errors/index.ts';

/**
 * What a server thinks of one password, as far as anybody has found out. All channels that show it share this: a
 * password that is wrong is wrong for 300 mailboxes, and 300 tries would lock the account.
 *
 * A refusal of a password that has never worked is believed at once. One that has worked is refused for passing
 * reasons too: one mailbox behind a bad node, a domain controller that is away. So it takes two mailboxes to keep all
 * waiting, and a third refusal to call for a person.
 */
export interface PasswordVerdict {
  /** @throws ConnectorError the refusal that this mailbox has to heed, with `remembered` and `retryAfterMs` */
  assertNotRefused(mailbox: string): void;
  /**
   * Before the password is shown. While nobody knows whether it is right, one request shows it at a time.
   * @throws ConnectorError as `assertNotRefused`
   */
  begin(mailbox: string): PasswordTrial | Occupied;
  /** Somebody has unlocked the account, or believes so. Heard once a minute. */
  forgetRefusals(): void;
}

/** Another request shows the password: to be asked again when that is over. */
export interface Occupied {
  readonly occupiedUntil: Promise<void>;
}

/** One showing of the password. What comes first counts. */
export interface PasswordTrial {
  /** It has worked and nobody has been refused since. */
  readonly isOfProven: boolean;
  accepted(): void;
  /** @returns what to throw: `backoff` instead of `reauth` where the refusal may pass */
  refused(error: ConnectorError): ConnectorError;
  /** Refused for a reason that may be the connection's: the next one finds out. */
  doubted(): void;
  /** Nothing came of it. */
  end(): void;
}

interface Refusal {
  readonly error: ConnectorError;
  /** Of the monotonic clock, ms. */
  readonly until: number;
}

const MINUTE_MS = 60_000;
/** Companies lock after five to ten wrong passwords within half an hour, and other programs use the account too. */
const BELIEVED_MS = 15 * MINUTE_MS;

/** Of one that has worked: who is not answered for so long was let in and has asked for something that takes its time. */
const LONGEST_HOLD_MS = 15_000;

/** @param now monotonic, ms */
export function createPasswordVerdict(now: () => number = () => performance.now()): PasswordVerdict {
  let isProven = false;
  let hasWorked = false;
  let refusalOfAll: Refusal | null = null;
  /** Of a password that has worked, by mailbox, since it was accepted last. */
  const refusals = new Map<string, Refusal>();
  /** How often it was refused: what was begun before the last refusal is no answer to it. */
  let refusalCount = 0;
  let forgottenAt = Number.NEGATIVE_INFINITY;
  /** The one showing that the others wait for. */
  let underWay: Promise<void> | null = null;

  const assertNotRefused = (mailbox: string) => {
    for (const refusal of [refusalOfAll, refusals.get(mailbox)])
      if (refusal && refusal.until > now())
        throw withDetails(refusal.error, { remembered: true }, Math.ceil(refusal.until - now()));
  };

  return {
    assertNotRefused,
    begin(mailbox) {
      assertNotRefused(mailbox);
      if (isProven) return trial(mailbox, true, () => {});
      return underWay === null ? trial(mailbox, false, holdUpOthers()) : { occupiedUntil: underWay };
    },
    forgetRefusals() {
      if (now() - forgottenAt < MINUTE_MS || (refusalOfAll === null && refusals.size === 0)) return;
      forgottenAt = now();
      refusalOfAll = null;
      refusals.clear();
    },
  };

  /** @returns lets the next one go on */
  function holdUpOthers(): () => void {
    let wake = () => {};
    const mine = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const letGo = () => {
      clearTimeout(timer);
      if (underWay === mine) underWay = null;
      wake();
    };
    const timer = hasWorked ? setTimeout(letGo, LONGEST_HOLD_MS) : undefined;
    underWay = mine;
    return letGo;
  }

  function trial(mailbox: string, isOfProven: boolean, finish: () => void): PasswordTrial {
    const begunAt = refusalCount;
    let isOver = false;
    const once = (learn: () => void) => {
      if (isOver) return;
      isOver = true;
      learn();
      finish();
    };
    return {
      isOfProven,
      accepted: () =>
        once(() => {
          if (begunAt === refusalCount) onAccepted();
        }),
      refused: (error) => {
        const refusal = judge(mailbox, error, begunAt !== refusalCount);
        once(() => {
          isProven = false;
          refusalCount += 1;
        });
        return refusal.error;
      },
      doubted: () =>
        once(() => {
          isProven = false;
        }),
      end: () => once(() => {}),
    };
  }

  function onAccepted(): void {
    isProven = true;
    hasWorked = true;
    refusalOfAll = null;
    refusals.clear();
  }

  function judge(mailbox: string, error: ConnectorError, isLate: boolean): Refusal {
    if (isLate) return refuseTo(mailbox, mayPass(error, MINUTE_MS));
    if (!hasWorked) return refuseToAll(believed(error));
    const isOfOthers = [...refusals.keys()].some((other) => other !== mailbox);
    if (isOfOthers) return refuseToAll(mayPass(error, BELIEVED_MS));
    return refuseTo(mailbox, refusals.has(mailbox) ? believed(error) : mayPass(error, MINUTE_MS));
  }

  function refuseTo(mailbox: string, refusal: Refusal): Refusal {
    refusals.set(mailbox, refusal);
    return refusal;
  }

  function refuseToAll(refusal: Refusal): Refusal {
    refusalOfAll = refusal;
    refusals.clear();
    hasWorked = false;
    return refusal;
  }

  function believed(error: ConnectorError): Refusal {
    return { error, until: now() + BELIEVED_MS };
  }

  function mayPass({ code, message, details }: ConnectorError, retryAfterMs: number): Refusal {
    const error = new ConnectorError({ code, disposition: 'backoff', message, details, retryAfterMs });
    return { error, until: now() + retryAfterMs };
  }
}
