import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { issuedLinkSchema } from '../../schemas/person.ts';
import { nameOf, principalOf } from '../../security/principal.ts';
import { namedPersonOrThrow, personParams } from './named-person.ts';

/** Long enough for a weekend between the mail and its reader. */
const LIFETIME_MS = 3 * 86_400_000;

export const issuePasswordLink: Endpoint = (api, context) => {
  api.post(
    '/api/users/:name/password-link',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'issuePasswordLink',
        summary: 'A link with which the user chooses a password, once; older ones end',
        tags: ['people'],
        params: personParams,
        response: { 201: issuedLinkSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { people } = context.connector.parts;
      const principal = principalOf(request);
      const { id, name } = await namedPersonOrThrow(context, principal, request.params.name);
      const { token, expiresAt } = await people.issueLink('password', id, LIFETIME_MS);
      const object = { kind: 'person', name } as const;
      await people.audit({ actor: nameOf(principal), action: 'link_issued', object, details: { kind: 'password' } });
      // After the #, where no server and no log sees it.
      return reply.code(201).send({ path: `/#link=${token}`, expiresAt });
    },
  );
};
