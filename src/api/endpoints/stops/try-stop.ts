import { z } from 'zod';
import { tryStopNow } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { stopListSchema } from '../../schemas/stop.ts';
import { nameOf, principalOf } from '../../security/principal.ts';

export const tryStop: Endpoint = (api, { connector }) => {
  api.post(
    '/api/stops/:id/trial',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'tryStop',
        summary: 'Tries one of the mailboxes that wait now',
        description: 'If it is well, all go on. If it fails in the same way, they wait twice as long as before.',
        tags: ['status'],
        params: z.object({ id: z.string() }),
        body: z.strictObject({}),
        response: { 200: stopListSchema, ...REFUSALS },
      },
    },
    async (request) => {
      await tryStopNow(connector, nameOf(principalOf(request)), request.params.id);
      return { stops: connector.admission.stops() };
    },
  );
};
