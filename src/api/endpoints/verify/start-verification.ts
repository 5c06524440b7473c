import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { runResource } from '../../run-resource.ts';
import { itemTypeSchema } from '../../schemas/item-type.ts';
import { runListSchema } from '../../schemas/run.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';

export const startVerification: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/verify',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'startVerification',
        summary: 'Compares both sides of an account with the memory, writing nothing: one run for each item type',
        description: 'Answers at once. Follow each run with `GET /api/runs/{id}?wait=20`, then read its findings.',
        tags: ['runs'],
        params: z.object({ name: z.string() }),
        body: z.strictObject({ itemType: itemTypeSchema.optional().describe('Only this one.') }),
        response: { 202: runListSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { itemType } = request.body;
      const { name: accountName } = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      const { runs } = await context.connector.synchroniser.start({
        accountName,
        trigger: 'request',
        kind: 'verify',
        dryRun: true,
        approvedHashes: [],
        approvedBy: null,
        ...(itemType === undefined ? {} : { itemTypes: [itemType] }),
      });
      const names = new Map(runs.map(({ accountId }) => [accountId, accountName]));
      return reply.code(202).send({ runs: runs.map((run) => runResource(run, names)) });
    },
  );
};
