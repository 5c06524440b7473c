import { z } from 'zod';
import { pagePlanSteps } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { planStepPageSchema } from '../../schemas/plan.ts';
import { ownedRunOrThrow } from '../../security/owned-run.ts';
import { principalOf } from '../../security/principal.ts';

export const getPlanSteps: Endpoint = (api, context) => {
  api.get(
    '/api/runs/:id/plan/steps',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getPlanSteps',
        summary: 'The steps of a plan in their order, with what each written field holds now and would hold then',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        querystring: z.object({
          kind: z.string().min(1).max(40).optional().describe('Only steps of this kind.'),
          cursor: z.coerce.number().int().min(0).max(2_000_000_000).optional().describe('`cursor` of the page before.'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: planStepPageSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { run } = await ownedRunOrThrow(context, principalOf(request), request.params.id);
      const { kind = null, cursor: after = null, limit } = request.query;
      const page = await pagePlanSteps(context.connector, run, { kind, after, limit });
      return { steps: page.steps, cursor: page.cursor === null ? null : String(page.cursor) };
    },
  );
};
