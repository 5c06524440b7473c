import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import { LARGEST_PHOTO_BYTES } from '../../../model/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { contactRecordSchema, recordResource } from '../../schemas/record.ts';
import { principalOf } from '../../security/principal.ts';
import { UPLOADED_PHOTO_TYPES, uploadedPhoto } from '../../uploaded-photo.ts';
import { etagOf, expectedVersionOf, ifMatchSchema } from '../../version-header.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { writtenRecord } from './write-outcome.ts';

/** So much above the largest photo, what comes is still taken for one, and is told why it is refused. */
const MARGIN_BYTES = 65_536;

export const setContactPhoto: Endpoint = (api, { connector }) => {
  api.put(
    '/api/contacts/:id/photo',
    {
      bodyLimit: LARGEST_PHOTO_BYTES + MARGIN_BYTES,
      config: { access: 'signedIn' },
      schema: {
        operationId: 'setContactPhoto',
        summary: 'Gives a contact a photo',
        description:
          'The body is the picture: JPEG, PNG or GIF, at most one megabyte. 412 when the record is not the one of `If-Match`.',
        tags: ['crm'],
        consumes: [...UPLOADED_PHOTO_TYPES, 'application/octet-stream'],
        params: z.object({ id: z.string() }),
        headers: ifMatchSchema,
        querystring: z.object(actingUserShape),
        body: z.unknown(),
        response: { 200: contactRecordSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { params, query, headers, body } = request;
      const expectedVersion = expectedVersionOf(headers);
      const actor = await actorOf(connector, principalOf(request), query.user);
      const change = { id: params.id, expectedVersion, content: uploadedPhoto(body) };
      const record = writtenRecord(await connector.parts.crm.photos.set(actor, change));
      await announceCrmChange(connector, 'contacts', [record]);
      return reply.header('etag', etagOf(record.version)).send(recordResource(record));
    },
  );
};
