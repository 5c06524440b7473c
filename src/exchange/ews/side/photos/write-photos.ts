import { ConnectorError } from '../../../../model/index.ts';
import type { Picture } from '../../../contact-photos.ts';
import type {
  ConflictResolution,
  ExchangeCreate,
  ExchangeItemRef,
  ExchangeUpdate,
  ExchangeWriteOutcome,
} from '../../../port.ts';
import { errorFromResponseCode } from '../../errors/index.ts';
import { changeKeyAfter, createContactPhoto, createdAttachmentId } from '../../operations/create-attachment.ts';
import { deleteAttachments } from '../../operations/delete-attachment.ts';
import { isAtLeast } from '../../soap/channel.ts';
import { answerError, errorOf } from '../../wire/item-error.ts';
import type { ResponseMessage } from '../../wire/response-message.ts';
import type { SideContext } from '../side-context.ts';
import type { PhotoAttachment, PhotosOfContact } from './look-at-photos.ts';
import { lookAtPhotos, PHOTO_NAME } from './look-at-photos.ts';

/**
 * Hangs their photos on contacts that were just made. One whose photo did not arrive is there all the same: as
 * `unknown` it is found by its stamp, and the photo is written with the next update.
 */
export async function withNewPhotos(
  side: SideContext,
  items: readonly ExchangeCreate[],
  outcomes: readonly ExchangeWriteOutcome[],
): Promise<readonly ExchangeWriteOutcome[]> {
  return eachPhoto(items, outcomes, async ({ photo }, ref) => {
    if (photo === null || !takesPhotos(side)) return { kind: 'done', ref };
    const outcome = await hangOn(side, ref, photo);
    // Thrown away meanwhile: what was made is made.
    if (outcome.kind === 'missing') return { kind: 'done', ref };
    return outcome.kind === 'done' ? { kind: 'done', ref: outcome.ref } : { kind: 'unknown', error: outcome.error };
  });
}

/** Replaces or takes away the photos of contacts whose fields were just written. */
export async function withChangedPhotos(
  side: SideContext,
  items: readonly ExchangeUpdate[],
  outcomes: readonly ExchangeWriteOutcome[],
  resolution: ConflictResolution,
): Promise<readonly ExchangeWriteOutcome[]> {
  const ids = items.flatMap(({ ref, photo }, index) =>
    photo !== undefined && outcomes[index]?.kind === 'done' ? [ref.id] : [],
  );
  if (ids.length === 0) return outcomes;
  const look = await lookAtPhotos(side, ids);
  return eachPhoto(items, outcomes, async (item, ref) => {
    if (!takesPhotos(side)) return { kind: 'done', ref };
    const expected = resolution === 'neverOverwrite' ? ref : { ...ref, changeKey: null };
    const outcome = await replace(side, expected, look(ref.id), item.photo);
    if (isPhotoOnly(item) || outcome.kind === 'done' || outcome.kind === 'missing') return outcome;
    // The fields were written, so nobody may take this for "nothing was".
    return { kind: 'unknown', error: outcome.error };
  });
}

/** Exchange 2007 has none over this protocol: the contact is worth more without its photo than not at all. */
function takesPhotos({ channel }: SideContext): boolean {
  return isAtLeast(channel.version, 'Exchange2010');
}

function isPhotoOnly({ changes, categories, stamp }: ExchangeUpdate): boolean {
  return Object.keys(changes).length === 0 && categories === null && stamp === null;
}

type WithPhoto<T> = T & { readonly photo: Picture | null };

/** One after the other; when the server wants a pause or time is up, the rest is not sent any more. */
async function eachPhoto<T extends { readonly photo?: Picture | null }>(
  items: readonly T[],
  outcomes: readonly ExchangeWriteOutcome[],
  write: (item: WithPhoto<T>, ref: ExchangeItemRef) => Promise<ExchangeWriteOutcome>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const written: ExchangeWriteOutcome[] = [];
  let stopped: ConnectorError | null = null;
  for (const [index, outcome] of outcomes.entries()) {
    const item = items[index];
    if (outcome.kind !== 'done' || item === undefined || !hasPhoto(item)) {
      written.push(outcome);
      continue;
    }
    const next: ExchangeWriteOutcome =
      stopped === null ? await write(item, outcome.ref) : { kind: 'unknown', error: stopped };
    if ('error' in next && next.error.disposition !== 'quarantine' && next.kind !== 'conflict') stopped = next.error;
    written.push(next);
  }
  return written;
}

function hasPhoto<T extends { readonly photo?: Picture | null }>(item: T): item is WithPhoto<T> {
  return item.photo !== undefined;
}

/**
 * Hangs the new photo on before it takes the old one away, although the usual advice is the other way round: broken off
 * in between, that would leave a contact without a photo, which looks as if a person had removed it. Exchange keeps the
 * last photo only, as Microsoft's client library says; where both stay, the older one counts until it is gone.
 */
async function replace(
  side: SideContext,
  ref: ExchangeItemRef,
  look: PhotosOfContact,
  photo: Picture | null,
): Promise<ExchangeWriteOutcome> {
  if (look.kind === 'untold') return { kind: 'done', ref };
  if (look.kind !== 'contact') return look;
  if (ref.changeKey !== null && look.changeKey !== null && look.changeKey !== ref.changeKey) {
    return { kind: 'conflict', error: errorFromResponseCode('ErrorIrresolvableConflict', { itemRef: ref.id }) };
  }
  const seen: ExchangeItemRef = { id: ref.id, changeKey: look.changeKey ?? ref.changeKey };
  if (photo === null) return takeOff(side, seen, look.photos);
  const [agreed, ...leftBehind] = look.photos;
  // Of a replacement that was broken off: where the server refuses each deletion, photos must not pile up.
  const bare = await takeOff(side, seen, leftBehind);
  if (bare.kind !== 'done') return bare;
  const hung = await hangOn(side, bare.ref, photo);
  if (hung.kind !== 'done') return hung;
  const done: ExchangeWriteOutcome = { kind: 'done', ref: hung.ref };
  if (agreed === undefined) return done;
  const after = await lookAgain(side, ref.id);
  if (after.kind === 'missing') return after;
  if (after.kind === 'failed') return { kind: 'unknown', error: after.error };
  const stillThere =
    after.kind === 'contact' && after.photos.some(({ id }) => id === agreed.id && id !== hung.attachmentId);
  if (!stillThere) return done;
  const outcome = await takeOff(side, hung.ref, [agreed]);
  return 'error' in outcome ? { kind: 'unknown', error: outcome.error } : outcome;
}

async function lookAgain(side: SideContext, id: string): Promise<PhotosOfContact> {
  try {
    return (await lookAtPhotos(side, [id]))(id);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { kind: 'failed', error };
  }
}

async function takeOff(
  side: SideContext,
  ref: ExchangeItemRef,
  photos: readonly PhotoAttachment[],
): Promise<ExchangeWriteOutcome> {
  if (photos.length === 0) return { kind: 'done', ref };
  try {
    const messages = await deleteAttachments(
      side.channel,
      photos.map(({ id }) => id),
    );
    const refused = refusalOf(messages, ref.id);
    if (refused === null) return { kind: 'done', ref: { id: ref.id, changeKey: lastChangeKey(messages) } };
    // What is gone of it is gone, so nobody may take this for "nothing was written".
    return 'error' in refused && messages.some((message) => message.class !== 'error')
      ? { kind: 'unknown', error: refused.error }
      : refused;
  } catch (error) {
    return outcomeOf(error);
  }
}

type Refusal = Exclude<ExchangeWriteOutcome, { readonly kind: 'done' }>;

type Hung = Refusal | { readonly kind: 'done'; readonly ref: ExchangeItemRef; readonly attachmentId: string | null };

async function hangOn(side: SideContext, ref: ExchangeItemRef, photo: Picture): Promise<Hung> {
  try {
    const message = await createContactPhoto(side.channel, ref, { name: PHOTO_NAME, ...photo });
    if (message === undefined) return { kind: 'unknown', error: incomplete(ref.id) };
    const hung: ExchangeItemRef = { id: ref.id, changeKey: changeKeyAfter(message) };
    return refusalOf([message], ref.id) ?? { kind: 'done', ref: hung, attachmentId: createdAttachmentId(message) };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): Refusal {
  if (!(error instanceof ConnectorError)) throw error;
  return { kind: error.details['mayHaveBeenApplied'] === true ? 'unknown' : 'failed', error };
}

function refusalOf(messages: readonly ResponseMessage[], id: string): Refusal | null {
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

function incomplete(id: string): ConnectorError {
  return answerError('response_incomplete', 'The answer lacks the attachment.', id);
}
