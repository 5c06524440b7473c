import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { personPageSchema } from '../../schemas/person.ts';
import { isAdministrator, principalOf } from '../../security/principal.ts';
import { personResource } from './person-resource.ts';

export const listUsers: Endpoint = (api, { connector }) => {
  api.get(
    '/api/users',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listUsers',
        summary: 'Users by name, the inactive ones included; a user sees only the own entry',
        tags: ['people'],
        querystring: z.object({
          cursor: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: personPageSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const { people } = connector.parts;
      const principal = principalOf(request);
      if (!isAdministrator(principal)) {
        const self = principal.kind === 'person' ? await people.list([principal.userId]) : [];
        return { users: self.map(personResource), cursor: null };
      }
      // The cursor is the last one seen: whoever is entered meanwhile shifts nobody out of the list.
      const found = await people.page(cursor ?? null, limit + 1);
      const users = found.slice(0, limit);
      return { users: users.map(personResource), cursor: found.length > limit ? (users.at(-1)?.id ?? null) : null };
    },
  );
};
