import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { nameOf, principalOf } from '../../security/principal.ts';
import { namedPersonOrThrow, personParams } from './named-person.ts';

export const endUserSessions: Endpoint = (api, context) => {
  api.delete(
    '/api/users/:name/sessions',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'endUserSessions',
        summary: 'Signs a user out everywhere, this browser included',
        tags: ['people'],
        params: personParams,
        response: { 204: z.undefined(), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { people } = context.connector.parts;
      const principal = principalOf(request);
      const { id, name } = await namedPersonOrThrow(context, principal, request.params.name);
      const count = await people.endSessions(id, null);
      const object = { kind: 'session', name } as const;
      await people.audit({ actor: nameOf(principal), action: 'sessions_ended', object, details: { count } });
      return reply.code(204).send();
    },
  );
};
