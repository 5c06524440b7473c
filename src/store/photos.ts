import { createHash } from 'node:crypto';
import type { Database } from '../database/port.ts';
import type { ContactPhoto, PhotoType, SeenPhotos } from '../model/index.ts';
import { requirePhotoType } from '../model/index.ts';

interface PhotoRow {
  readonly digest: string;
  readonly media_type: PhotoType;
  readonly bytes: number;
}

/** Looked at again within so many minutes, a photo costs no write. */
const TOUCHED_EVERY_MINUTES = 60;

/** The photos of the installation: each picture once, whichever contacts have it. */
export function createPhotoStore(db: Database): SeenPhotos {
  return {
    put: async (bytes) => {
      const mediaType = requirePhotoType(bytes);
      const digest = createHash('sha256').update(bytes).digest('hex');
      if (!(await touch(db, [digest])).has(digest))
        await db.query(
          `INSERT INTO raccordo.photo (digest, media_type, bytes) VALUES ($1, $2, decode($3, 'base64'))
           ON CONFLICT (digest) DO UPDATE SET needed_at = clock_timestamp()`,
          [digest, mediaType, Buffer.from(bytes).toString('base64')],
        );
      return { digest, mediaType, bytes: bytes.length };
    },
    get: async (digest) => {
      const [row] = await db.query<PhotoRow & { readonly content: string }>(
        `SELECT digest, media_type, length(bytes) AS bytes, encode(bytes, 'base64') AS content
         FROM raccordo.photo WHERE digest = $1`,
        [digest],
      );
      return row === undefined ? null : { ...photoOf(row), content: Buffer.from(row.content, 'base64') };
    },
    recall: async (marks) => {
      const rows = await db.query<PhotoRow & { readonly mark: string }>(
        `SELECT seen.mark, photo.digest, photo.media_type, length(photo.bytes) AS bytes
         FROM raccordo.photo_seen seen JOIN raccordo.photo photo ON photo.digest = seen.digest
         WHERE seen.mark = ANY ($1::text[])`,
        [marks],
      );
      const kept = await touch(
        db,
        rows.map(({ digest }) => digest),
      );
      return new Map(rows.flatMap((row) => (kept.has(row.digest) ? [[row.mark, photoOf(row)] as const] : [])));
    },
    remember: async (seen) => {
      await db.query(
        `INSERT INTO raccordo.photo_seen (mark, digest)
         SELECT mark, seen.digest FROM unnest($1::text[], $2::text[]) AS seen (mark, digest)
         JOIN raccordo.photo photo ON photo.digest = seen.digest
         ON CONFLICT (mark) DO UPDATE SET digest = excluded.digest, at = clock_timestamp()`,
        [seen.map(({ mark }) => mark), seen.map(({ digest }) => digest)],
      );
    },
  };
}

/** Keeps photos from being removed while they are on their way into a field. @returns those that are there */
async function touch(db: Database, digests: readonly string[]): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db.query<{ digest: string; stale: boolean }>(
    `SELECT digest, needed_at < clock_timestamp() - make_interval(mins => $2) AS stale
     FROM raccordo.photo WHERE digest = ANY ($1::text[])`,
    [digests, TOUCHED_EVERY_MINUTES],
  );
  const stale = rows.filter((row) => row.stale).map(({ digest }) => digest);
  const fresh = rows.filter((row) => !row.stale).map(({ digest }) => digest);
  if (stale.length === 0) return new Set(fresh);
  const touched = await db.query<{ digest: string }>(
    'UPDATE raccordo.photo SET needed_at = clock_timestamp() WHERE digest = ANY ($1::text[]) RETURNING digest',
    [stale],
  );
  return new Set([...fresh, ...touched.map(({ digest }) => digest)]);
}

function photoOf({ digest, media_type, bytes }: PhotoRow): ContactPhoto {
  return { digest, mediaType: media_type, bytes };
}
