import { ConnectorError } from '../../../model/index.ts';
import type { ContactPhoto, ContactPhotoRead } from '../../contact-photos.ts';
import type { ExchangeItemRef, ExchangeWriteOutcome } from '../../port.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import { changeKeyAfter, createContactPhoto } from '../operations/create-attachment.ts';
import { deleteAttachments } from '../operations/delete-attachment.ts';
import { contentOf, getAttachment } from '../operations/get-attachment.ts';
import { isAtLeast } from '../soap/channel.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readItemId } from '../wire/item-id.ts';
import { fieldPath } from '../wire/paths.ts';
import { photoTypeOf } from '../wire/photo-type.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { childText, findChild } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import { lookAtItems } from './look-at-items.ts';
import type { SideContext } from './side-context.ts';

/** Mail programs cut photos to some tens of kilobytes; a megabyte is already a picture that nobody meant for this. */
const LARGEST_PHOTO_BYTES = 1_048_576;
/** The name by which Outlook knows its own photos. */
const NAME = 'ContactPicture.jpg';

export async function readContactPhoto(side: SideContext, id: string): Promise<ContactPhotoRead> {
  try {
    return await readPhotoOrThrow(side, id);
  } catch (error) {
    if (error instanceof ConnectorError) return { kind: 'failed', error };
    throw error;
  }
}

async function readPhotoOrThrow(side: SideContext, id: string): Promise<ContactPhotoRead> {
  const look = await lookAtPhotos(side, id);
  if (look.kind !== 'contact') return look;
  const [attachment] = look.photos;
  if (attachment === undefined) return { kind: 'none' };
  if (attachment.size !== null && attachment.size > LARGEST_PHOTO_BYTES) return { kind: 'failed', error: tooLarge(id) };
  const message = await getAttachment(side.channel, attachment.id);
  if (message === undefined) return { kind: 'failed', error: incomplete(id) };
  if (message.class === 'error') return { kind: 'failed', error: errorOf(message, id) };
  const bytes = contentOf(message);
  if (bytes === null) return { kind: 'failed', error: incomplete(id) };
  if (bytes.length > LARGEST_PHOTO_BYTES) return { kind: 'failed', error: tooLarge(id) };
  const contentType = photoTypeOf(bytes);
  return contentType === null
    ? { kind: 'failed', error: answerError('photo_unreadable', 'The photo is no picture of a known kind.', id) }
    : { kind: 'photo', photo: { contentType, bytes } };
}

/**
 * Takes the old photo away and hangs the new one on, in this order, as Exchange wants it: with two of them it is left to
 * chance which one a mail program shows.
 */
export async function writeContactPhoto(
  side: SideContext,
  ref: ExchangeItemRef,
  photo: ContactPhoto | null,
): Promise<ExchangeWriteOutcome> {
  try {
    return await writePhotoOrThrow(side, ref, photo);
  } catch (error) {
    return outcomeOf(error);
  }
}

async function writePhotoOrThrow(
  side: SideContext,
  ref: ExchangeItemRef,
  photo: ContactPhoto | null,
): Promise<ExchangeWriteOutcome> {
  if (photo !== null && photo.bytes.length > LARGEST_PHOTO_BYTES) return { kind: 'failed', error: tooLarge(ref.id) };
  const look = await lookAtPhotos(side, ref.id);
  // Asked after the first answer: only then the version is known.
  if (look.kind === 'none' || (photo !== null && !isAtLeast(side.channel.version, 'Exchange2010'))) {
    const error = answerError('photo_unsupported', 'The server takes no photos over this protocol.', ref.id);
    return { kind: 'failed', error };
  }
  if (look.kind !== 'contact') return look;
  if (ref.changeKey !== null && look.changeKey !== null && look.changeKey !== ref.changeKey) {
    return { kind: 'conflict', error: errorFromResponseCode('ErrorIrresolvableConflict', { itemRef: ref.id }) };
  }
  if (look.photos.length === 0) {
    const unchanged: ExchangeItemRef = { id: ref.id, changeKey: look.changeKey ?? ref.changeKey };
    return photo === null ? { kind: 'done', ref: unchanged } : await hangOn(side, unchanged, photo);
  }
  const messages = await deleteAttachments(
    side.channel,
    look.photos.map(({ id }) => id),
  );
  const refused = refusalOf(messages, ref.id);
  if (refused !== null) return refused;
  const bare: ExchangeItemRef = { id: ref.id, changeKey: lastChangeKey(messages) };
  if (photo === null) return { kind: 'done', ref: bare };
  const outcome = await hangOn(side, bare, photo);
  // The old photo is gone, so nobody may take this for "nothing was written".
  return outcome.kind === 'failed' || outcome.kind === 'conflict' ? { ...outcome, kind: 'unknown' } : outcome;
}

async function hangOn(side: SideContext, ref: ExchangeItemRef, photo: ContactPhoto): Promise<ExchangeWriteOutcome> {
  try {
    const message = await createContactPhoto(side.channel, ref, { name: NAME, ...photo });
    if (message === undefined) return { kind: 'unknown', error: incomplete(ref.id) };
    return refusalOf([message], ref.id) ?? { kind: 'done', ref: { id: ref.id, changeKey: changeKeyAfter(message) } };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): ExchangeWriteOutcome {
  if (!(error instanceof ConnectorError)) throw error;
  return { kind: error.details['mayHaveBeenApplied'] === true ? 'unknown' : 'failed', error };
}

type Look =
  | {
      readonly kind: 'contact';
      readonly changeKey: string | null;
      readonly photos: readonly { readonly id: string; readonly size: number | null }[];
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: ConnectorError }
  /** The server tells nothing of attachments. */
  | { readonly kind: 'none' };

async function lookAtPhotos(side: SideContext, id: string): Promise<Look> {
  const { items, outcomes } = await lookAtItems(
    side,
    [id],
    xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fieldPath('item:Attachments')}</t:AdditionalProperties></m:ItemShape>`,
  );
  const outcome = outcomes.get(id);
  if (outcome?.kind === 'missing') return outcome;
  if (outcome?.kind === 'failed') return outcome;
  const item = items.get(id);
  if (item === undefined) return { kind: 'none' };
  const files = findChild(item, 'Attachments')?.children.filter(({ name }) => name === 'FileAttachment') ?? [];
  return {
    kind: 'contact',
    changeKey: readItemId(item)?.changeKey ?? null,
    photos: files.filter(isPhoto).flatMap((file) => {
      const attachmentId = findChild(file, 'AttachmentId')?.attributes.Id ?? '';
      const size = Number(childText(file, 'Size')?.trim() || Number.NaN);
      return attachmentId === '' ? [] : [{ id: attachmentId, size: Number.isFinite(size) ? size : null }];
    }),
  };
}

/** Exchange 2007 has no mark for photos, and shows those of Outlook under their name. */
function isPhoto(file: XmlElement): boolean {
  const mark = childText(file, 'IsContactPhoto')?.trim().toLowerCase();
  if (mark !== undefined) return mark === 'true' || mark === '1';
  return childText(file, 'Name')?.trim().toLowerCase() === NAME.toLowerCase();
}

function refusalOf(messages: readonly ResponseMessage[], id: string): ExchangeWriteOutcome | null {
  const refused = messages.find((message) => message.class === 'error');
  if (refused === undefined) return null;
  if (refused.code === 'ErrorItemNotFound') return { kind: 'missing' };
  const error = errorOf(refused, id);
  return error.disposition === 'conflict' ? { kind: 'conflict', error } : { kind: 'failed', error };
}

function lastChangeKey(messages: readonly ResponseMessage[]): string | null {
  const last = messages.at(-1);
  return last === undefined ? null : changeKeyAfter(last);
}

function tooLarge(id: string): ConnectorError {
  return answerError('photo_too_large', `A photo has at most ${LARGEST_PHOTO_BYTES} bytes.`, id);
}

function incomplete(id: string): ConnectorError {
  return answerError('response_incomplete', 'The answer lacks the attachment.', id);
}
