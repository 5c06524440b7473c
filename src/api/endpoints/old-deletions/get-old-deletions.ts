import { z } from 'zod';
import { readOldDeletions } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { oldDeletionsSchema } from '../../schemas/old-deletions.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';

export const getOldDeletions: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name/old-deletions',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getOldDeletions',
        summary: 'How much was left by deletions from before their rule was switched on',
        description: 'What somebody edited since is counted until a run has seen that; the plan tells it apart.',
        tags: ['runs'],
        params: z.object({ name: z.string() }),
        response: { 200: oldDeletionsSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { name } = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      const found = await readOldDeletions(context.connector, name);
      return { oldDeletions: found.map(({ itemType, inExchange, inCrm }) => ({ itemType, inExchange, inCrm })) };
    },
  );
};
