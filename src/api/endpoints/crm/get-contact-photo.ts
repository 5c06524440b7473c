import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { PICTURE_ANSWER, picturesAsTheyAre, sendPicture } from '../../picture.ts';
import { ApiRefusal } from '../../problem.ts';
import { principalOf } from '../../security/principal.ts';
import { actingUserShape, actorOf } from './acting-user.ts';
import { missing } from './write-outcome.ts';

export const getContactPhoto: Endpoint = (api, { connector }) => {
  api.get(
    '/api/contacts/:id/photo',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'getContactPhoto',
        summary: 'The photo of a contact',
        tags: ['crm'],
        params: z.object({ id: z.string() }),
        querystring: z.object({
          ...actingUserShape,
          digest: z
            .string()
            .optional()
            .describe(
              'That of `fields.photo`: the answer may then be kept for ever. 404 when it is another one by now.',
            ),
        }),
        response: { 200: PICTURE_ANSWER, 304: z.undefined(), ...REFUSALS },
      },
      serializerCompiler: picturesAsTheyAre,
    },
    async (request, reply) => {
      const { params, query } = request;
      const actor = await actorOf(connector, principalOf(request), query.user);
      const read = await connector.parts.crm.photos.get(actor, params.id);
      if (read.kind === 'gone' || read.kind === 'unknown') throw missing(read.kind);
      if (read.kind === 'none' || (query.digest !== undefined && query.digest !== read.photo.digest))
        throw new ApiRefusal(404, 'contact_photo_missing', 'the contact has no such photo');
      return sendPicture(request, reply, read.photo, { isForever: query.digest !== undefined });
    },
  );
};
