import { z } from 'zod';
import { getPlanOrThrow } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { planResource } from '../../plan-resource.ts';
import { planSchema } from '../../schemas/plan.ts';
import { ownedRunOrThrow } from '../../security/owned-run.ts';
import { principalOf } from '../../security/principal.ts';

export const getPlan: Endpoint = (api, context) => {
  api.get(
    '/api/runs/:id/plan',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getPlan',
        summary: 'What a run that wrote nothing would do: numbers, brake, state',
        description:
          'Of a preview, and of a run that a brake held. A run that is held with the plan of an earlier one has that one.',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        response: { 200: planSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { connector } = context;
      const { run, account } = await ownedRunOrThrow(context, principalOf(request), request.params.id);
      const plan = await getPlanOrThrow(connector, run);
      return planResource(plan, account.name, await connector.parts.plans.countSteps(plan.runId));
    },
  );
};
