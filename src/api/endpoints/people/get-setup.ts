import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { setupSchema } from '../../schemas/person.ts';

export const getSetup: Endpoint = (api, { connector }) => {
  api.get(
    '/api/setup',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'getSetup',
        summary: 'Whether the installation still needs its first administrator',
        tags: ['people'],
        response: { 200: setupSchema, ...REFUSALS },
      },
    },
    async () => ({ needed: !(await connector.parts.people.hasAdministrator()) }),
  );
};
