import type { FastifyRequest } from 'fastify';

/**
 * Whether the browser speaks https with us or with the proxy before us: a trusted proxy says so, or the request was
 * made to, or by a page of, the public address.
 */
export function isSecure({ protocol, headers, server }: FastifyRequest): boolean {
  if (protocol === 'https') return true;
  const { publicOrigin } = server.site;
  if (publicOrigin?.startsWith('https:') !== true) return false;
  return headers.origin === publicOrigin || headers.host?.toLowerCase() === new URL(publicOrigin).host;
}
