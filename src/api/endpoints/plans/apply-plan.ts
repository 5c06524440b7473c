import { z } from 'zod';
import { applyPlan as apply } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { namesOf, runResource } from '../../run-resource.ts';
import { runListSchema } from '../../schemas/run.ts';
import { ownedRunOrThrow } from '../../security/owned-run.ts';
import { nameOf, principalOf } from '../../security/principal.ts';

export const applyPlan: Endpoint = (api, context) => {
  api.post(
    '/api/runs/:id/plan/apply',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'applyPlan',
        summary: 'Carries out exactly this plan: one run, of its item type only',
        description:
          'Answers at once. When the plan of now is another, nothing is written: the run ends as `held` with the problem `plan_outdated`, and has the plan of now. A step that comes out differently when its turn comes is left out and told in `itemErrors` as `step_left_out`.',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        response: { 202: runListSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { run, account } = await ownedRunOrThrow(context, principal, request.params.id);
      const { runs } = await apply(context.connector, account.name, run, nameOf(principal));
      return reply.code(202).send({ runs: runs.map((started) => runResource(started, namesOf([account]))) });
    },
  );
};
