import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiRefusal } from '../problem.ts';
import { isLoopbackName, withoutMapping } from './site.ts';

/**
 * Refuses requests that were addressed to another name, or sent by a page of another origin. A web page on the
 * internet can make its own name point to 127.0.0.1 (DNS rebinding) and would then talk to us from the user's
 * browser; it cannot choose what the browser writes into these two headers. What a proxy says about the name does
 * not count here: a page can write that header.
 */
export function requireAnsweredNames(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!isAnsweredName(request)) {
      throw new ApiRefusal(421, 'host_refused', 'this server answers to this machine and to its public address only');
    }
    if (!isOwnOrigin(request)) {
      throw new ApiRefusal(403, 'origin_refused', 'pages of other origins may not use this server');
    }
  });
}

function isAnsweredName(request: FastifyRequest): boolean {
  const host = hostOf(request);
  const { publicOrigin } = request.server.site;
  if (isLoopbackName(host)) return true;
  if (publicOrigin !== null && host === new URL(publicOrigin).host) return true;
  return isOwnAddress(request);
}

/** The commands of this machine, where the server listens on one address of the network. An address cannot be rebound. */
function isOwnAddress(request: FastifyRequest): boolean {
  const { localAddress, localPort, remoteAddress } = request.raw.socket;
  if (localAddress === undefined || remoteAddress !== localAddress) return false;
  const address = withoutMapping(localAddress);
  return hostOf(request) === `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}

/** Another port of this machine is another origin: what runs there is none of ours. */
function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined || origin === request.server.site.publicOrigin) return true;
  const host = hostOf(request);
  return isLoopbackName(host) && URL.canParse(origin) && new URL(origin).host === withoutDefaultPort(origin, host);
}

function hostOf({ headers }: FastifyRequest): string {
  return (headers.host ?? '').toLowerCase();
}

/** `localhost:80` over http is `localhost` in an origin. */
function withoutDefaultPort(origin: string, host: string): string {
  return host.replace(origin.startsWith('https:') ? /:443$/ : /:80$/, '');
}
