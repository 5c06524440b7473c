import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';

/** The only address that answers without the token: tells that the process lives, and nothing else. */
export const getHealth: Endpoint = (api) => {
  api.get(
    '/api/health',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'getHealth',
        summary: 'Whether the connector answers',
        tags: ['status'],
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );
};
