import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../people/index.ts';
import type { Problem } from '../schemas/problem.ts';
import { isApiRequest } from './api-path.ts';
import { isAdministrator } from './principal.ts';

/** What a sentence says instead, so that it stays one. */
const SAID_INSTEAD: Readonly<Record<string, string>> = {
  host: 'Exchange',
  server: 'Exchange',
  targetHost: 'Exchange',
  user: '…',
  client: '…',
};
/** What administrators look a request up with; no sentence needs it. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'requestId',
  'clientRequestId',
  'casErrorCode',
  'contentType',
  'scheme',
]);
/** Where answers carry what went wrong in a run, or with an item. */
const PROBLEMS: ReadonlySet<string> = new Set(['problem', 'mailboxProblem', 'itemErrors', 'error']);

/** What a run met is told to whom it belongs; which servers and service accounts the company has, to administrators. */
export function hideServerFacts(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, _reply, payload) =>
    isApiRequest(request) && request.principal !== null ? visibleTo(request.principal, payload) : payload,
  );
}

/** @returns `value`, or a copy in which problems name no server, no service account and no application */
export function visibleTo<T>(principal: Principal, value: T): T {
  return isAdministrator(principal) ? value : (copyOf(value, false) as T);
}

/** What was thrown, as it is told to `principal`: a request may fail where a run fails. */
export function visibleProblem(principal: Principal, problem: Problem): Problem {
  return isAdministrator(principal) ? problem : { ...problem, details: withoutServerFacts(problem.details) };
}

function copyOf(value: unknown, isProblem: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => copyOf(element, isProblem));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    if (key === 'errorDetails' || (isProblem && key === 'details'))
      return [key, withoutServerFacts(part as Record<string, unknown>)];
    return [key, copyOf(part, PROBLEMS.has(key))];
  });
  return Object.fromEntries(entries);
}

function withoutServerFacts(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(details).flatMap(([key, fact]) => (LEFT_OUT.has(key) ? [] : [[key, SAID_INSTEAD[key] ?? fact]])),
  );
}
