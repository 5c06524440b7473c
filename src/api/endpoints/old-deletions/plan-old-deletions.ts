import { z } from 'zod';
import { planOldDeletions as plan } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { namesOf, runResource } from '../../run-resource.ts';
import { itemTypeSchema } from '../../schemas/item-type.ts';
import { runListSchema } from '../../schemas/run.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';

export const planOldDeletions: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/old-deletions/plan',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'planOldDeletions',
        summary: 'Plans what would become of old deletions; writes nothing',
        description:
          'Answers at once with a run of kind `oldDeletions` for each item type that has some. Its plan is read and carried out like that of any other run: `GET /api/runs/{id}/plan`, `POST /api/runs/{id}/plan/apply`. Refused with 409: `no_old_deletions`.',
        tags: ['runs'],
        params: z.object({ name: z.string() }),
        body: z.strictObject({ itemType: itemTypeSchema.optional().describe('Only this one.') }),
        response: { 202: runListSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const account = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      const { runs } = await plan(context.connector, account.name, request.body.itemType);
      return reply.code(202).send({ runs: runs.map((started) => runResource(started, namesOf([account]))) });
    },
  );
};
