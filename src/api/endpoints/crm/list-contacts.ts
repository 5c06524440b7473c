import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { filterOf } from '../../record-filter.ts';
import { contactPageSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { actingUserShape, actorOf } from './acting-user.ts';

export const listContacts: Endpoint = (api, { connector }) => {
  api.get(
    '/api/contacts',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listContacts',
        summary: 'The CRM’s contacts, by name, page by page',
        tags: ['crm'],
        querystring: z.object({
          ...actingUserShape,
          search: z
            .string()
            .max(200)
            .optional()
            .describe('Words that all have to occur; case and accents do not matter.'),
          owner: z.string().optional().describe('Id of a user.'),
          list: z.string().optional().describe('Only those on this list.'),
          company: z.string().optional().describe('Id of a company.'),
          cursor: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: contactPageSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { query } = request;
      const actor = await actorOf(connector, principalOf(request), query.user);
      const page = await connector.parts.crm.contacts.list(actor, {
        limit: query.limit,
        cursor: query.cursor ?? null,
        ...filterOf(query),
      });
      return { ...page, records: page.records.map(recordResource) };
    },
  );
};
