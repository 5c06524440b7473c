import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Connector } from '../connector/index.ts';
import { problemSchema } from './schemas/problem.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What endpoints work with. */
export interface ApiContext {
  readonly connector: Connector;
  readonly version: string;
  /** ISO instant. */
  readonly startedAt: string;
}

/** One address and method: schema, who may, and handler. */
export type Endpoint = (api: Api, context: ApiContext) => void;

/**
 * Who may call an endpoint. Every endpoint says so in `config.access`; one that does not is not registered.
 * - `open`: anybody;
 * - `signedIn`: everybody who is signed in, each sees what is theirs;
 * - `own`: whoever owns what the address names, and administrators; for all others it does not exist (404);
 * - `administrator`: administrators.
 */
export type Access = 'open' | 'signedIn' | 'own' | 'administrator';

const PROBLEM = { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } };

/** The refusals that any endpoint may answer with, for the OpenAPI document. */
export const REFUSALS = { '4xx': PROBLEM, '5xx': PROBLEM } as const;
