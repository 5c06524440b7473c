import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { passwordSchema, sessionSchema } from '../../schemas/person.ts';
import { enter } from './enter.ts';

export const signIn: Endpoint = (api, context) => {
  api.post(
    '/api/session',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'signIn',
        summary: 'Signs in with name and password',
        description: 'The answer sets the cookie of the session. After several failures one has to wait (429).',
        tags: ['people'],
        body: z.strictObject({
          name: z.string().trim().min(1).max(320).describe('Login name or e-mail address.'),
          password: passwordSchema,
        }),
        response: { 200: sessionSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const opened = await context.connector.parts.people.signIn(name, password, request.ip);
      return enter(context, request, reply, opened);
    },
  );
};
