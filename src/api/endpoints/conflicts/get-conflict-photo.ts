import { z } from 'zod';
import { readPhoto } from '../../../model/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { PICTURE_ANSWER, picturesAsTheyAre, sendPicture } from '../../picture.ts';
import { ApiRefusal } from '../../problem.ts';
import { principalOf } from '../../security/principal.ts';
import { ownedConflictOrThrow } from './owned-conflict.ts';

export const getConflictPhoto: Endpoint = (api, context) => {
  api.get(
    '/api/conflicts/:id/photos/:value',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getConflictPhoto',
        summary: 'A photo that a conflict is about',
        tags: ['conflicts'],
        params: z.object({ id: z.string(), value: z.enum(['base', 'crm', 'exchange']) }),
        response: { 200: PICTURE_ANSWER, 304: z.undefined(), ...REFUSALS },
      },
      serializerCompiler: picturesAsTheyAre,
    },
    async (request, reply) => {
      const { id, value } = request.params;
      const conflict = await ownedConflictOrThrow(context, principalOf(request), id);
      const named = conflict.field === 'photo' ? readPhoto(conflict[value]) : null;
      const photo = named === null ? null : await context.connector.parts.crm.photos.named(named.digest);
      if (photo === null) throw new ApiRefusal(404, 'contact_photo_missing', 'the conflict has no such photo');
      return sendPicture(request, reply, photo, { isForever: false });
    },
  );
};
