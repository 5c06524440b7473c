import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { contactRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { etagOf } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { foundRecord } from './write-outcome.ts';

export const getContact: Endpoint = (api, { connector }) => {
  api.get(
    '/api/contacts/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'getContact',
        summary: 'One contact',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        querystring: z.object(actingUserShape),
        response: { 200: contactRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const actor = await actorOf(connector, principalOf(request), query.user);
      const record = foundRecord(await connector.parts.crm.contacts.get(actor, params.id));
      return reply.header('etag', etagOf(record.version)).send(recordResource(record));
    },
  );
};
