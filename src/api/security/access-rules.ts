import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from '../endpoint.ts';
import { ApiRefusal } from '../problem.ts';
import { isApiPath, isApiRequest } from './api-path.ts';
import { isAdministrator, principalOf } from './principal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the address. Every address under `/api` says so. */
    readonly access?: Access;
  }
}

/** Lets nobody call what is not theirs to call. Addresses that do not exist tell so only to those who are signed in. */
export function enforceAccess(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (isApiPath(url) && config?.access === undefined) {
      throw new Error(`${String(method)} ${url} does not say who may call it: set config.access`);
    }
  });
  app.addHook('onRequest', async (request) => {
    if (isApiRequest(request)) assertMayCall(request);
  });
}

function assertMayCall(request: FastifyRequest): void {
  const { access = 'signedIn' } = request.routeOptions.config;
  if (access === 'open') return;
  const principal = principalOf(request);
  if (access === 'administrator' && !isAdministrator(principal)) {
    throw new ApiRefusal(403, 'administrator_required', 'only administrators may do this');
  }
}
