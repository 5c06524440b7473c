import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedSession } from '../../people/index.ts';
import { isSecure } from './transport.ts';

export const COOKIE_NAME = 'raccordo_session';
/** Browsers take a cookie of this name only over https, for the whole host, and from nobody else. */
export const SECURE_COOKIE_NAME = `__Host-${COOKIE_NAME}`;

const ATTRIBUTES = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

/** Signs the browser in. The cookie ends with the browser; the session ends when the server says so. */
export function setSessionCookie(reply: FastifyReply, request: FastifyRequest, { token }: OpenedSession): void {
  const secure = isSecure(request);
  reply.setCookie(secure ? SECURE_COOKIE_NAME : COOKIE_NAME, token, { ...ATTRIBUTES, secure });
}

export function clearSessionCookie(reply: FastifyReply, request: FastifyRequest): void {
  if (isSecure(request)) reply.clearCookie(SECURE_COOKIE_NAME, { ...ATTRIBUTES, secure: true });
  else reply.clearCookie(COOKIE_NAME, ATTRIBUTES);
}

/**
 * The secret of the session, as the browser sent it. Over https only the cookie that nobody could have planted over
 * plain http counts.
 */
export function sessionTokenOf(request: FastifyRequest): string | null {
  const { cookies } = request;
  const plain = isSecure(request) ? undefined : cookies[COOKIE_NAME];
  return cookies[SECURE_COOKIE_NAME] ?? plain ?? null;
}
