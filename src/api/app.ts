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
import { problemOf } from './problem.ts';
import { requireToken } from './security/bearer.ts';
import { addSecurityHeaders } from './security/headers.ts';
import { requireLoopbackNames } from './security/loopback-names.ts';

export interface ApiOptions {
  /** Whoever sends it may do everything. */
  readonly token: string;
  readonly version: string;
  /** Folder of the built page; `null` serves none. */
  readonly pageDirectory: string | null;
}

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

/** Makes the HTTP API over a connector; it does not listen yet. */
export async function createApi(connector: Connector, options: ApiOptions): Promise<Api> {
  const { log } = connector.parts;
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Event streams never end by themselves; without it a stop would wait for every open page.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1_000 },
  });
  const api: Api = app.withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);

  addSecurityHeaders(app);
  requireLoopbackNames(app);
  requireToken(app, options.token);
  acceptFiles(app);

  api.setErrorHandler(async (error, request, reply) => {
    const answer = problemOf(error);
    const route = request.routeOptions.url ?? 'none';
    if (answer.status >= 500) log.error('request failed', { ...errorFacts(error), method: request.method, route });
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    const { retryAfterMs } = answer.details;
    if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
    return reply.code(answer.status).type('application/problem+json').send(JSON.stringify(answer));
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
