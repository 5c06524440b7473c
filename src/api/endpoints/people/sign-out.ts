import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { sessionOf } from '../../security/principal.ts';
import { clearSessionCookie } from '../../security/session-cookie.ts';

export const signOut: Endpoint = (api, { connector }) => {
  api.delete(
    '/api/session',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'signOut',
        summary: 'Ends the session',
        tags: ['people'],
        response: { 204: z.undefined(), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { people } = connector.parts;
      const session = sessionOf(request);
      if (session !== null) {
        const { name } = session.person;
        await people.signOut(session.id);
        await people.audit({ actor: name, action: 'signed_out', object: { kind: 'session', name }, details: {} });
      }
      clearSessionCookie(reply, request);
      return reply.code(204).send();
    },
  );
};
