import { z } from 'zod';
import type { Connector } from '../../connector/index.ts';
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
        description:
          '`unconfirmed`: it waits for an administrator to confirm its database, and synchronises nothing. `stopped`: contacts ' +
          'or appointments of a server wait, because several mailboxes began to fail in the same way.',
        tags: ['status'],
        response: { 200: z.object({ status: z.enum(['ok', 'unconfirmed', 'stopped']) }) },
      },
    },
    async () => ({ status: healthOf(connector) }),
  );
};

function healthOf({ parts, admission }: Pick<Connector, 'parts' | 'admission'>): 'ok' | 'unconfirmed' | 'stopped' {
  if (parts.installation.doubt() !== null) return 'unconfirmed';
  return admission.stops().length > 0 ? 'stopped' : 'ok';
}
