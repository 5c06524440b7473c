import type { MailboxLookup } from '../../exchange/diagnosis.ts';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { ServerSettings } from '../ews-options.ts';
import { ewsOptionsOf } from '../ews-options.ts';
import type { ConnectorParts } from '../parts.ts';
import { createLookUpLimit } from './look-up-limit.ts';
import type { Try } from './sign-in-tries.ts';
import { createSignInTries, loginOf } from './sign-in-tries.ts';

interface Failed {
  readonly kind: 'failed';
  readonly error: ConnectorError;
}

export type MailboxAnswer = MailboxLookup | Failed;

/** How a server is asked, and for whom. */
export interface Asking {
  readonly server: ServerSettings;
  readonly credentials: EwsOptions['credentials'];
  /** Who entered the login; `null` for the service account, which no user can choose. */
  readonly enteredBy: string | null;
}

/** Whose mailbox it is that a person typed, asked from the server. */
export interface MailboxDirectory {
  /** Before a user's form asks anything. @throws ConnectorError `look_ups_paused` */
  countLookUp(userId: string): void;
  /** Never throws for what the server does. */
  lookUp(asking: Asking, typed: string): Promise<MailboxAnswer>;
  /**
   * Own credentials open the mailbox that is named. What the server does not tell now, the first contact of a run
   * finds out. @throws ConnectorError `mailbox_not_own`
   */
  assertOwn(asking: Asking, mailbox: string): Promise<void>;
}

/** Somebody waits for the answer in front of a form. */
const LONGEST_WAIT_MS = 15_000;

/**
 * Does not show the server one password after the other: the answer would tell who guesses for a colleague's when it is
 * right. A refusal that the connection remembers has shown nothing and does not count.
 */
export function createMailboxDirectory(
  parts: Pick<ConnectorParts, 'lookUpMailbox' | 'assertOwnMailbox' | 'tuning'>,
): MailboxDirectory {
  const tries = createSignInTries();
  const lookUps = createLookUpLimit(parts.tuning.lookUpsPerPerson);
  const ask = async <T>(
    { server, credentials, enteredBy }: Asking,
    mailbox: string,
    question: (options: EwsOptions) => Promise<T>,
  ): Promise<T | Failed> => {
    const login = loginOf(server.serverUrl, credentials);
    const options = ewsOptionsOf(parts, server, { mailbox, credentials, access: 'own' });
    const timeoutMs = Math.min(options.timeoutMs, LONGEST_WAIT_MS);
    let wrong: Try | null = null;
    try {
      wrong = enteredBy === null ? null : tries.begin(login, enteredBy);
      const answer = await question({ ...options, timeoutMs });
      wrong?.takeBack();
      return answer;
    } catch (error) {
      const isWrong = error instanceof ConnectorError && isRefusedSignIn(error) && error.details['remembered'] !== true;
      if (!isWrong) wrong?.takeBack();
      if (!(error instanceof ConnectorError)) throw error;
      return { kind: 'failed', error };
    }
  };
  return {
    countLookUp: lookUps.count,
    lookUp: (asking, typed) => ask(asking, typed, (options) => parts.lookUpMailbox(options, typed)),
    assertOwn: async (asking, mailbox) => {
      const failed = await ask(asking, mailbox, async (options) => {
        await parts.assertOwnMailbox(options);
        return null;
      });
      if (failed?.error.code === 'mailbox_not_own') throw failed.error;
    },
  };
}

export function isRefusedSignIn({ code }: ConnectorError): boolean {
  return code === 'sign_in_refused';
}
