import type { FastifyInstance } from 'fastify';
import { sameToken } from '../../secrets/index.ts';
import { ApiRefusal } from '../problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without the token. Everything under `/api` that does not say so asks for it. */
    readonly open?: boolean;
  }
}

/** Asks for the installation's token on every address under `/api`, the unknown ones included. */
export function requireToken(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request) => {
    if (!isApiPath(request.url) || request.routeOptions.config.open === true) return;
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sameToken(given, token)) throw new ApiRefusal(401, 'token_required', 'the token is missing or wrong');
  });
}

export function isApiPath(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path === '/api' || path.startsWith('/api/');
}
