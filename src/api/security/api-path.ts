import type { FastifyRequest } from 'fastify';

/** Whether an address belongs to the API, and not to the page. */
export function isApiPath(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path === '/api' || path.startsWith('/api/');
}

/**
 * Whether a request is for the API: by the route that was found for it, because `/%61pi` leads to `/api` as well, and
 * by its address where no route was found.
 */
export function isApiRequest({ url, routeOptions }: FastifyRequest): boolean {
  return isApiPath(routeOptions.url ?? '') || isApiPath(url);
}
