import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { People, Principal, Session } from '../../people/index.ts';
import { sameToken } from '../../secrets/index.ts';
import { ApiRefusal } from '../problem.ts';
import { isApiRequest } from './api-path.ts';
import { sessionTokenOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request it is; `null` for nobody, and outside `/api`. */
    principal: Principal | null;
    /** Of a request with the cookie; `null` for the holder of the token. */
    session: Session | null;
  }
}

/** Finds out who sends each request under `/api`: by the token of the installation, else by the session's cookie. */
export function identifyCallers(
  app: FastifyInstance,
  { people, token }: { readonly people: Pick<People, 'findSession'>; readonly token: string },
): void {
  app.decorateRequest('principal', null);
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request) => {
    if (!isApiRequest(request)) return;
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      // A wrong token is never made good by a cookie: whoever sends one means it.
      const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
      if (!sameToken(given, token)) throw new ApiRefusal(401, 'token_required', 'the token is wrong');
      request.principal = { kind: 'operator' };
      return;
    }
    const sessionToken = sessionTokenOf(request);
    request.session = sessionToken === null ? null : await people.findSession(sessionToken);
    if (request.session === null) return;
    const { id, person } = request.session;
    request.principal = { kind: 'person', userId: person.id, name: person.name, role: person.role, sessionId: id };
  });
}

/** @throws ApiRefusal 401 `sign_in_required` */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal !== null) return request.principal;
  throw new ApiRefusal(401, 'sign_in_required', 'sign in first');
}

/** The session that the request belongs to; `null` for the holder of the token, who needs none. */
export function sessionOf(request: FastifyRequest): Session | null {
  return request.session;
}

/** May do everything: the holder of the token, and people with that role. */
export function isAdministrator(principal: Principal): boolean {
  return principal.kind === 'operator' || principal.role === 'administrator';
}

/** How records of what was done name the caller. */
export function nameOf(principal: Principal): string {
  return principal.kind === 'operator' ? 'operator' : principal.name;
}
