import type { FastifyInstance } from 'fastify';
import { LARGEST_PHOTO_BYTES, photoTypeOf } from '../model/index.ts';
import { ApiRefusal } from './problem.ts';

/** What every browser shows. Mailboxes may hold others, which stay what they are. */
export const UPLOADED_PHOTO_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif'];

/** Pictures arrive as bytes. */
export function acceptPhotos(app: FastifyInstance): void {
  app.addContentTypeParser([...UPLOADED_PHOTO_TYPES], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
}

/** @throws ApiRefusal 415 for what is no such picture, whatever it is called; 413 `photo_too_large` */
export function uploadedPhoto(body: unknown): Uint8Array {
  if (!(body instanceof Uint8Array))
    throw new ApiRefusal(
      415,
      'media_type_unsupported',
      `send the picture itself, as ${UPLOADED_PHOTO_TYPES.join(', ')}`,
    );
  const type = photoTypeOf(body);
  if (type === null || !UPLOADED_PHOTO_TYPES.includes(type))
    throw new ApiRefusal(415, 'photo_type_refused', 'the picture is neither JPEG nor PNG nor GIF');
  if (body.length > LARGEST_PHOTO_BYTES)
    throw new ApiRefusal(413, 'photo_too_large', `a photo has at most ${LARGEST_PHOTO_BYTES} bytes`);
  return body;
}
