import { z } from 'zod';
import { linkInvalid } from '../../../people/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { inspectedLinkSchema, linkTokenSchema } from '../../schemas/person.ts';

export const inspectLink: Endpoint = (api, { connector }) => {
  api.post(
    '/api/links/inspect',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'inspectLink',
        summary: 'What a one-time link is for, without using it',
        description: 'A POST, so that the token stands in no address and in no log.',
        tags: ['people'],
        body: z.strictObject({ token: linkTokenSchema }),
        response: { 200: inspectedLinkSchema, ...REFUSALS },
      },
    },
    async ({ body }) => {
      const link = await connector.parts.people.inspectLink(body.token);
      if (link === null) throw linkInvalid();
      const { kind, person } = link;
      return { kind, user: person && { name: person.name, displayName: person.displayName } };
    },
  );
};
