import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { fieldsOf, placementOf } from '../../record-body.ts';
import { writtenContactSchema } from '../../schemas/contact.ts';
import { contactRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf, expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { foundRecord, writtenRecord } from './write-outcome.ts';

export const updateContact: Endpoint = (api, { connector }) => {
  api.patch(
    '/api/contacts/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'updateContact',
        summary: 'Changes a contact',
        description:
          'Only what is sent changes; `null` empties a field. 412 when the record is not the one of `If-Match`.',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        headers: ifMatchSchema,
        querystring: z.object(actingUserShape),
        body: z.strictObject({
          ownerId: z.string().optional(),
          shared: z.boolean().optional().describe('Visible to all colleagues.'),
          lists: z.array(z.string().min(1)).optional(),
          fields: writtenContactSchema.optional(),
        }),
        response: { 200: contactRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, query, headers, body } = request;
      const expectedVersion = expectedVersionOf(headers);
      const actor = await actorOf(connector, principalOf(request), query.user);
      const repository = connector.parts.crm.contacts;
      const before = foundRecord(await repository.get(actor, params.id));
      const { fields, ...placement } = body;
      const changes = fields === undefined ? {} : { changes: fieldsOf(fields) };
      const update = { id: params.id, expectedVersion, ...placementOf(placement), ...changes };
      const record = writtenRecord(await repository.update(actor, update));
      await announceCrmChange(connector, 'contacts', [before, record]);
      return reply.header('etag', etagOf(record.version)).send(recordResource(record));
    },
  );
};
