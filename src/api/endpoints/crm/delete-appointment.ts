import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { writtenRecord } from './write-outcome.ts';

export const deleteAppointment: Endpoint = (api, { connector }) => {
  api.delete(
    '/api/appointments/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'deleteAppointment',
        summary: 'Deletes an appointment',
        description: 'In Exchange only where the rules say so. 412 when the record is not the one of `If-Match`.',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        headers: ifMatchSchema,
        querystring: z.object(actingUserShape),
        response: { 204: z.undefined(), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, query, headers } = request;
      const expectedVersion = expectedVersionOf(headers);
      const actor = await actorOf(connector, principalOf(request), query.user);
      const item = { id: params.id, expectedVersion };
      const record = writtenRecord(await connector.parts.crm.appointments.delete(actor, item));
      await announceCrmChange(connector, 'appointments', [record]);
      return reply.code(204).send();
    },
  );
};
