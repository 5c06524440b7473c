import { z } from 'zod';
import { changeRules, getProfileView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { itemTypeSchema } from '../../schemas/item-type.ts';
import { itemRulesSchema, rulesResourceSchema } from '../../schemas/rules.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { rulesResource } from './rules-resource.ts';

export const replaceRules: Endpoint = (api, context) => {
  api.put(
    '/api/profiles/:name/rules/:itemType',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'replaceRules',
        summary: 'Replaces the rules of one item type',
        description:
          'They count from the next run on. 412 when the profile is not the one of `If-Match`: rules are a part of it.',
        tags: ['settings'],
        params: z.object({ name: z.string(), itemType: itemTypeSchema }),
        headers: ifMatchSchema,
        body: itemRulesSchema,
        response: { 200: rulesResourceSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const { params, headers, body } = request;
      const expectedVersion = expectedVersionOf(headers);
      await changeRules(connector, principalOf(request), params.name, params.itemType, body, expectedVersion);
      const rules = rulesResource(await getProfileView(connector, params.name), params.itemType);
      return reply.header('etag', rules.etag).send(rules);
    },
  );
};
