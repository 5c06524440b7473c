import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { passwordSchema } from '../../schemas/person.ts';
import { ownSessionOrThrow } from './own-session.ts';

export const changePassword: Endpoint = (api, { connector }) => {
  api.put(
    '/api/session/password',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'changePassword',
        summary: 'Changes the own password; all other own sessions end',
        tags: ['people'],
        body: z.strictObject({ current: passwordSchema, next: passwordSchema }),
        response: { 204: z.undefined(), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { current, next } = request.body;
      await connector.parts.people.changePassword(ownSessionOrThrow(request), current, next);
      return reply.code(204).send();
    },
  );
};
