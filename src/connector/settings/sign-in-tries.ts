import type { EwsOptions } from '../../exchange/ews/index.ts';
import { ConnectorError } from '../../model/index.ts';

/** How many wrong passwords the forms of users may show to mail servers. */
export interface SignInTries {
  /**
   * Counts the password as wrong before the server is asked: of a hundred that come together, not all get there before
   * the first is refused.
   * @throws ConnectorError `sign_in_paused` (disposition `backoff`) with `retryAfterMs`
   */
  begin(login: string, askerId: string): Try;
}

export interface Try {
  /** It was no wrong password. */
  takeBack(): void;
}

/** Domains lock an account after five or ten; runs need some of them too. */
const PER_LOGIN = 3;
/** One password tried on many logins locks nobody, and finds the one who has it. */
const PER_ASKER = 10;
const WINDOW_MS = 15 * 60_000;
const REMEMBERED = 1_000;

export function createSignInTries(now: () => number = Date.now): SignInTries {
  const refusals = new Map<string, readonly Refusal[]>();
  const recent = (key: string) => (refusals.get(key) ?? []).filter(({ at }) => at > now() - WINDOW_MS);
  const waitOf = ({ key, allowed }: Counted) => {
    const latest = recent(key);
    return latest.length < allowed ? 0 : (latest.at(-allowed)?.at ?? 0) + WINDOW_MS - now();
  };
  const put = (key: string, left: readonly Refusal[]) => {
    // To the end of the map: what is forgotten first is what was refused longest ago.
    refusals.delete(key);
    const [oldest] = refusals.keys();
    if (refusals.size >= REMEMBERED && oldest !== undefined) refusals.delete(oldest);
    if (left.length > 0) refusals.set(key, left);
  };
  return {
    begin: (login, askerId) => {
      const counted: readonly Counted[] = [
        { key: `login ${login}`, allowed: PER_LOGIN },
        { key: `asker ${askerId}`, allowed: PER_ASKER },
      ];
      const waitMs = Math.max(...counted.map(waitOf));
      if (waitMs > 0) throw paused(waitMs);
      const refusal = { at: now() };
      for (const { key } of counted) put(key, [...recent(key), refusal]);
      return {
        takeBack: () => {
          for (const { key } of counted)
            put(
              key,
              recent(key).filter((other) => other !== refusal),
            );
        },
      };
    },
  };
}

interface Refusal {
  readonly at: number;
}

interface Counted {
  readonly key: string;
  readonly allowed: number;
}

/** The same login however its case: `BRENTA\giulia` is `brenta\Giulia`. */
export function loginOf(serverUrl: string, credentials: EwsOptions['credentials']): string {
  const whole =
    credentials.kind === 'oauthClient'
      ? credentials.clientId
      : [credentials.domain, credentials.user].filter((part) => part !== null).join('\\');
  return `${serverUrl} ${whole.trim().toLowerCase()}`;
}

function paused(retryAfterMs: number): ConnectorError {
  const minutes = Math.ceil(retryAfterMs / 60_000);
  return new ConnectorError({
    code: 'sign_in_paused',
    disposition: 'backoff',
    message: `the server refused several passwords: the next one is shown to it in ${minutes} minutes`,
    retryAfterMs,
    details: { minutes },
  });
}
