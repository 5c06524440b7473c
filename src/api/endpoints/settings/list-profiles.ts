import { listProfileViews } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { profileListSchema } from '../../schemas/profile.ts';
import { profileResource } from './profile-resource.ts';

export const listProfiles: Endpoint = (api, context) => {
  api.get(
    '/api/profiles',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'listProfiles',
        summary: 'Profiles with their rules, and how their accounts stand; without passwords',
        tags: ['settings'],
        response: { 200: profileListSchema, ...REFUSALS },
      },
    },
    async () => ({ profiles: (await listProfileViews(context.connector)).map(profileResource) }),
  );
};
