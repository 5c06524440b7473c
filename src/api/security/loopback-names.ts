import type { FastifyInstance } from 'fastify';
import { ApiRefusal } from '../problem.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses requests that were addressed to another name, or sent by a page of another origin. A web page on the
 * internet can make its own name point to 127.0.0.1 (DNS rebinding) and would then talk to us from the user's
 * browser; it cannot choose what the browser writes into these two headers.
 */
export function requireLoopbackNames(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }) => {
    if (!LOOPBACK.has(hostName(headers.host ?? ''))) {
      throw new ApiRefusal(421, 'host_refused', 'this server answers to localhost, 127.0.0.1 and [::1] only');
    }
    if (headers.origin === undefined) return;
    const origin = URL.canParse(headers.origin) ? new URL(headers.origin).hostname : '';
    if (!LOOPBACK.has(origin)) {
      throw new ApiRefusal(403, 'origin_refused', 'pages of other origins may not use this server');
    }
  });
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
