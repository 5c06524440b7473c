import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { named } from '../schemas/named.ts';
import { userSchema } from '../schemas/user.ts';

const userListSchema = named('UserList', z.object({ users: z.array(userSchema).readonly() }));

export const listUsers: Endpoint = (api, { connector }) => {
  api.get(
    '/api/users',
    {
      schema: {
        operationId: 'listUsers',
        summary: 'Users of the CRM, the inactive ones included',
        tags: ['crm'],
        response: { 200: userListSchema, ...REFUSALS },
      },
    },
    async () => ({ users: await connector.parts.crm.users.list() }),
  );
};
