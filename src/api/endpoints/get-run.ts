import { z } from 'zod';
import { getRunOrThrow } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { accountNames, runResource } from '../run-resource.ts';
import { runSchema } from '../schemas/run.ts';

export const getRun: Endpoint = (api, { connector }) => {
  api.get(
    '/api/runs/:id',
    {
      schema: {
        operationId: 'getRun',
        summary: 'One run with its progress',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        querystring: z.object({
          wait: z.coerce.number().min(0).max(30).default(0).describe('Seconds to wait for its end before answering.'),
        }),
        response: { 200: runSchema, ...REFUSALS },
      },
    },
    async ({ params, query }) => {
      const run = await getRunOrThrow(connector, params.id, query.wait * 1000);
      return runResource(run, await accountNames(connector));
    },
  );
};
