import { autodiscoverAddress } from '../ews/autodiscover-address.ts';
import type { EwsOptions } from '../ews/options.ts';
import type { DiscoveryRequest } from './discovery.ts';

/** Nobody waits longer for an address, however long a request to Exchange may take. */
const LONGEST_MS = 45_000;

/** The search that a connection needs before it begins; `null` where its address is that of a server. */
export function discoveryRequestOf(options: EwsOptions): DiscoveryRequest | null {
  const address = autodiscoverAddress(options.url);
  if (address === null) return null;
  const { credentials, signIn, tls, allowInsecureHttp, timeoutMs, onRequest } = options;
  return {
    ...address,
    mailbox: addressToAsk(options, address.domain),
    credentials: isNobody(credentials) ? null : credentials,
    signIn,
    tls,
    allowInsecureHttp,
    timeoutMs: Math.min(timeoutMs, LONGEST_MS),
    ...(onRequest === undefined ? {} : { onRequest }),
  };
}

/** Where no mailbox is named yet, the one of whoever signs in. */
function addressToAsk({ mailbox, credentials }: EwsOptions, domain: string): string {
  const named = mailbox.trim();
  if (/^[^\s@]+@[^\s@]+$/.test(named)) return named;
  if (credentials.kind !== 'password') return `postmaster@${domain}`;
  const user = credentials.user.slice(credentials.user.lastIndexOf('\\') + 1).trim();
  if (/^[^\s@]+@[^\s@]+$/.test(user)) return user;
  return `${/^[^\s@]+$/.test(user) ? user : 'postmaster'}@${domain}`;
}

/** Without a service account there is nobody to sign in as, and an empty user is shown to no server. */
function isNobody(credentials: EwsOptions['credentials']): boolean {
  return credentials.kind === 'password' && credentials.user === '' && credentials.password === '';
}
