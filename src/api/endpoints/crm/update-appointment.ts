import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import { appointmentSchema } from '../../../crm/builtin/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { fieldsOf, placementOf } from '../../record-body.ts';
import { appointmentRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf, expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { foundRecord, writtenRecord } from './write-outcome.ts';

export const updateAppointment: Endpoint = (api, { connector }) => {
  api.patch(
    '/api/appointments/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'updateAppointment',
        summary: 'Changes an appointment',
        description:
          'Only what is sent changes; `null` empties a field. 412 when the record is not the one of `If-Match`.',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        headers: ifMatchSchema,
        querystring: z.object(actingUserShape),
        body: z.strictObject({
          ownerId: z.string().optional(),
          participantIds: z.array(z.string()).optional().describe('Users who take part, the owner not included.'),
          fields: appointmentSchema.partial().optional(),
        }),
        response: { 200: appointmentRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, query, headers, body } = request;
      const expectedVersion = expectedVersionOf(headers);
      const actor = await actorOf(connector, principalOf(request), query.user);
      const repository = connector.parts.crm.appointments;
      const before = foundRecord(await repository.get(actor, params.id));
      const { fields, ...placement } = body;
      const changes = fields === undefined ? {} : { changes: fieldsOf(fields) };
      const update = { id: params.id, expectedVersion, ...placementOf(placement), ...changes };
      const record = writtenRecord(await repository.update(actor, update));
      await announceCrmChange(connector, 'appointments', [before, record]);
      return reply.header('etag', etagOf(record.version)).send(recordResource(record));
    },
  );
};
