import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { runResource } from '../run-resource.ts';
import { runListSchema } from '../schemas/run.ts';

export const startRuns: Endpoint = (api, { connector }) => {
  api.post(
    '/api/accounts/:name/runs',
    {
      schema: {
        operationId: 'startRuns',
        summary: 'Synchronises an account now: one run for each item type, contacts first',
        description: 'Answers at once. Follow each run with `GET /api/runs/{id}?wait=20` or the events.',
        tags: ['runs'],
        params: z.object({ name: z.string() }),
        body: z.strictObject({
          dryRun: z.boolean().default(false).describe('Plans, writes nothing, and lists the steps.'),
          approve: z
            .string()
            .min(1)
            .nullable()
            .default(null)
            .describe('`planHash` of a held run: lets exactly that plan through its brake.'),
        }),
        response: { 202: runListSchema, ...REFUSALS },
      },
    },
    async ({ params, body }, reply) => {
      const { runs } = await connector.synchroniser.start({
        accountName: params.name,
        trigger: 'request',
        dryRun: body.dryRun,
        approvedHash: body.approve,
      });
      const names = new Map(runs.map(({ accountId }) => [accountId, params.name]));
      return reply.code(202).send({ runs: runs.map((run) => runResource(run, names)) });
    },
  );
};
