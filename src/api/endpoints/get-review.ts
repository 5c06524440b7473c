import { z } from 'zod';
import { readReview } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { itemTypeSchema } from '../schemas/item-type.ts';
import { reviewResource, reviewSchema } from '../schemas/review.ts';
import { isOwner, ownedAccountOrThrow } from '../security/owned-account.ts';
import { principalOf } from '../security/principal.ts';

export const getReview: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name/review',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getReview',
        summary: 'What waits for a person: items whose counterpart is not clear, and items put aside after errors',
        tags: ['status'],
        params: z.object({ name: z.string() }),
        querystring: z.object({
          itemType: itemTypeSchema.optional(),
          limit: z.coerce.number().int().min(1).max(200).default(100),
        }),
        response: { 200: reviewSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { itemType, limit } = request.query;
      const principal = principalOf(request);
      const account = await ownedAccountOrThrow(context, principal, request.params.name);
      const filter = { limit, byOwner: isOwner(principal, account), ...(itemType === undefined ? {} : { itemType }) };
      return reviewResource(await readReview(context.connector, account.name, filter));
    },
  );
};
