import { z } from 'zod';
import { listConflicts as readConflicts } from '../../../connector/index.ts';
import type { ConflictState } from '../../../store/index.ts';
import { CONFLICT_STATES } from '../../../store/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { conflictPageSchema, conflictResource } from '../../schemas/conflict.ts';
import { itemTypeSchema } from '../../schemas/item-type.ts';
import { visibleAccountIds } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';

const DECIDED: readonly ConflictState[] = CONFLICT_STATES.filter((state) => state !== 'open');

export const listConflicts: Endpoint = (api, context) => {
  api.get(
    '/api/conflicts',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listConflicts',
        summary: 'Fields that both sides had changed, newest first; a user gets those of the own accounts',
        tags: ['conflicts'],
        querystring: z.object({
          account: z.string().optional().describe('Name of an account.'),
          state: z
            .enum([...CONFLICT_STATES, 'decided'])
            .optional()
            .describe('`decided`: every state but `open`. Without it: all.'),
          itemType: itemTypeSchema.optional(),
          cursor: z
            .string()
            .regex(/^[1-9]\d{0,17}$/)
            .optional()
            .describe('`cursor` of the page before.'),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: conflictPageSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { account, state, itemType, cursor, limit } = request.query;
      const page = await readConflicts(context.connector, {
        accountIds: await visibleAccountIds(context, principalOf(request), account),
        states: state === undefined ? CONFLICT_STATES : state === 'decided' ? DECIDED : [state],
        itemType: itemType ?? null,
        beforeId: cursor ?? null,
        limit,
      });
      return { ...page, conflicts: page.conflicts.map(conflictResource) };
    },
  );
};
