import { listAvailableProfiles as listAvailableProfilesOf } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { availableProfileListSchema } from '../../schemas/profile.ts';

export const listAvailableProfiles: Endpoint = (api, context) => {
  api.get(
    '/api/available-profiles',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listAvailableProfiles',
        summary: 'The active profiles, as far as a user has to know them',
        tags: ['settings'],
        response: { 200: availableProfileListSchema, ...REFUSALS },
      },
    },
    async () => ({ profiles: await listAvailableProfilesOf(context.connector.parts) }),
  );
};
