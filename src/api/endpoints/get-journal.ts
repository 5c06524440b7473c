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
          run: z.string().max(100).optional().describe('Id of a run: only what that run wrote.'),
          cursor: z
            .string()
            .regex(/^\d{1,18}$/)
            .optional()
            .describe('`cursor` of the page before.'),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: journalSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { itemType, op, run, cursor, limit } = request.query;
      const { name } = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      return readJournal(context.connector, name, {
        limit,
        ...(itemType === undefined ? {} : { itemType }),
        ...(op === undefined ? {} : { op }),
        ...(run === undefined ? {} : { runId: run }),
        ...(cursor === undefined ? {} : { cursor }),
      });
    },
  );
};
