import { z } from 'zod';
import { readJournal } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { journalSchema } from '../schemas/explanation.ts';
import { itemTypeSchema } from '../schemas/item-type.ts';
import { ownedAccountOrThrow } from '../security/owned-account.ts';
import { principalOf } from '../security/principal.ts';

export const getJournal: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name/journal',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getJournal',
        summary: 'What the synchronisation wrote, and the values that it overwrote or that lost a conflict',
        tags: ['status'],
        params: z.object({ name: z.string() }),
        querystring: z.object({
          itemType: itemTypeSchema.optional(),
          op: z.enum(['create', 'update', 'delete', 'link', 'detach', 'conflict']).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: journalSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { itemType, op, limit } = request.query;
      const { name } = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      const entries = await readJournal(context.connector, name, {
        limit,
        ...(itemType === undefined ? {} : { itemType }),
        ...(op === undefined ? {} : { op }),
      });
      return { entries };
    },
  );
};
