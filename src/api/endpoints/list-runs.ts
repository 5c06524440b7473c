import { z } from 'zod';
import { listRuns as readRuns } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { accountNames, runSummary } from '../run-resource.ts';
import { runListSchema } from '../schemas/run.ts';

export const listRuns: Endpoint = (api, { connector }) => {
  api.get(
    '/api/runs',
    {
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
    async ({ query }) => {
      const filter = { limit: query.limit, includeIdle: query.idle === 'true' };
      const [runs, names] = await Promise.all([
        readRuns(connector, query.account === undefined ? filter : { ...filter, accountName: query.account }),
        accountNames(connector),
      ]);
      return { runs: runs.map((run) => runSummary(run, names)) };
    },
  );
};
