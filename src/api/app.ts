import cookie from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Connector } from '../connector/index.ts';
import { errorFacts } from '../observability/index.ts';
import type { Api } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { acceptFiles } from './imported-file.ts';
import { describeApi } from './open-api.ts';
import { servePage } from './page.ts';
import { problemOf, sendProblem } from './problem.ts';
import { enforceAccess } from './security/access-rules.ts';
import { requireAnsweredNames } from './security/answered-names.ts';
import { refuseForgeries } from './security/forgery.ts';
import { addSecurityHeaders } from './security/headers.ts';
import { identifyCallers } from './security/principal.ts';
import { hideServerFacts, visibleProblem } from './security/server-facts.ts';
import type { Site } from './security/site.ts';
import { addSite, trustsPeer } from './security/site.ts';
import { acceptPhotos } from './uploaded-photo.ts';

export interface ApiOptions {
  /** Whoever sends it may do everything. */
  readonly token: string;
  readonly site: Site;
  readonly version: string;
  /** Folder of the built page; `null` serves none. */
  readonly pageDirectory: string | null;
}

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * Makes the HTTP API over a connector; it does not listen yet.
 * @throws Error when an endpoint does not say who may call it
 */
export async function createApi(connector: Connector, options: ApiOptions): Promise<Api> {
  const { log, people } = connector.parts;
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Event streams never end by themselves; without it a stop would wait for every open page.
    forceCloseConnections: true,
    trustProxy: trustsPeer(options.site),
    routerOptions: { maxParamLength: 1_000 },
    // Addresses that cannot be decoded reach neither hooks nor the handler of errors.
    frameworkErrors: (error, _request, reply) => void sendProblem(reply as FastifyReply, problemOf(error)),
  });
  const api: Api = app.withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);

  // In this order: an answer to the wrong name says nothing, and what is forged is seen before what is forbidden.
  addSite(app, options.site);
  addSecurityHeaders(app);
  requireAnsweredNames(app);
  await app.register(cookie);
  identifyCallers(app, { people, token: options.token });
  refuseForgeries(app);
  enforceAccess(app);
  hideServerFacts(app);
  acceptFiles(app);
  acceptPhotos(app);

  api.setErrorHandler(async (error, request, reply) => {
    const answer = problemOf(error);
    const route = request.routeOptions.url ?? 'none';
    if (answer.status >= 500) log.error('request failed', { ...errorFacts(error), method: request.method, route });
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    const { retryAfterMs } = answer.details;
    if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
    return sendProblem(reply, request.principal === null ? answer : visibleProblem(request.principal, answer));
  });
  app.addHook('onResponse', async (request, reply) => {
    log.debug('request', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });

  await describeApi(api, options.version);
  const context = { connector, version: options.version, startedAt: new Date().toISOString() };
  for (const endpoint of ENDPOINTS) endpoint(api, context);
  await servePage(api, options.pageDirectory);
  return api;
}
