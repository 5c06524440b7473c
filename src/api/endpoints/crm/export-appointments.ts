import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { filterOf } from '../../record-filter.ts';
import { principalOf } from '../../security/principal.ts';
import { actingUserShape, actorOf } from './acting-user.ts';

export const exportAppointments: Endpoint = (api, { connector }) => {
  api.get(
    '/api/appointments/export',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'exportAppointments',
        summary: 'All appointments that the user may see, as one file',
        tags: ['crm'],
        querystring: z.object({
          ...actingUserShape,
          search: z.string().max(200).optional(),
          owner: z.string().optional().describe('Id of a user.'),
          from: z.string().optional().describe('Only those that end after this instant or date.'),
          until: z.string().optional().describe('Only those that start before this instant or date.'),
        }),
        response: {
          200: { description: 'The file', content: { 'text/calendar': { schema: z.string() } } },
          ...REFUSALS,
        },
      },
      // The file is streamed as it is: it is no JSON that could be checked.
      serializerCompiler: () => (data) => String(data),
    },
    async (request, reply) => {
      const { query } = request;
      const actor = await actorOf(connector, principalOf(request), query.user);
      reply.header('content-type', 'text/calendar; charset=utf-8');
      reply.header('content-disposition', 'attachment; filename="appointments.ics"');
      return reply.send(Readable.from(connector.parts.crm.exportAppointments(actor, filterOf(query))) as never);
    },
  );
};
