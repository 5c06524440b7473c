import { z } from 'zod';
import { userSchema } from '../../../crm/builtin/index.ts';
import type { Principal } from '../../../people/index.ts';
import { ROLES } from '../../../people/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { ApiRefusal } from '../../problem.ts';
import { personSchema } from '../../schemas/person.ts';
import { isAdministrator, nameOf, principalOf } from '../../security/principal.ts';
import { etagOf, expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { namedPersonOrThrow, personParams } from './named-person.ts';
import { personResource } from './person-resource.ts';

/** What people say about themselves. A changed address is believed only after an administrator has confirmed it. */
const OWN_FIELDS: readonly string[] = ['displayName', 'email', 'timeZone'];

export const updateUser: Endpoint = (api, context) => {
  api.patch(
    '/api/users/:name',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'updateUser',
        summary: 'Changes a user; people change their own display name, address and time zone',
        description:
          'Only what is sent changes. A changed e-mail address is unconfirmed until `emailVerified` is sent. Whoever is ' +
          'switched off or becomes a user is signed out everywhere. 412 when the user is not the one of `If-Match`.',
        tags: ['people'],
        params: personParams,
        headers: ifMatchSchema,
        body: z.strictObject({
          ...userSchema.partial().shape,
          active: z.boolean().optional(),
          role: z.enum(ROLES).optional(),
          emailVerified: z
            .boolean()
            .optional()
            .describe('`true` confirms the address that the user has after this change.'),
        }),
        response: { 200: personSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const { people } = connector.parts;
      const principal = principalOf(request);
      const expectedVersion = expectedVersionOf(request.headers);
      const { id } = await namedPersonOrThrow(context, principal, request.params.name);
      const change = withoutUndefined(request.body);
      refuseForbiddenFields(principal, Object.keys(change));
      const person = await people.update(id, change, expectedVersion);
      const { active, role, emailVerified } = change;
      await people.audit({
        actor: nameOf(principal),
        action: 'person_changed',
        object: { kind: 'person', name: person.name },
        // The new rights are facts for the record; names and addresses are not.
        details: { fields: Object.keys(change).join(', '), ...withoutUndefined({ active, role, emailVerified }) },
      });
      connector.events.publish({ kind: 'settings' });
      return reply.header('etag', etagOf(person.version)).send(personResource(person));
    },
  );
};

function refuseForbiddenFields(principal: Principal, fields: readonly string[]): void {
  const field = fields.find((name) => !OWN_FIELDS.includes(name));
  if (field === undefined || isAdministrator(principal)) return;
  throw new ApiRefusal(403, 'forbidden_field', 'only an administrator may change this', { field });
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
