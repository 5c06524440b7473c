import { z } from 'zod';
import { getProfileView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { profileSchema } from '../../schemas/profile.ts';
import { profileResource } from './profile-resource.ts';

export const getProfile: Endpoint = (api, context) => {
  api.get(
    '/api/profiles/:name',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'getProfile',
        summary: 'One profile; without its password',
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        response: { 200: profileSchema, ...REFUSALS },
      },
    },
    async ({ params }, reply) => {
      const profile = profileResource(await getProfileView(context.connector, params.name));
      return reply.header('etag', profile.etag).send(profile);
    },
  );
};
