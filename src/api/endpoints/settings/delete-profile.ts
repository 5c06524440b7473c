import { z } from 'zod';
import { deleteProfile as deleteProfileOf } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';

export const deleteProfile: Endpoint = (api, context) => {
  api.delete(
    '/api/profiles/:name',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'deleteProfile',
        summary: 'Deletes a profile that no account uses',
        description: '409 `profile_in_use` with the number of its accounts while there are any.',
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        headers: ifMatchSchema,
        response: { 204: z.null().describe('Deleted.'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, headers } = request;
      await deleteProfileOf(context.connector, principalOf(request), params.name, expectedVersionOf(headers));
      return reply.code(204).send(null);
    },
  );
};
