import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { filterOf } from '../../record-filter.ts';
import { principalOf } from '../../security/principal.ts';
import { actingUserShape, actorOf } from './acting-user.ts';

export const exportContacts: Endpoint = (api, { connector }) => {
  api.get(
    '/api/contacts/export',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'exportContacts',
        summary: 'All contacts that the user may see, as one file',
        tags: ['crm'],
        querystring: z.object({
          ...actingUserShape,
          version: z.enum(['3.0', '4.0']).default('3.0').describe('Version of vCard.'),
          search: z.string().max(200).optional(),
          owner: z.string().optional().describe('Id of a user.'),
          list: z.string().optional().describe('Only those on this list.'),
          company: z.string().optional().describe('Id of a company.'),
        }),
        response: {
          200: { description: 'The file', content: { 'text/vcard': { schema: z.string() } } },
          ...REFUSALS,
        },
      },
      // The file is streamed as it is: it is no JSON that could be checked.
      serializerCompiler: () => (data) => String(data),
    },
    async (request, reply) => {
      const { query } = request;
      const actor = await actorOf(connector, principalOf(request), query.user);
      reply.header('content-type', 'text/vcard; charset=utf-8');
      reply.header('content-disposition', 'attachment; filename="contacts.vcf"');
      return reply.send(
        Readable.from(connector.parts.crm.exportContacts(actor, query.version, filterOf(query))) as never,
      );
    },
  );
};
