import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { conflictResource, conflictSchema } from '../../schemas/conflict.ts';
import { principalOf } from '../../security/principal.ts';
import { ownedConflictOrThrow } from './owned-conflict.ts';

export const getConflict: Endpoint = (api, context) => {
  api.get(
    '/api/conflicts/:id',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getConflict',
        summary: 'One conflict: both values, and what they had agreed on before',
        tags: ['conflicts'],
        params: z.object({ id: z.string() }),
        response: { 200: conflictSchema, ...REFUSALS },
      },
    },
    async (request) => conflictResource(await ownedConflictOrThrow(context, principalOf(request), request.params.id)),
  );
};
