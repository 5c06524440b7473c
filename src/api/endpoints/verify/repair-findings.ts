import { z } from 'zod';
import { repairFindings as repair } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { repairResultSchema } from '../../schemas/verification.ts';
import { ownedRunOrThrow } from '../../security/owned-run.ts';
import { nameOf, principalOf } from '../../security/principal.ts';

export const repairFindings: Endpoint = (api, context) => {
  api.post(
    '/api/runs/:id/findings/repair',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'repairFindings',
        summary: 'Mends links and has the next run look at what a verification found; writes to neither side',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        response: { 200: repairResultSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { run, account } = await ownedRunOrThrow(context, principal, request.params.id);
      return repair(context.connector, account, run.id, nameOf(principal));
    },
  );
};
