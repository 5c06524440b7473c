import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { linkTokenSchema, passwordSchema, sessionSchema } from '../../schemas/person.ts';
import { enter } from './enter.ts';

export const redeemLink: Endpoint = (api, context) => {
  api.post(
    '/api/links/redeem',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'redeemLink',
        summary: 'Uses a one-time link and signs in',
        description: 'A password that is not accepted leaves the link as it was.',
        tags: ['people'],
        body: z.strictObject({
          token: linkTokenSchema,
          password: passwordSchema.optional().describe('The new one; for links of kind `password`.'),
        }),
        response: { 200: sessionSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { token, password } = request.body;
      const opened = await context.connector.parts.people.redeemLink(token, password ?? null);
      return enter(context, request, reply, opened);
    },
  );
};
