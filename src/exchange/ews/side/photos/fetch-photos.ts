import { ConnectorError, LARGEST_PHOTO_BYTES, requirePhotoType } from '../../../../model/index.ts';
import type { PhotoFetch, ShownPhoto } from '../../../contact-photos.ts';
import { contentOf, getAttachments } from '../../operations/get-attachment.ts';
import { answerError, errorOf } from '../../wire/item-error.ts';
import type { ResponseMessage } from '../../wire/response-message.ts';
import type { SideContext } from '../side-context.ts';

/** In one answer, which is held in memory as a whole and has a third more than the pictures. */
const BYTES_AT_ONCE = 4 * LARGEST_PHOTO_BYTES;
const PHOTOS_AT_ONCE = 20;
/** Servers count the properties of an attachment with it. */
const OVERHEAD_BYTES = 65_536;

/** @throws ConnectorError with disposition `backoff` when the server wants a pause: asking on prolongs it */
export async function fetchPhotos(side: SideContext, photos: readonly ShownPhoto[]): Promise<readonly PhotoFetch[]> {
  const fetched = new Map<ShownPhoto, PhotoFetch>();
  const carried = photos.filter(({ size }) => size === null || size <= LARGEST_PHOTO_BYTES + OVERHEAD_BYTES);
  for (const batch of inAnswers(carried)) {
    const results = await fetchBatch(side, batch);
    for (const [index, photo] of batch.entries()) {
      const result = results[index];
      if (result !== undefined) fetched.set(photo, result);
    }
  }
  return photos.map((photo) => fetched.get(photo) ?? { kind: 'failed', error: tooLarge(photo) });
}

function inAnswers(photos: readonly ShownPhoto[]): readonly (readonly ShownPhoto[])[] {
  const batches: ShownPhoto[][] = [];
  let bytes = 0;
  for (const photo of photos) {
    const size = photo.size ?? LARGEST_PHOTO_BYTES;
    const last = batches.at(-1);
    if (last === undefined || last.length >= PHOTOS_AT_ONCE || bytes + size > BYTES_AT_ONCE) {
      batches.push([photo]);
      bytes = size;
    } else {
      last.push(photo);
      bytes += size;
    }
  }
  return batches;
}

async function fetchBatch(side: SideContext, batch: readonly ShownPhoto[]): Promise<readonly PhotoFetch[]> {
  try {
    const messages = await getAttachments(
      side.channel,
      batch.map(({ attachmentId }) => attachmentId),
    );
    return batch.map((photo, index) => readFetch(photo, messages[index]));
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.disposition === 'backoff') throw error;
    // One that the server cannot give must not keep the others back.
    if (batch.length > 1 && error.disposition === 'quarantine') {
      const alone: PhotoFetch[] = [];
      for (const photo of batch) alone.push(...(await fetchBatch(side, [photo])));
      return alone;
    }
    return batch.map(() => ({ kind: 'failed', error }));
  }
}

function readFetch({ contactId }: ShownPhoto, message: ResponseMessage | undefined): PhotoFetch {
  if (message?.class === 'error') {
    const error = errorOf(message, contactId);
    if (error.disposition === 'backoff') throw error;
    return { kind: 'failed', error };
  }
  const content = message === undefined ? null : contentOf(message);
  if (content === null) {
    const error = answerError('response_incomplete', 'The answer lacks the attachment.', contactId);
    return { kind: 'failed', error };
  }
  try {
    return { kind: 'picture', picture: { mediaType: requirePhotoType(content), content } };
  } catch (error) {
    if (error instanceof ConnectorError) return { kind: 'failed', error };
    throw error;
  }
}

function tooLarge({ contactId }: ShownPhoto): ConnectorError {
  return answerError('photo_too_large', `A photo has at most ${LARGEST_PHOTO_BYTES} bytes.`, contactId);
}
