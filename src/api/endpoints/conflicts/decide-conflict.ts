import { z } from 'zod';
import { decideConflict as decide } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { conflictDecisionSchema, conflictResource, conflictSchema } from '../../schemas/conflict.ts';
import { nameOf, principalOf } from '../../security/principal.ts';
import { ownedConflictOrThrow } from './owned-conflict.ts';

export const decideConflict: Endpoint = (api, context) => {
  api.post(
    '/api/conflicts/:id/decision',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'decideConflict',
        summary: 'Keeps what won, takes what lost, or writes another value',
        description:
          'What is written is an edit on the side where the value was lost; the next run carries it as the rules allow. 409 when the conflict was decided before (`conflict_decided`) or its field is not what it was (`conflict_superseded`): then nothing is written.',
        tags: ['conflicts'],
        params: z.object({ id: z.string() }),
        body: conflictDecisionSchema,
        response: { 200: conflictSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { id } = await ownedConflictOrThrow(context, principal, request.params.id);
      return conflictResource(await decide(context.connector, id, request.body, nameOf(principal)));
    },
  );
};
