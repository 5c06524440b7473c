import type { ContactPhoto, Disposition, Fields, FieldValue, SeenPhotos } from '../model/index.ts';
import { ConnectorError, readPhoto } from '../model/index.ts';
import type { ContactPhotos, PhotoFetch, PhotoLook, Picture, ShownPhoto } from './contact-photos.ts';
import type { ExchangeItem, ExchangeRead, ExchangeSide, ExchangeWriteOutcome } from './port.ts';

/** Pictures held in memory at one time. */
const FETCHED_AT_ONCE = 20;

/**
 * The same side with the photo of a contact as one of its fields. What it reads it puts into the store, once for each
 * picture; what it writes it fetches from there.
 */
export function photosAsFields(side: ExchangeSide, store: SeenPhotos): ExchangeSide {
  const { photos } = side;
  if (photos === undefined) return side;
  return {
    ...side,
    read: async (itemType, ids) => {
      const reads = await side.read(itemType, ids);
      return itemType === 'contacts' ? withPhotos(reads, photos, store) : reads;
    },
    create: (itemType, items) =>
      writeWithPictures(
        store,
        items,
        ({ fields }) => fields,
        (ready) =>
          side.create(
            itemType,
            ready.map(({ item, fields, picture }) => ({ ...item, fields, ...picture })),
          ),
      ),
    update: (itemType, items, resolution) =>
      writeWithPictures(
        store,
        items,
        ({ changes }) => changes,
        (ready) =>
          side.update(
            itemType,
            ready.map(({ item, fields, picture }) => ({ ...item, changes: fields, ...picture })),
            resolution,
          ),
      ),
  };
}

async function withPhotos(
  reads: readonly ExchangeRead[],
  photos: ContactPhotos,
  store: SeenPhotos,
): Promise<readonly ExchangeRead[]> {
  const ids = reads.flatMap((read) => (read.kind === 'found' && read.item.hasPhoto === true ? [read.item.id] : []));
  const looks = ids.length === 0 ? [] : await photos.look(ids);
  const byId = new Map(ids.map((id, index) => [id, looks[index]] as const));
  const known = await learn(
    looks.flatMap((look) => (look.kind === 'photo' ? [look.photo] : [])),
    photos,
    store,
  );
  return reads.map((read) => {
    if (read.kind !== 'found') return read;
    if (read.item.hasPhoto === false) return withPhoto(read.item, null);
    return readOf(read.item, byId.get(read.item.id), known);
  });
}

type Known = ReadonlyMap<string, ContactPhoto | ConnectorError>;

/** By mark: the photos that the store has by now, or why it has not. */
async function learn(shown: readonly ShownPhoto[], photos: ContactPhotos, store: SeenPhotos): Promise<Known> {
  const known = new Map<string, ContactPhoto | ConnectorError>(
    shown.length === 0 ? [] : await store.recall(shown.map(({ mark }) => mark)),
  );
  const unknown = shown.filter(({ mark }) => !known.has(mark));
  for (let from = 0; from < unknown.length; from += FETCHED_AT_ONCE) {
    const batch = unknown.slice(from, from + FETCHED_AT_ONCE);
    const fetched = await photos.fetch(batch);
    const seen: { mark: string; digest: string }[] = [];
    for (const [index, { mark }] of batch.entries()) {
      const photo = await stored(fetched[index], store);
      if (photo === undefined) continue;
      known.set(mark, photo);
      if (!(photo instanceof ConnectorError)) seen.push({ mark, digest: photo.digest });
    }
    if (seen.length > 0) await store.remember(seen);
  }
  return known;
}

async function stored(
  fetched: PhotoFetch | undefined,
  store: SeenPhotos,
): Promise<ContactPhoto | ConnectorError | undefined> {
  return fetched?.kind === 'picture' ? store.put(fetched.picture.content) : fetched?.error;
}

function readOf(item: ExchangeItem, look: PhotoLook | undefined, known: Known): ExchangeRead {
  switch (look?.kind) {
    case 'photo': {
      const photo = known.get(look.photo.mark);
      return photo === undefined || photo instanceof ConnectorError ? notRead(item, photo) : withPhoto(item, photo);
    }
    case 'missing':
      return { kind: 'missing' };
    case 'failed':
      return notRead(item, look.error);
    default:
      // Not told, or said to be there and not shown: neither means that somebody took it away.
      return notRead(item, undefined);
  }
}

function withPhoto(item: ExchangeItem, photo: ContactPhoto | null): ExchangeRead {
  const { unread = [], ...told } = item;
  const others = unread.filter((field) => field !== 'photo');
  const fields = { ...item.fields, photo };
  return { kind: 'found', item: { ...told, fields, ...(others.length === 0 ? {} : { unread: others }) } };
}

/** What passes by itself: asked again, the picture may come. */
const PASSING: readonly Disposition[] = ['retry', 'backoff', 'reauth'];

/** A picture that cannot be carried does not hold up the contact; one that could not be fetched now does. */
function notRead(item: ExchangeItem, error: ConnectorError | undefined): ExchangeRead {
  if (error !== undefined && PASSING.includes(error.disposition)) return { kind: 'failed', error };
  const unread = [...new Set([...(item.unread ?? []), 'photo'])];
  return { kind: 'found', item: { ...item, fields: { ...item.fields, photo: null }, unread } };
}

interface Ready<T> {
  readonly item: T;
  /** Without the photo. */
  readonly fields: Fields;
  /** Empty where the photo is not written. */
  readonly picture: { readonly photo?: Picture | null };
}

/** Items whose picture is not there any more are not written; the others are, in their order. */
async function writeWithPictures<T>(
  store: SeenPhotos,
  items: readonly T[],
  fieldsOf: (item: T) => Fields,
  write: (ready: readonly Ready<T>[]) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const prepared: (Ready<T> | ConnectorError)[] = [];
  for (const item of items) {
    const { photo, ...fields } = fieldsOf(item);
    const picture = photo === undefined ? {} : await pictureOf(photo, store);
    prepared.push(picture instanceof ConnectorError ? picture : { item, fields, picture });
  }
  const ready = prepared.filter((entry): entry is Ready<T> => !(entry instanceof ConnectorError));
  const outcomes = ready.length === 0 ? [] : [...(await write(ready))];
  return prepared.map((entry) => {
    if (entry instanceof ConnectorError) return { kind: 'failed', error: entry };
    return outcomes.shift() ?? { kind: 'unknown', error: answerMissing() };
  });
}

async function pictureOf(
  value: FieldValue,
  store: SeenPhotos,
): Promise<{ readonly photo: Picture | null } | ConnectorError> {
  const photo = readPhoto(value);
  if (photo === null) return { photo: null };
  const stored = await store.get(photo.digest);
  if (stored !== null) return { photo: { mediaType: stored.mediaType, content: stored.content } };
  return new ConnectorError({
    code: 'photo_gone',
    disposition: 'quarantine',
    message: 'The bytes of the photo are not in the store any more.',
  });
}

function answerMissing(): ConnectorError {
  return new ConnectorError({
    code: 'response_incomplete',
    disposition: 'retry',
    message: 'Fewer outcomes than items.',
  });
}
