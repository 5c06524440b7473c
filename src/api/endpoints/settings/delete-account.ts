import { z } from 'zod';
import { deleteAccount as deleteAccountOf } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';

export const deleteAccount: Endpoint = (api, context) => {
  api.delete(
    '/api/accounts/:name',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'deleteAccount',
        summary: 'Ends the synchronisation of an account; nothing is deleted on either side',
        description:
          'What was linked with what is kept: the same user’s account of the same name and mailbox, made again, goes on where this one was.',
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        headers: ifMatchSchema,
        response: { 204: z.null().describe('Deleted.'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { name } = await ownedAccountOrThrow(context, principal, request.params.name);
      await deleteAccountOf(context.connector, principal, name, expectedVersionOf(request.headers));
      return reply.code(204).send(null);
    },
  );
};
