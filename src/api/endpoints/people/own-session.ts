import type { FastifyRequest } from 'fastify';
import type { Session } from '../../../people/index.ts';
import { ApiRefusal } from '../../problem.ts';
import { sessionOf } from '../../security/principal.ts';

/** @throws ApiRefusal 404 `session_unknown`: whoever sends the token of the installation is no person */
export function ownSessionOrThrow(request: FastifyRequest): Session {
  const session = sessionOf(request);
  if (session !== null) return session;
  throw new ApiRefusal(404, 'session_unknown', 'the token of the installation has no session');
}
