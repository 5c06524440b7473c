import { z } from 'zod';
import { readStatus } from '../../connector/index.ts';
import { CLDR_VERSION } from '../../model/index.ts';
import type { Principal } from '../../people/index.ts';
import type { AccountFilter } from '../../settings/settings.ts';
import type { ApiContext, Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { installationResource } from '../installation-resource.ts';
import { runSummary } from '../run-resource.ts';
import { statusSchema } from '../schemas/status.ts';
import { askedUserId, ownedAccountOrThrow } from '../security/owned-account.ts';
import { isAdministrator, principalOf } from '../security/principal.ts';

const querySchema = z.object({
  account: z.string().optional().describe('Name: only this account.'),
  user: z.string().optional().describe('Login name: only the accounts of this user.'),
});

export const getStatus: Endpoint = (api, context) => {
  api.get(
    '/api/status',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'getStatus',
        summary: 'State of accounts: schedule, links, what waits, last run; for users of the own accounts',
        description:
          'Without a query of all that the caller may see, which takes time where there are thousands: pages ask for one ' +
          'account or one user. `profiles` are those of the accounts that are told; administrators who ask for all get all.',
        tags: ['status'],
        querystring: querySchema,
        response: { 200: statusSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { connector, version, startedAt } = context;
      const principal = principalOf(request);
      const filter = await filterOf(context, principal, request.query);
      const { stops, profiles, accounts } = await readStatus(connector, filter);
      const listed = filter === undefined ? profiles : profiles.filter((profile) => profile.accounts > 0);
      return {
        version,
        startedAt,
        zoneData: { iana: process.versions.tz ?? 'none', cldr: CLDR_VERSION },
        installation: installationResource(connector),
        stops: isAdministrator(principal) ? stops : [],
        profiles: isAdministrator(principal) ? listed : listed.map(({ serverUrl: _server, ...profile }) => profile),
        accounts: accounts.map((account) => ({
          ...account,
          scopes: account.scopes.map((scope) => ({
            ...scope,
            lastRun: scope.lastRun && runSummary(scope.lastRun, new Map([[scope.lastRun.accountId, account.name]])),
          })),
        })),
      };
    },
  );
};

/** `undefined`: everything. @throws ConnectorError `account_unknown` */
async function filterOf(
  context: ApiContext,
  principal: Principal,
  { account, user }: z.infer<typeof querySchema>,
): Promise<AccountFilter | undefined> {
  const userId = await askedUserId(context, principal, user);
  const ofUser = userId === undefined ? {} : { userIds: userId === null ? [] : [userId] };
  if (account !== undefined) {
    const { name } = await ownedAccountOrThrow(context, principal, account);
    return { ...ofUser, name };
  }
  return userId === undefined ? undefined : ofUser;
}
