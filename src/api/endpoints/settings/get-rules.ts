import { z } from 'zod';
import { getProfileView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { itemTypeSchema } from '../../schemas/item-type.ts';
import { rulesResourceSchema } from '../../schemas/rules.ts';
import { rulesResource } from './rules-resource.ts';

export const getRules: Endpoint = (api, context) => {
  api.get(
    '/api/profiles/:name/rules/:itemType',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'getRules',
        summary: 'The rules of one item type, what they mean in words, and what they may cost',
        tags: ['settings'],
        params: z.object({ name: z.string(), itemType: itemTypeSchema }),
        response: { 200: rulesResourceSchema, ...REFUSALS },
      },
    },
    async ({ params }, reply) => {
      const rules = rulesResource(await getProfileView(context.connector, params.name), params.itemType);
      return reply.header('etag', rules.etag).send(rules);
    },
  );
};
