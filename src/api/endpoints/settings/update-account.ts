import { z } from 'zod';
import { changeAccount, getAccountView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { accountPatchSchema, accountSchema } from '../../schemas/account.ts';
import { refuseImpersonateOfUser } from '../../security/impersonate-field.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { accountResource } from './account-resource.ts';
import { SETTINGS_PROBLEMS, storedOrThrow } from './settings-outcome.ts';

export const updateAccount: Endpoint = (api, context) => {
  api.patch(
    '/api/accounts/:name',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'updateAccount',
        summary: 'Changes an account',
        description:
          'Only what is sent changes; another mailbox is another claim. 412 when the account is not the one of `If-Match`. ' +
          SETTINGS_PROBLEMS,
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        headers: ifMatchSchema,
        body: accountPatchSchema,
        response: { 200: accountSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const principal = principalOf(request);
      const { name } = await ownedAccountOrThrow(context, principal, request.params.name);
      refuseImpersonateOfUser(principal, request.body.impersonate);
      const expectedVersion = expectedVersionOf(request.headers);
      storedOrThrow(await changeAccount(connector, principal, name, request.body, expectedVersion));
      const account = accountResource(await getAccountView(connector, name));
      return reply.header('etag', account.etag).send(account);
    },
  );
};
