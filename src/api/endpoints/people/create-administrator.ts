import { z } from 'zod';
import { userSchema } from '../../../crm/builtin/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { linkTokenSchema, passwordSchema, sessionSchema } from '../../schemas/person.ts';
import { enter } from './enter.ts';

export const createAdministrator: Endpoint = (api, context) => {
  api.post(
    '/api/setup',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'createAdministrator',
        summary: 'Makes the first administrator and signs in',
        description: 'With the token of the link that the program prints at its start while there is no administrator.',
        tags: ['people'],
        body: z.strictObject({ token: linkTokenSchema, ...userSchema.shape, password: passwordSchema }),
        response: { 201: sessionSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { token, password, ...person } = request.body;
      const opened = await context.connector.parts.people.createAdministrator(token, person, password);
      const session = await enter(context, request, reply, opened);
      context.connector.events.publish({ kind: 'settings' });
      return reply.code(201).send(session);
    },
  );
};
