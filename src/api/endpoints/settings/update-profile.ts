import { z } from 'zod';
import { changeProfile, getProfileView } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { profilePatchSchema, profileSchema } from '../../schemas/profile.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { profileResource } from './profile-resource.ts';
import { SETTINGS_PROBLEMS, storedOrThrow } from './settings-outcome.ts';

export const updateProfile: Endpoint = (api, context) => {
  api.patch(
    '/api/profiles/:name',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'updateProfile',
        summary: 'Changes general parameters of a profile; its rules have addresses of their own',
        description:
          'A password that is not sent stays, and is not shown to another server: 409 `password_needed_for_new_server`. ' +
          'A client secret or private key likewise, also with another authority: 409 `secret_needed_for_new_server`. ' +
          'With another server the users’ own passwords are forgotten and their mailboxes are looked up again. ' +
          '412 when the profile is not the one of `If-Match`. ' +
          SETTINGS_PROBLEMS,
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        headers: ifMatchSchema,
        body: profilePatchSchema,
        response: { 200: profileSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const { params, headers, body } = request;
      const expectedVersion = expectedVersionOf(headers);
      storedOrThrow(await changeProfile(connector, principalOf(request), params.name, body, expectedVersion));
      const profile = profileResource(await getProfileView(connector, params.name));
      return reply.header('etag', profile.etag).send(profile);
    },
  );
};
