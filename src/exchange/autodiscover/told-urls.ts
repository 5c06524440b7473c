import { ConnectorError } from '../../model/index.ts';
import { autodiscoverAddress } from '../ews/autodiscover-address.ts';
import { ownError } from '../ews/errors/index.ts';
import { normaliseServerUrl } from '../ews/server-url.ts';
import type { EwsUrls } from './answer.ts';
import type { DiscoveryRequest } from './discovery.ts';
import type { Trust } from './trust.ts';
import { isTrustedServer, untrustedHost } from './trust.ts';

/** Addresses of EWS that may be used, complete; at least one of the two is there. */
export interface ToldUrls {
  readonly external: string | null;
  readonly internal: string | null;
}

/**
 * Of what was told, what may be used: see `isTrustedServer`. What is told to anybody counts for trusted hosts only,
 * because the credentials go there unseen.
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
    // The switch is for passwords: a token opens all mailboxes to whoever reads it on the way.
    const whole = normaliseServerUrl(url, request.allowInsecureHttp && signIn !== 'oauth', signIn);
    // Told to look further is no server.
    if (autodiscoverAddress(whole) !== null) return ownError('server_url_invalid', 'Autodiscover names no server.');
    const server = new URL(whole);
    return isTrustedServer(request, server, isSignedIn) ? whole : untrustedHost(request, server.hostname);
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}
