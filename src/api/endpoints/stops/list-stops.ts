import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { stopListSchema } from '../../schemas/stop.ts';

export const listStops: Endpoint = (api, { connector }) => {
  api.get(
    '/api/stops',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'listStops',
        summary: 'Servers of which nothing is begun, because several mailboxes began to fail in the same way',
        description: 'What this process knows of them: another one on the same database finds out by itself.',
        tags: ['status'],
        response: { 200: stopListSchema, ...REFUSALS },
      },
    },
    async () => ({ stops: connector.admission.stops() }),
  );
};
