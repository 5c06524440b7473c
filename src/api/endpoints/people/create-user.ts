import { z } from 'zod';
import { userSchema } from '../../../crm/builtin/index.ts';
import { ROLES } from '../../../people/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { personSchema } from '../../schemas/person.ts';
import { nameOf, principalOf, sessionOf } from '../../security/principal.ts';
import { etagOf } from '../../version-header.ts';
import { personResource } from './person-resource.ts';

/** Where the holder of the token enters people without saying in which zone they live. */
const DEFAULT_TIME_ZONE = 'Europe/Rome';

export const createUser: Endpoint = (api, { connector }) => {
  api.post(
    '/api/users',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'createUser',
        summary: 'Enters a user, who cannot sign in before choosing a password',
        tags: ['people'],
        body: z.strictObject({
          ...userSchema.shape,
          timeZone: userSchema.shape.timeZone.optional().describe('That of the administrator when it is not given.'),
          role: z.enum(ROLES).default('user'),
          emailVerified: z.boolean().default(true).describe('The administrator knows that the address is theirs.'),
        }),
        response: { 201: personSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { people } = connector.parts;
      const { role, emailVerified, timeZone, ...rest } = request.body;
      const zone = timeZone ?? sessionOf(request)?.person.timeZone ?? DEFAULT_TIME_ZONE;
      const person = await people.create({ ...rest, timeZone: zone }, { role, emailVerified });
      await people.audit({
        actor: nameOf(principalOf(request)),
        action: 'person_created',
        object: { kind: 'person', name: person.name },
        details: { role, emailVerified },
      });
      connector.events.publish({ kind: 'settings' });
      return reply.code(201).header('etag', etagOf(person.version)).send(personResource(person));
    },
  );
};
