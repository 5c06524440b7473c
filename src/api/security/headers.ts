import type { FastifyInstance } from 'fastify';
import { isSecure } from './transport.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

/** Headers that every answer carries. The page's own, with its nonce, are set where the page is served. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('x-frame-options', 'DENY');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('cross-origin-opener-policy', 'same-origin');
    if (isSecure(request)) reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}`);
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
