import { ConnectorError } from '../../model/index.ts';
import { ownError } from '../ews/errors/index.ts';
import { normaliseServerUrl } from '../ews/server-url.ts';
import type { EwsUrls } from './answer.ts';
import type { DiscoveryRequest } from './discovery.ts';
import type { Trust } from './trust.ts';
import { isTrustedHost, untrustedHost } from './trust.ts';

/** Addresses of EWS that may be used, complete; at least one of the two is there. */
export interface ToldUrls {
  readonly external: string | null;
  readonly internal: string | null;
}

/**
 * Of what was told, what may be used. A host that we have signed in at vouches for any https address: it has the
 * credentials already. What is told to anybody counts for trusted hosts only, because the credentials go there unseen.
 * @returns the error of the first address that may not be used where none may
 */
export function usableUrls(
  told: EwsUrls,
  request: Trust & Pick<DiscoveryRequest, 'allowInsecureHttp'>,
  { host, isSignedIn }: { readonly host: string; readonly isSignedIn: boolean },
): ToldUrls | ConnectorError {
  const errors: ConnectorError[] = [];
  const firstOf = (urls: readonly string[]): string | null => {
    for (const url of urls) {
      const usable = complete(url, request, isSignedIn);
      if (typeof usable === 'string') return usable;
      errors.push(usable);
    }
    return null;
  };
  const [external, internal] = [firstOf(told.external), firstOf(told.internal)];
  if (external !== null || internal !== null) return { external, internal };
  return (
    errors[0] ??
    ownError('autodiscover_no_ews_url', 'Autodiscover answers, but names no address of EWS.', {
      details: { host, domain: request.domain },
    })
  );
}

function complete(
  url: string,
  request: Trust & Pick<DiscoveryRequest, 'allowInsecureHttp'>,
  isSignedIn: boolean,
): string | ConnectorError {
  try {
    const signIn = request.credentials?.kind === 'oauthClient' ? 'oauth' : 'auto';
    const whole = normaliseServerUrl(url, request.allowInsecureHttp, signIn);
    const { hostname } = new URL(whole);
    if (hostname === '') return ownError('server_url_invalid', 'Autodiscover names no server.');
    return isSignedIn || isTrustedHost(request, hostname) ? whole : untrustedHost(request, hostname);
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}
