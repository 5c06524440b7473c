import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import { appointmentSchema } from '../../../crm/builtin/index.ts';
import { parseCalendarDate } from '../../../model/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { fieldsOf } from '../../record-body.ts';
import { appointmentRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { refusedWrite } from './write-outcome.ts';

export const splitAppointment: Endpoint = (api, { connector }) => {
  api.post(
    '/api/appointments/:id/split',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'splitAppointment',
        summary: 'Splits a series: this occurrence and the following ones become a series of their own',
        description:
          'The series ends before the day, and a new one with the same owner and participants begins on it; changed and ' +
          'deleted occurrences go with their days. Both are written, or none. A meeting is not split. ' +
          '412 when the record is not the one of `If-Match`.',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        headers: ifMatchSchema,
        querystring: z.object(actingUserShape),
        body: z.strictObject({
          day: z.iso
            .date()
            .describe(
              '`YYYY-MM-DD`: on which the rule has the first occurrence of the new series, in the zone of the series.',
            ),
          fields: appointmentSchema
            .partial()
            .optional()
            .describe('What the new series has otherwise; with `time` also another hour or rule.'),
        }),
        response: {
          201: z.object({
            before: appointmentRecordSchema.describe('The series as it is now.'),
            after: appointmentRecordSchema.describe('The new one.'),
          }),
          ...REFUSALS,
        },
      },
    },
    async (request, reply) => {
      const { params, query, headers, body } = request;
      const expectedVersion = expectedVersionOf(headers);
      const actor = await actorOf(connector, principalOf(request), query.user);
      const changes = fieldsOf(body.fields ?? {});
      const split = { id: params.id, expectedVersion, day: parseCalendarDate(body.day), changes };
      const result = await connector.parts.crm.splitSeries(actor, split);
      if (result.kind !== 'done') throw refusedWrite(result);
      const { before, after } = result;
      await announceCrmChange(connector, 'appointments', [before, after]);
      return reply
        .code(201)
        .header('location', `/api/appointments/${after.id}`)
        .send({ before: recordResource(before), after: recordResource(after) });
    },
  );
};
