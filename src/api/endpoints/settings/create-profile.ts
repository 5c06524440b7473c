import { createProfile as createProfileOf, getProfileView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { newProfileSchema, profileSchema } from '../../schemas/profile.ts';
import { principalOf } from '../../security/principal.ts';
import { profileResource } from './profile-resource.ts';
import { SETTINGS_PROBLEMS, storedOrThrow } from './settings-outcome.ts';

export const createProfile: Endpoint = (api, context) => {
  api.post(
    '/api/profiles',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'createProfile',
        summary: 'Makes a profile; what is not said has its default',
        description: SETTINGS_PROBLEMS,
        tags: ['settings'],
        body: newProfileSchema,
        response: { 201: profileSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const name = storedOrThrow(await createProfileOf(connector, principalOf(request), request.body));
      const profile = profileResource(await getProfileView(connector, name));
      return reply
        .code(201)
        .header('location', `/api/profiles/${encodeURIComponent(name)}`)
        .header('etag', profile.etag)
        .send(profile);
    },
  );
};
