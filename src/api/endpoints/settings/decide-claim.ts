import { z } from 'zod';
import { decideClaim as decideClaimOf, getAccountView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { accountSchema } from '../../schemas/account.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { accountResource } from './account-resource.ts';

export const decideClaim: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/claim',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'decideClaim',
        summary: 'Lets a user have a mailbox, or not',
        description:
          'With `If-Match` the decision counts only for the mailbox that was looked at: 412 when the account was changed meanwhile. ' +
          'Without, it is about what the account names now.',
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        headers: ifMatchSchema,
        body: z.strictObject({ decision: z.enum(['grant', 'refuse']) }),
        response: { 200: accountSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const { params, headers, body } = request;
      const seen = headers['if-match'] === undefined ? null : expectedVersionOf(headers);
      await decideClaimOf(connector, principalOf(request), params.name, body.decision, seen);
      const account = accountResource(await getAccountView(connector, params.name));
      return reply.header('etag', account.etag).send(account);
    },
  );
};
