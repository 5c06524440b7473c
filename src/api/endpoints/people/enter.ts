import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedSession } from '../../../people/index.ts';
import type { ApiContext } from '../../endpoint.ts';
import type { Session } from '../../resources.ts';
import { sessionOf } from '../../security/principal.ts';
import { setSessionCookie } from '../../security/session-cookie.ts';
import { sessionResource } from './person-resource.ts';

/** Gives the browser its new session. The one that it had ends: nobody could leave it any more. */
export async function enter(
  { connector }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
): Promise<Session> {
  const before = sessionOf(request);
  if (before !== null) await connector.parts.people.signOut(before.id);
  setSessionCookie(reply, request, opened);
  return sessionResource(opened.session);
}
