import { ownError } from '../ews/errors/index.ts';
import { isExchangeOnline } from '../ews/server-url.ts';
import type { DiscoveryRequest } from './discovery.ts';

export type Trust = Pick<DiscoveryRequest, 'domain' | 'trust' | 'tls' | 'credentials'>;

/** Names of Exchange Online that lead where its customers want: mail is searched there, and EWS never is. */
const OF_CUSTOMERS = /(^|\.)onmicrosoft\.com$/;

/**
 * Whether credentials may be shown to this host, once it has proved its name over TLS. Whoever runs the domain vouches
 * for the names below it, an administrator for those that the profile lists. A pinned certificate says more than any
 * name, and is asked for by every connection. A token that Exchange Online takes is meant for its names.
 * @param host lower case, without port
 */
export function isTrustedHost({ domain, trust, tls, credentials }: Trust, host: string): boolean {
  if (tls.certificateSha256 !== null) return true;
  if (isForExchangeOnline(credentials) && isExchangeOnline(host)) return true;
  return isNamed({ domain, trust }, host);
}

/**
 * Whether EWS is used there once a trusted host has told it, which is where a token goes as well.
 * @param isSignedIn the host that told it has the credentials already, so it vouches for any other over https
 */
export function isTrustedServer(request: Trust, { protocol, hostname }: URL, isSignedIn: boolean): boolean {
  if (isNamed(request, hostname)) return true;
  // Over plain http no certificate says who listens.
  if (protocol !== 'https:') return false;
  if (isSignedIn || request.tls.certificateSha256 !== null) return true;
  return isTrustedHost(request, hostname) && !OF_CUSTOMERS.test(hostname);
}

function isNamed({ domain, trust }: Pick<Trust, 'domain' | 'trust'>, host: string): boolean {
  return [domain, ...trust].some((known) => host === known || host.endsWith(`.${known}`));
}

/** @param host that somebody has to accept */
export function untrustedHost({ domain }: Pick<Trust, 'domain'>, host: string) {
  return ownError('autodiscover_untrusted_host', 'Autodiscover leads to a host that nobody has accepted.', {
    details: { host, domain },
  });
}

function isForExchangeOnline(credentials: Trust['credentials']): boolean {
  if (credentials?.kind !== 'oauthClient' || !URL.canParse(credentials.scope)) return false;
  return isExchangeOnline(new URL(credentials.scope).hostname);
}
