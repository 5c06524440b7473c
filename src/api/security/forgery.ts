import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sameToken } from '../../secrets/index.ts';
import { ApiRefusal } from '../problem.ts';
import { isApiRequest } from './api-path.ts';

export const CSRF_HEADER = 'x-csrf-token';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** `none`: the person typed or opened it, no page did. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Refuses changes that a page of somebody else makes a browser send along with our cookie (cross-site request
 * forgery). Whoever sends the token of the installation is no browser with a cookie, and needs no second secret.
 */
export function refuseForgeries(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!isApiRequest(request) || SAFE_METHODS.has(request.method) || request.principal?.kind === 'operator') return;
    // Signing in is worth forging too: a victim in the session of the attacker hands over what they type.
    if (comesFromElsewhere(request) || lacksProof(request)) {
      throw new ApiRefusal(403, 'csrf_refused', 'the request does not come from the page of this server');
    }
  });
}

function comesFromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && !OWN_SITES.has(site);
}

/** Where anybody may call, the session plays no part: who signs in anew cannot know the proof of the old session. */
function lacksProof({ headers, session, routeOptions }: FastifyRequest): boolean {
  if (session === null || routeOptions.config.access === 'open') return false;
  return !sameToken(String(headers[CSRF_HEADER] ?? ''), session.csrfToken);
}
