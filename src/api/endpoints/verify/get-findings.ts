import { z } from 'zod';
import { readFindings } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { findingPageSchema } from '../../schemas/verification.ts';
import { ownedRunOrThrow } from '../../security/owned-run.ts';
import { principalOf } from '../../security/principal.ts';

export const getFindings: Endpoint = (api, context) => {
  api.get(
    '/api/runs/:id/findings',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getFindings',
        summary: 'What a verification found, page by page',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        querystring: z.object({
          cursor: z.coerce.number().int().min(0).max(2_000_000_000).default(0).describe('`cursor` of the page before.'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: findingPageSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { run, account } = await ownedRunOrThrow(context, principalOf(request), request.params.id);
      const { cursor, limit } = request.query;
      const page = await readFindings(context.connector, run.id, cursor, limit);
      return { runId: run.id, account: account.name, itemType: run.itemType, ...page };
    },
  );
};
