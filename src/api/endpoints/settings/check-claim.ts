import { z } from 'zod';
import { checkClaim as checkClaimOf, getAccountView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { accountSchema } from '../../schemas/account.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';
import { accountResource } from './account-resource.ts';

export const checkClaim: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/claim/check',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'checkClaim',
        summary: 'Asks the server again whose mailbox it is',
        description:
          'For who got the e-mail address confirmed, or whose server answers now. What an administrator decided stays.',
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        response: { 200: accountSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const principal = principalOf(request);
      const { name } = await ownedAccountOrThrow(context, principal, request.params.name);
      await checkClaimOf(connector, principal, name);
      const account = accountResource(await getAccountView(connector, name));
      return reply.header('etag', account.etag).send(account);
    },
  );
};
