import { describe, expect, it } from 'vitest';
import type { Disposition, PhotoType, SeenPhotos } from '../model/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { ContactPhotos, PhotoFetch, PhotoLook } from './contact-photos.ts';
import { photosAsFields } from './photos-as-fields.ts';
import type { ExchangeItem, ExchangeSide, ExchangeWriteOutcome } from './port.ts';

const PHOTO = { digest: 'a'.repeat(64), mediaType: 'image/png' as PhotoType, bytes: 3 };
const CONTENT = new Uint8Array([1, 2, 3]);

function failure(disposition: Disposition): ConnectorError {
  return new ConnectorError({ code: 'x', disposition, message: 'x' });
}

function item(id: string, hasPhoto?: boolean): ExchangeItem {
  const nothing = {
    stamp: null,
    uid: null,
    searchKey: null,
    parentFolderId: null,
    notSynchronised: null,
    meeting: null,
  };
  const fields = { displayName: id, photo: null };
  const base = { ...nothing, id, changeKey: 'ck', itemType: 'contacts', fields, categories: [] } as const;
  return hasPhoto === undefined ? base : { ...base, hasPhoto, ...(hasPhoto ? { unread: ['photo'] } : {}) };
}

const shown = (id: string): PhotoLook => ({
  kind: 'photo',
  photo: { contactId: id, attachmentId: id, mark: `mark of ${id}`, size: 3 },
});

/** A side with these items, whose photos are looked at and fetched as is said. */
function sideOf(
  items: readonly ExchangeItem[],
  photos: { readonly look?: PhotoLook; readonly fetch?: PhotoFetch; readonly known?: boolean } = {},
  outcomes: readonly ExchangeWriteOutcome[] = [],
) {
  const asked: string[] = [];
  const written: object[] = [];
  const contactPhotos: ContactPhotos = {
    look: async (ids) => {
      asked.push(`look ${ids.join()}`);
      return ids.map((id) => photos.look ?? shown(id));
    },
    fetch: async (some) => {
      asked.push(`fetch ${some.map(({ contactId }) => contactId).join()}`);
      return some.map(() => photos.fetch ?? { kind: 'picture', picture: { mediaType: 'image/png', content: CONTENT } });
    },
  };
  const write = async (_itemType: unknown, some: readonly object[]) => {
    written.push(...some);
    return outcomes;
  };
  const store: SeenPhotos = {
    put: async () => PHOTO,
    get: async (digest) => (digest === PHOTO.digest ? { ...PHOTO, content: CONTENT } : null),
    recall: async (marks) => new Map(photos.known === true ? marks.map((mark) => [mark, PHOTO] as const) : []),
    remember: async (seen) => void asked.push(`remember ${seen.map(({ mark }) => mark).join()}`),
  };
  const side = {
    read: async () => items.map((one) => ({ kind: 'found', item: one })),
    create: write,
    update: write,
    photos: contactPhotos,
  } as unknown as ExchangeSide;
  return { side: photosAsFields(side, store), asked, written };
}

const read = async ({ side }: { readonly side: ExchangeSide }) => side.read('contacts', []);

describe('reading contacts with their photos', () => {
  it('asks for nothing where there is none', async () => {
    const world = sideOf([item('A', false), item('B', false)]);
    expect(await read(world)).toMatchObject([{ item: { fields: { photo: null } } }, { item: {} }]);
    expect(world.asked).toEqual([]);
  });

  it('looks at those that have one, in one question, and fetches what is not known', async () => {
    const world = sideOf([item('A', true), item('B', false), item('C', true)]);
    const reads = await read(world);
    expect(reads.map((one) => one.kind === 'found' && one.item.fields['photo'])).toEqual([PHOTO, null, PHOTO]);
    expect(reads.map((one) => one.kind === 'found' && one.item.unread)).toEqual([undefined, undefined, undefined]);
    expect(world.asked).toEqual(['look A,C', 'fetch A,C', 'remember mark of A,mark of C']);
    const known = sideOf([item('A', true)], { known: true });
    expect(await read(known)).toMatchObject([{ item: { fields: { photo: PHOTO } } }]);
    expect(known.asked).toEqual(['look A']);
  });

  it('holds no more than twenty pictures at a time', async () => {
    const world = sideOf(Array.from({ length: 45 }, (_, index) => item(String(index), true)));
    await read(world);
    expect(world.asked.filter((call) => call.startsWith('fetch')).map((call) => call.split(',').length)).toEqual([
      20, 20, 5,
    ]);
  });

  it.each([
    ['of which the server does not tell', undefined, {}],
    ['that is told and not shown', true, { look: { kind: 'none' } }],
    ['that cannot be looked at for good', true, { look: { kind: 'failed', error: failure('bug') } }],
    ['that is no picture', true, { fetch: { kind: 'failed', error: failure('quarantine') } }],
  ] as const)('leaves alone a photo %s', async (_what, hasPhoto, photos) => {
    const [one] = await read(sideOf([item('A', hasPhoto)], photos));
    expect(one).toMatchObject({
      kind: 'found',
      item: { fields: { displayName: 'A', photo: null }, unread: ['photo'] },
    });
  });

  it.each(['retry', 'backoff', 'reauth'] as const)(
    'puts a contact off whose photo did not come now: %s',
    async (kind) => {
      const error = failure(kind);
      expect(await read(sideOf([item('A', true)], { look: { kind: 'failed', error } }))).toEqual([
        { kind: 'failed', error },
      ]);
      expect(await read(sideOf([item('A', true)], { fetch: { kind: 'failed', error } }))).toEqual([
        { kind: 'failed', error },
      ]);
    },
  );

  it('says that a contact is missing which went before it was looked at', async () => {
    expect(await read(sideOf([item('A', true)], { look: { kind: 'missing' } }))).toEqual([{ kind: 'missing' }]);
  });
});

describe('writing contacts with their photos', () => {
  const done = (id: string): ExchangeWriteOutcome => ({ kind: 'done', ref: { id, changeKey: 'ck' } });
  const update = (id: string, changes: Record<string, unknown>) => ({
    ref: { id, changeKey: 'ck' },
    changes: changes as never,
    categories: null,
    stamp: null,
  });

  it('hands the bytes over beside the fields, and says where a photo is taken away', async () => {
    const world = sideOf([], {}, [done('A'), done('B'), done('C')]);
    const updates = [
      update('A', { jobTitle: 'CTO', photo: PHOTO }),
      update('B', { photo: null }),
      update('C', { jobTitle: 'x' }),
    ];
    expect(await world.side.update('contacts', updates, 'neverOverwrite')).toEqual([done('A'), done('B'), done('C')]);
    expect(world.written).toEqual([
      { ...updates[0], changes: { jobTitle: 'CTO' }, photo: { mediaType: 'image/png', content: CONTENT } },
      { ...updates[1], changes: {}, photo: null },
      updates[2],
    ]);
  });

  it('keeps the outcomes at the items that they belong to', async () => {
    const lost = { ...PHOTO, digest: 'b'.repeat(64) };
    const world = sideOf([], {}, [done('A'), done('C')]);
    const updates = [update('A', { jobTitle: 'x' }), update('B', { photo: lost }), update('C', { photo: PHOTO })];
    const outcomes = await world.side.update('contacts', updates, 'neverOverwrite');
    expect(outcomes).toMatchObject([done('A'), { kind: 'failed', error: { code: 'photo_gone' } }, done('C')]);
    expect(world.written).toHaveLength(2);
    const short = sideOf([], {}, [done('A')]);
    const unanswered = await short.side.update('contacts', [update('A', {}), update('B', {})], 'neverOverwrite');
    expect(unanswered).toMatchObject([done('A'), { kind: 'unknown' }]);
  });
});
