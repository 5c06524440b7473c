import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';

/** Answers without the token: tells that the process lives, and whether it synchronises; nothing else. */
export const getHealth: Endpoint = (api, { connector }) => {
  api.get(
    '/api/health',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'getHealth',
        summary: 'Whether the connector answers',
        description: '`unconfirmed`: it waits for an administrator to confirm its database, and synchronises nothing.',
        tags: ['status'],
        response: { 200: z.object({ status: z.enum(['ok', 'unconfirmed']) }) },
      },
    },
    async () => ({
      status: connector.parts.installation.doubt() === null ? ('ok' as const) : ('unconfirmed' as const),
    }),
  );
};
