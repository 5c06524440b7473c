import { z } from 'zod';
import type { Run } from '../../connector/index.ts';
import { listRuns as readRuns } from '../../connector/index.ts';
import type { Principal } from '../../people/index.ts';
import type { ApiContext, Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { namesOf, runSummary } from '../run-resource.ts';
import { runListSchema } from '../schemas/run.ts';
import { askedUserId, ownedAccountOrThrow } from '../security/owned-account.ts';
import { principalOf } from '../security/principal.ts';

export const listRuns: Endpoint = (api, context) => {
  api.get(
    '/api/runs',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listRuns',
        summary: 'Runs, newest first; without those in which nothing happened',
        tags: ['runs'],
        querystring: z.object({
          account: z.string().optional().describe('Name of an account.'),
          limit: z.coerce.number().int().min(1).max(200).default(20),
          idle: z.enum(['true', 'false']).default('false').describe('Also runs in which nothing happened.'),
        }),
        response: { 200: runListSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { account, limit, idle } = request.query;
      const accountIds = await accountIdsOf(context, principalOf(request), account);
      const runs = await readRuns(context.connector, { accountIds, limit, includeIdle: idle === 'true' });
      const names = await namesOfRuns(context, runs);
      return { runs: runs.map((run) => runSummary(run, names)) };
    },
  );
};

/** `null`: of all. @throws ConnectorError `account_unknown` */
async function accountIdsOf(
  context: ApiContext,
  principal: Principal,
  account: string | undefined,
): Promise<readonly string[] | null> {
  if (account !== undefined) return [(await ownedAccountOrThrow(context, principal, account)).id];
  const userId = await askedUserId(context, principal, undefined);
  if (userId === undefined) return null;
  const own = await context.connector.parts.settings.listAccounts({ userIds: userId === null ? [] : [userId] });
  return own.map(({ id }) => id);
}

async function namesOfRuns({ connector }: ApiContext, runs: readonly Run[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(runs.map(({ accountId }) => accountId))];
  return namesOf(await connector.parts.settings.listAccounts({ ids }));
}
