import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { ContactPhoto, SeenPhotos } from '../model/index.ts';
import { LARGEST_PHOTO_BYTES } from '../model/index.ts';
import type { Lease, Scope, SyncStore } from './index.ts';
import { createPhotoStore, createSyncStore, deleteUnneededPhotos } from './index.ts';
import { entryOf, intentOf, linkOf, settlementOf } from './testing/examples.ts';

/** A picture of its own for each number. */
function picture(number: number): Buffer {
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from([0, number, 255])]);
}

describe.each(ENGINES)('%s', (_name, open) => {
  let db: Database;
  let photos: SeenPhotos;
  let store: SyncStore;
  let scope: Scope;
  let lease: Lease;
  beforeAll(async () => {
    db = await open();
    await migrate(db);
    photos = createPhotoStore(db);
    store = createSyncStore(db);
    scope = await store.ensureScope({ accountId: 'a', crmUserId: 'u', mailbox: 'm@contoso.example' }, 'contacts');
    lease = (await store.acquireLease(scope.id, 'test', 600)) as Lease;
  });
  beforeEach(() => db.script('DELETE FROM raccordo.photo'));
  afterAll(() => db.close());

  const age = (hours: number): Promise<void> =>
    db.script(`UPDATE raccordo.photo SET needed_at = clock_timestamp() - interval '${hours} hours'`);
  const put = (number: number): Promise<ContactPhoto> => photos.put(picture(number));

  describe('the photos of an installation', () => {
    test('are kept byte for byte, once each, under their digest', async () => {
      const photo = await put(1);
      expect(photo).toEqual({
        digest: createHash('sha256').update(picture(1)).digest('hex'),
        mediaType: 'image/png',
        bytes: 11,
      });
      expect(await put(1)).toEqual(photo);
      const stored = await photos.get(photo.digest);
      expect(stored).toMatchObject(photo);
      expect(Buffer.from(stored?.content ?? []).equals(picture(1))).toBe(true);
      expect(await photos.get('f'.repeat(64))).toBeNull();
      expect(await db.query('SELECT 1 FROM raccordo.photo')).toHaveLength(1);
    });

    test('are pictures of a size that people can use', async () => {
      const large = Buffer.concat([picture(1), Buffer.alloc(LARGEST_PHOTO_BYTES)]);
      await expect(photos.put(large)).rejects.toMatchObject({ code: 'photo_too_large' });
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      for (const bytes of [svg, Buffer.alloc(0)])
        await expect(photos.put(bytes)).rejects.toMatchObject({ code: 'photo_unreadable' });
      const exact = await photos.put(Buffer.concat([picture(1), Buffer.alloc(LARGEST_PHOTO_BYTES - 11)]));
      expect(exact.bytes).toBe(LARGEST_PHOTO_BYTES);
    });

    test('are recognised by the mark under which a mailbox showed them', async () => {
      const [one, two] = [await put(1), await put(2)];
      await photos.remember([
        { mark: 'm1', digest: one.digest },
        { mark: 'm2', digest: two.digest },
        { mark: 'gone', digest: 'f'.repeat(64) },
      ]);
      expect(await photos.recall(['m1', 'm2', 'gone', 'unheard'])).toEqual(
        new Map([
          ['m1', one],
          ['m2', two],
        ]),
      );
      await photos.remember([{ mark: 'm1', digest: two.digest }]);
      expect(await photos.recall(['m1'])).toEqual(new Map([['m1', two]]));
    });
  });

  describe('a photo that nothing names', () => {
    test('goes when it had a day to get somewhere, and its marks with it', async () => {
      const { digest } = await put(1);
      await photos.remember([{ mark: 'm1', digest }]);
      await age(23);
      expect(await deleteUnneededPhotos(db)).toBe(0);
      await age(25);
      await photos.recall(['m1']);
      expect(await deleteUnneededPhotos(db)).toBe(0);
      await age(25);
      expect(await deleteUnneededPhotos(db)).toBe(1);
      expect(await photos.get(digest)).toBeNull();
      expect(await photos.recall(['m1'])).toEqual(new Map());
    });

    test('is one that stands in no record, base, write, journal entry or conflict', async () => {
      const all = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(put));
      const [record, baseCrm, baseExchange, sent, before, after, loser] = all as [ContactPhoto, ...ContactPhoto[]];
      await db.query(`INSERT INTO crm.users (id, name, display_name, email, time_zone)
        VALUES ('u', 'u', 'U', 'u@contoso.example', 'Europe/Rome') ON CONFLICT DO NOTHING`);
      await db.query(
        `INSERT INTO crm.records (id, item_type, fields, owner_id, sort_key, search_text)
         VALUES ('r', 'contacts', $1::jsonb, 'u', '', '')`,
        [JSON.stringify({ photo: record })],
      );
      const link = linkOf(scope, '1', {
        baseCrm: { photo: baseCrm ?? null },
        baseExchange: { photo: baseExchange ?? null },
      });
      await store.settle(lease, {
        ...settlementOf({ links: [link] }),
        journal: [
          entryOf({ op: 'update', before: { photo: before ?? null }, after: { photo: after ?? null } }),
          entryOf({
            op: 'conflict',
            conflict: { field: 'photo', winner: 'crm', base: null, crm: record, exchange: loser ?? null },
          }),
        ],
      });
      await store.openIntents(lease, [intentOf('i1', { payload: { photo: sent ?? null } })], []);
      await age(25);
      expect(await deleteUnneededPhotos(db)).toBe(1);
      const left = await db.query<{ digest: string }>('SELECT digest FROM raccordo.photo');
      expect(left.map(({ digest }) => digest).sort()).toEqual(
        all
          .slice(0, 7)
          .map(({ digest }) => digest)
          .sort(),
      );
      // Asked once a day: those that are named are as good as new.
      expect(await deleteUnneededPhotos(db)).toBe(0);
    });
  });
});
