import { createHash } from 'node:crypto';
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
const REFUSAL_MEMORY_MS = 5 * 60_000;
const REMEMBERED = 1_000;

/**
 * Remembers a refused sign-in for a while and does not repeat it: every user's form would otherwise be a wrong
 * password of the service account, and a few of those lock it out of the domain. Nor does it show the server one
 * password after the other: the answer would tell who guesses for a colleague's when it is right.
 */
export function createMailboxDirectory(
  parts: Pick<ConnectorParts, 'lookUpMailbox' | 'assertOwnMailbox' | 'tuning'>,
): MailboxDirectory {
  const tries = createSignInTries();
  const lookUps = createLookUpLimit(parts.tuning.lookUpsPerPerson);
  const refusedSignIns = new Map<string, { readonly error: ConnectorError; readonly until: number }>();
  const remember = (key: string, error: ConnectorError) => {
    const [oldest] = refusedSignIns.keys();
    if (refusedSignIns.size >= REMEMBERED && oldest !== undefined) refusedSignIns.delete(oldest);
    refusedSignIns.set(key, { error, until: Date.now() + REFUSAL_MEMORY_MS });
  };
  const ask = async <T>(
    { server, credentials, enteredBy }: Asking,
    mailbox: string,
    question: (options: EwsOptions) => Promise<T>,
  ): Promise<T | Failed> => {
    const key = fingerprint(server, credentials);
    const known = refusedSignIns.get(key);
    if (known !== undefined && known.until > Date.now()) return { kind: 'failed', error: known.error };
    refusedSignIns.delete(key);
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
      if (error instanceof ConnectorError && isRefusedSignIn(error)) remember(key, error);
      else wrong?.takeBack();
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

/** The secrets are not kept for this. */
function fingerprint({ serverUrl }: ServerSettings, credentials: EwsOptions['credentials']): string {
  return createHash('sha256')
    .update(JSON.stringify([serverUrl, credentials]))
    .digest('base64');
}
