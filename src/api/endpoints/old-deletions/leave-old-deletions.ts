import { z } from 'zod';
import { leaveOldDeletions as leave } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { itemTypeSchema } from '../../schemas/item-type.ts';
import { oldDeletionsLeftSchema } from '../../schemas/old-deletions.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { nameOf, principalOf } from '../../security/principal.ts';

export const leaveOldDeletions: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/old-deletions/leave',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'leaveOldDeletions',
        summary: 'Has what old deletions left stay for good; writes to neither side',
        description: 'They are not offered again. Refused with 409 while a run of the mailbox is under way.',
        tags: ['runs'],
        params: z.object({ name: z.string() }),
        body: z.strictObject({ itemType: itemTypeSchema.optional().describe('Only this one.') }),
        response: { 200: oldDeletionsLeftSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const account = await ownedAccountOrThrow(context, principal, request.params.name);
      return { left: await leave(context.connector, account, request.body.itemType, nameOf(principal)) };
    },
  );
};
