import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { sessionSchema } from '../../schemas/person.ts';
import { ownSessionOrThrow } from './own-session.ts';
import { sessionResource } from './person-resource.ts';

export const getSession: Endpoint = (api) => {
  api.get(
    '/api/session',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in, and the proof that changes need',
        tags: ['people'],
        response: { 200: sessionSchema, ...REFUSALS },
      },
    },
    async (request) => sessionResource(ownSessionOrThrow(request)),
  );
};
