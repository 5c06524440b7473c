import { z } from 'zod';
import { explainItem } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { itemExplanationSchema } from '../schemas/explanation.ts';
import { itemTypeSchema, sideSchema } from '../schemas/item-type.ts';
import { isOwner, ownedAccountOrThrow } from '../security/owned-account.ts';
import { principalOf } from '../security/principal.ts';

export const explainAccountItem: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name/explain',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'explainAccountItem',
        summary:
          'Why one item is as it is: both ends as they stand now, what the planner decides, and what would change it',
        description:
          'Reads both sides and writes nothing. A mailbox that does not answer is part of the answer. What private items ' +
          'say is told to the owner of the account alone, unless the profile carries them in full.',
        tags: ['status'],
        params: z.object({ name: z.string() }),
        querystring: z.object({
          itemType: itemTypeSchema,
          side: sideSchema.describe('Whose id it is.'),
          id: z
            .string()
            .trim()
            .min(1)
            .max(1_000)
            .describe(
              'Of an item in Exchange also as other programs show it: an entry id, hexadecimal or base64, or an id of ' +
                'Outlook on the web.',
            ),
        }),
        response: { 200: itemExplanationSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const account = await ownedAccountOrThrow(context, principal, request.params.name);
      return explainItem(context.connector, account.name, { ...request.query, byOwner: isOwner(principal, account) });
    },
  );
};
