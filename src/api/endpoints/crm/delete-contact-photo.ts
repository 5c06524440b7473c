import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { contactRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf, expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { writtenRecord } from './write-outcome.ts';

export const deleteContactPhoto: Endpoint = (api, { connector }) => {
  api.delete(
    '/api/contacts/:id/photo',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'deleteContactPhoto',
        summary: 'Takes the photo of a contact away',
        description: 'In Exchange too where the rules say so. 412 when the record is not the one of `If-Match`.',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        headers: ifMatchSchema,
        querystring: z.object(actingUserShape),
        response: { 200: contactRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, query, headers } = request;
      const expectedVersion = expectedVersionOf(headers);
      const actor = await actorOf(connector, principalOf(request), query.user);
      const change = { id: params.id, expectedVersion, content: null };
      const record = writtenRecord(await connector.parts.crm.photos.set(actor, change));
      await announceCrmChange(connector, 'contacts', [record]);
      return reply.header('etag', etagOf(record.version)).send(recordResource(record));
    },
  );
};
