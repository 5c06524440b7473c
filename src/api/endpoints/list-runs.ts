import { z } from 'zod';
import type { Run } from '../../connector/index.ts';
import { listRuns as readRuns } from '../../connector/index.ts';
import type { ApiContext, Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { namesOf, runSummary } from '../run-resource.ts';
import { runListSchema } from '../schemas/run.ts';
import { visibleAccountIds } from '../security/owned-account.ts';
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
      const accountIds = await visibleAccountIds(context, principalOf(request), account);
      const runs = await readRuns(context.connector, { accountIds, limit, includeIdle: idle === 'true' });
      const names = await namesOfRuns(context, runs);
      return { runs: runs.map((run) => runSummary(run, names)) };
    },
  );
};

async function namesOfRuns({ connector }: ApiContext, runs: readonly Run[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(runs.map(({ accountId }) => accountId))];
  return namesOf(await connector.parts.settings.listAccounts({ ids }));
}
