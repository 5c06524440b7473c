import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { fieldsOf, placementOf } from '../../record-body.ts';
import { writtenContactSchema } from '../../schemas/contact.ts';
import { contactRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf } from '../../version-header.ts';
import { actingUserShape, makerOf } from './acting-user.ts';
import { writtenRecord } from './write-outcome.ts';

export const createContact: Endpoint = (api, { connector }) => {
  api.post(
    '/api/contacts',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'createContact',
        summary: 'Makes a contact',
        tags: ['crm'],
        querystring: z.object(actingUserShape),
        body: z.strictObject({
          ownerId: z.string().optional().describe('Default: the acting user.'),
          shared: z.boolean().optional().describe('Visible to all colleagues.'),
          lists: z.array(z.string().min(1)).optional(),
          fields: writtenContactSchema,
        }),
        response: { 201: contactRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { query, body } = request;
      const actor = await makerOf(connector, principalOf(request), query.user, body.ownerId);
      const { fields, ...placement } = body;
      const create = { ...placementOf(placement), fields: fieldsOf(fields) };
      const record = writtenRecord(await connector.parts.crm.contacts.create(actor, create));
      await announceCrmChange(connector, 'contacts', [record]);
      const location = `/api/contacts/${record.id}`;
      return reply
        .code(201)
        .header('location', location)
        .header('etag', etagOf(record.version))
        .send(recordResource(record));
    },
  );
};
