import { z } from 'zod';
import { getAccountView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { accountSchema } from '../../schemas/account.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';
import { accountResource } from './account-resource.ts';

export const getAccount: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getAccount',
        summary: 'One account; without its password',
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        response: { 200: accountSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { name } = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      const account = accountResource(await getAccountView(context.connector, name));
      return reply.header('etag', account.etag).send(account);
    },
  );
};
