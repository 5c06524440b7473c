import { createHash } from 'node:crypto';
import type { Discovery } from '../../exchange/autodiscover/index.ts';
import { autodiscoverAddress } from '../../exchange/autodiscover/index.ts';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import type { ConnectorError } from '../../model/index.ts';

/**
 * Where each mailbox is, of those whose profile names a mail domain. It lives as long as the process: what Autodiscover
 * says changes with every move of a mailbox, and to ask once after a start costs less than to trust an old answer.
 */
export interface AddressBook {
  /**
   * The URL for a connection; the address itself where it is that of a server. Asks at most once at a time, and again
   * after a day or a doubt. A known address outlives a search that fails for passing reasons.
   * @throws ConnectorError of the search: `autodiscover_*`, `sign_in_refused`, `tls_*` …
   */
  urlFor(options: EwsOptions): Promise<string>;
  /** Tells how a request to the address ended. @returns whether the next one should ask again */
  doubt(options: EwsOptions, error: ConnectorError): boolean;
}

interface Entry {
  readonly url: string;
  readonly askedAt: number;
  readonly isDoubted: boolean;
  /** Until then a doubt changes nothing. */
  readonly settledUntil: number;
}

/** As Microsoft advises. */
const KEPT_MS = 24 * 60 * 60_000;
/** For so long it is believed that a mailbox is where it was, although its server is away. */
const SETTLED_MS = 60_000;
const REMEMBERED = 20_000;

/** A mailbox that moved, a server that is gone, or one that no longer is what it was. */
const DOUBTFUL: ReadonlySet<string> = new Set([
  'redirected',
  'dns_not_found',
  'connection_refused',
  'connection_failed',
  'connection_reset',
  'timeout',
  'ews_not_found',
  'not_ews',
  'tls_name_mismatch',
  'ErrorConnectionFailed',
  'ErrorMailboxMoveInProgress',
  'ErrorNoApplicableProxyCASServersAvailable',
]);

export function createAddressBook(
  discover: (options: EwsOptions) => Promise<Discovery>,
  now: () => number = Date.now,
): AddressBook {
  const entries = new Map<string, Entry>();
  const asking = new Map<string, Promise<string>>();
  const put = (key: string, entry: Entry) => {
    entries.delete(key);
    const [oldest] = entries.keys();
    if (entries.size >= REMEMBERED && oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
  };
  const settle = (key: string, url: string, isSame: boolean) =>
    put(key, { url, askedAt: now(), isDoubted: false, settledUntil: isSame ? now() + SETTLED_MS : 0 });
  const isFresh = ({ askedAt, isDoubted }: Entry) => !isDoubted && askedAt > now() - KEPT_MS;

  const ask = async (key: string, options: EwsOptions): Promise<string> => {
    const known = entries.get(key)?.url ?? null;
    const discovery = await discover(options);
    if (discovery.kind === 'found') {
      settle(key, discovery.url, discovery.url === known);
      return discovery.url;
    }
    const isPassing = discovery.error.disposition === 'retry' || discovery.error.disposition === 'backoff';
    if (known === null || !isPassing) {
      entries.delete(key);
      throw discovery.error;
    }
    settle(key, known, true);
    return known;
  };

  return {
    urlFor: async (options) => {
      if (autodiscoverAddress(options.url) === null) return options.url;
      const key = keyOf(options);
      const known = entries.get(key);
      if (known !== undefined && isFresh(known)) return known.url;
      const underway = asking.get(key) ?? ask(key, options).finally(() => asking.delete(key));
      asking.set(key, underway);
      return underway;
    },
    doubt: (options, { code }) => {
      if (!DOUBTFUL.has(code) || autodiscoverAddress(options.url) === null) return false;
      const key = keyOf(options);
      const known = entries.get(key);
      if (known === undefined || known.settledUntil > now()) return false;
      entries.set(key, { ...known, isDoubted: true });
      return true;
    },
  };
}

/** Everything that the answer depends on. No secret is kept for it. */
function keyOf({ url, mailbox, credentials, signIn, tls, allowInsecureHttp }: EwsOptions): string {
  return createHash('sha256')
    .update(JSON.stringify([url, mailbox.trim().toLowerCase(), credentials, signIn, tls, allowInsecureHttp]))
    .digest('base64');
}
