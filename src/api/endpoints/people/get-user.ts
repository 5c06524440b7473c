import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { personSchema } from '../../schemas/person.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf } from '../../version-header.ts';
import { namedPersonOrThrow, personParams } from './named-person.ts';
import { personResource } from './person-resource.ts';

export const getUser: Endpoint = (api, context) => {
  api.get(
    '/api/users/:name',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getUser',
        summary: 'One user',
        tags: ['people'],
        params: personParams,
        response: { 200: personSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const person = await namedPersonOrThrow(context, principalOf(request), request.params.name);
      return reply.header('etag', etagOf(person.version)).send(personResource(person));
    },
  );
};
