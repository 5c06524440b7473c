import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { Api } from './endpoint.ts';
import { problem, sendProblem } from './problem.ts';
import { isApiPath } from './security/api-path.ts';

/** Where the built page has it, a value that changes with every answer stands instead (`html.cspNonce` of Vite). */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
/** Vite puts a hash of the content into these names. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Serves the built page. Every address that is no file gets the page itself, which reads the rest of the address;
 * unknown addresses under `/api` get a problem.
 * @param directory with `index.html` and `assets/`; `null` serves no page
 */
export async function servePage(api: Api, directory: string | null): Promise<void> {
  const page = directory === null ? null : await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
  if (directory !== null && page !== null) {
    await api.register(fastifyStatic, {
      root: join(directory),
      index: false,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? IMMUTABLE : 'no-cache');
      },
    });
    api.get('/', { schema: { hide: true } }, async (_request, reply) => sendPage(reply, page));
    api.get('/index.html', { schema: { hide: true } }, async (_request, reply) => sendPage(reply, page));
  }
  api.setNotFoundHandler(async (request, reply) => {
    const asksForPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (page !== null && asksForPage && !isApiPath(request.url)) return sendPage(reply, page);
    return sendProblem(reply, problem(404, 'address_unknown', 'there is nothing at this address'));
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const hasNonce = page.includes(NONCE_PLACEHOLDER);
  // Without a nonce in the page, its component library could not write its own style sheet.
  const styles = hasNonce ? `'nonce-${nonce}'` : `'unsafe-inline'`;
  const policy = [
    `default-src 'self'`,
    `style-src 'self' ${styles}`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
}
