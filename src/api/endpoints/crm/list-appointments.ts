import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { filterOf } from '../../record-filter.ts';
import { appointmentPageSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { actingUserShape, actorOf } from './acting-user.ts';

export const listAppointments: Endpoint = (api, { connector }) => {
  api.get(
    '/api/appointments',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listAppointments',
        summary: 'The CRM’s appointments, by start, page by page',
        tags: ['crm'],
        querystring: z.object({
          ...actingUserShape,
          search: z
            .string()
            .max(200)
            .optional()
            .describe('Words that all have to occur; case and accents do not matter.'),
          owner: z.string().optional().describe('Id of a user.'),
          from: z.string().optional().describe('Only those that end after this instant or date.'),
          until: z.string().optional().describe('Only those that start before this instant or date.'),
          order: z.enum(['ascending', 'descending']).default('ascending').describe('By start.'),
          cursor: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: appointmentPageSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { query } = request;
      const actor = await actorOf(connector, principalOf(request), query.user);
      const page = await connector.parts.crm.appointments.list(actor, {
        limit: query.limit,
        order: query.order,
        cursor: query.cursor ?? null,
        ...filterOf(query),
      });
      return { ...page, records: page.records.map(recordResource) };
    },
  );
};
