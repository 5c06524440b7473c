import { createAccount as createAccountOf, getAccountView } from '../../../connector/index.ts';
import type { Principal } from '../../../people/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { ApiRefusal } from '../../problem.ts';
import { accountSchema, newAccountSchema } from '../../schemas/account.ts';
import { refuseImpersonateOfUser } from '../../security/impersonate-field.ts';
import { isAdministrator, principalOf } from '../../security/principal.ts';
import { accountResource } from './account-resource.ts';
import { SETTINGS_PROBLEMS, storedOrThrow } from './settings-outcome.ts';

export const createAccount: Endpoint = (api, context) => {
  api.post(
    '/api/accounts',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'createAccount',
        summary: 'Connects a user to a profile',
        description:
          'A user gets at once only the mailbox whose primary address is the own confirmed e-mail address; any other waits ' +
          'for an administrator (`claim`). ' +
          SETTINGS_PROBLEMS,
        tags: ['settings'],
        body: newAccountSchema,
        response: { 201: accountSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const principal = principalOf(request);
      refuseOtherUser(principal, request.body.user);
      refuseImpersonateOfUser(principal, request.body.impersonate);
      const name = storedOrThrow(await createAccountOf(connector, principal, request.body));
      const account = accountResource(await getAccountView(connector, name));
      return reply
        .code(201)
        .header('location', `/api/accounts/${encodeURIComponent(name)}`)
        .header('etag', account.etag)
        .send(account);
    },
  );
};

function refuseOtherUser(principal: Principal, user: string | undefined): void {
  if (user === undefined || isAdministrator(principal)) return;
  if (principal.kind === 'person' && principal.name.toLowerCase() === user.toLowerCase()) return;
  const field = 'user';
  throw new ApiRefusal(403, 'forbidden_field', 'only an administrator may connect somebody else', { field });
}
