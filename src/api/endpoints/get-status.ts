import { readStatus } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { accountNames, runSummary } from '../run-resource.ts';
import { statusSchema } from '../schemas/status.ts';

export const getStatus: Endpoint = (api, { connector, version, startedAt }) => {
  api.get(
    '/api/status',
    {
      schema: {
        operationId: 'getStatus',
        summary: 'State of every account: schedule, links, what waits, last run',
        tags: ['status'],
        response: { 200: statusSchema, ...REFUSALS },
      },
    },
    async () => {
      const [{ profiles, accounts }, names] = await Promise.all([readStatus(connector), accountNames(connector)]);
      return {
        version,
        startedAt,
        profiles,
        accounts: accounts.map((account) => ({
          ...account,
          scopes: account.scopes.map((scope) => ({
            ...scope,
            lastRun: scope.lastRun && runSummary(scope.lastRun, names),
          })),
        })),
      };
    },
  );
};
