import { z } from 'zod';
import { readReview } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { itemTypeSchema } from '../schemas/item-type.ts';
import { reviewResource, reviewSchema } from '../schemas/review.ts';

export const getReview: Endpoint = (api, { connector }) => {
  api.get(
    '/api/accounts/:name/review',
    {
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
    async ({ params, query: { itemType, limit } }) =>
      reviewResource(
        await readReview(connector, params.name, itemType === undefined ? { limit } : { itemType, limit }),
      ),
  );
};
