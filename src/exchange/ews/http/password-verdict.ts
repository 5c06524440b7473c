import type { ConnectorError } from '../../../model/index.ts';
import { inTime } from './in-time.ts';

/**
 * What a server thinks of one password, as far as anybody has found out. All channels that show it share this: a
 * password that is wrong is wrong for 300 mailboxes, and 300 tries would lock the account.
 */
export interface PasswordVerdict {
  /** @throws ConnectorError the refusal that is remembered */
  assertNotRefused(): void;
  /**
   * Before the password is shown. While nobody knows whether it is right, one request shows it at a time, and the
   * others wait for what comes of it.
   * @throws ConnectorError the refusal that is remembered or comes meanwhile; the reason of `signal`
   */
  begin(signal: AbortSignal): Promise<PasswordTrial>;
  /** It has worked and was refused now: the next one finds out which of the two counts. */
  doubt(): void;
  /** Somebody has unlocked the account, or believes so. */
  forgetRefusal(): void;
}

/** One showing of the password. What comes first counts. */
export interface PasswordTrial {
  /** It had worked before, so a refusal is more likely the server's trouble than ours. */
  readonly isOfProven: boolean;
  accepted(): void;
  refused(error: ConnectorError): void;
  /** Nothing came of it. */
  end(): void;
}

/** Companies lock after five to ten wrong passwords within half an hour, and other programs use the account too. */
const REFUSED_MS = 15 * 60_000;
/** Of one that has worked: a domain controller that is away is soon back. */
const REFUSED_ONCE_MS = 60_000;

/** A refusal comes soon. Who is not answered for so long was let in and has asked for something that takes its time. */
const LONGEST_HOLD_MS = 15_000;

/** @param now monotonic, ms */
export function createPasswordVerdict(now: () => number = () => performance.now()): PasswordVerdict {
  let isProven = false;
  let hasWorked = false;
  let refusal: { readonly error: ConnectorError; readonly until: number } | null = null;
  /** The one showing that the others wait for. */
  let underWay: Promise<void> | null = null;

  const assertNotRefused = () => {
    if (refusal !== null && refusal.until > now()) throw refusal.error;
  };

  return {
    assertNotRefused,
    async begin(signal) {
      for (;;) {
        assertNotRefused();
        if (isProven) return trial(true, () => {});
        if (underWay === null) return trial(false, holdUpOthers());
        await inTime(underWay, signal);
      }
    },
    doubt() {
      isProven = false;
    },
    forgetRefusal() {
      refusal = null;
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
    const timer = setTimeout(letGo, LONGEST_HOLD_MS);
    underWay = mine;
    return letGo;
  }

  function trial(isOfProven: boolean, finish: () => void): PasswordTrial {
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
          isProven = true;
          hasWorked = true;
          refusal = null;
        }),
      refused: (error) =>
        once(() => {
          isProven = false;
          // Others show it and are let in: whoever is next finds out.
          if (isOfProven) return;
          refusal = { error, until: now() + (hasWorked ? REFUSED_ONCE_MS : REFUSED_MS) };
          hasWorked = false;
        }),
      end: () => once(() => {}),
    };
  }
}
