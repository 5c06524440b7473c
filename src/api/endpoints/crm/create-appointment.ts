import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import { appointmentSchema } from '../../../crm/builtin/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { fieldsOf, placementOf } from '../../record-body.ts';
import { appointmentRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf } from '../../version-header.ts';
import { actingUserShape, makerOf } from './acting-user.ts';
import { writtenRecord } from './write-outcome.ts';

export const createAppointment: Endpoint = (api, { connector }) => {
  api.post(
    '/api/appointments',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'createAppointment',
        summary: 'Makes an appointment',
        tags: ['crm'],
        querystring: z.object(actingUserShape),
        body: z.strictObject({
          ownerId: z.string().optional().describe('Default: the acting user.'),
          participantIds: z.array(z.string()).optional().describe('Users who take part, the owner not included.'),
          fields: appointmentSchema,
        }),
        response: { 201: appointmentRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { query, body } = request;
      const actor = await makerOf(connector, principalOf(request), query.user, body.ownerId);
      const { fields, ...placement } = body;
      const create = { ...placementOf(placement), fields: fieldsOf(fields) };
      const record = writtenRecord(await connector.parts.crm.appointments.create(actor, create));
      await announceCrmChange(connector, 'appointments', [record]);
      const location = `/api/appointments/${record.id}`;
      return reply
        .code(201)
        .header('location', location)
        .header('etag', etagOf(record.version))
        .send(recordResource(record));
    },
  );
};
