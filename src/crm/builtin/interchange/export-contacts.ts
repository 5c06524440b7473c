import type { Database } from '../../../database/port.ts';
import type { FieldValue, PhotoStore } from '../../../model/index.ts';
import { readPhoto } from '../../../model/index.ts';
import type { Actor } from '../actor.ts';
import type { ListFilter } from '../record-list.ts';
import { listRecords } from '../record-list.ts';
import type { VcardPhoto } from './vcard-photo.ts';
import type { VcardVersion } from './write-vcard.ts';
import { writeVcard } from './write-vcard.ts';

/** How many records are read, and held in memory, at a time. */
export const EXPORT_PAGE = 200;

export type ExportFilter = Omit<ListFilter, 'cursor' | 'limit'>;

/** The contacts that the actor may see as vCards, page by page. */
export async function* exportContacts(
  { db, photos }: { readonly db: Database; readonly photos: PhotoStore },
  actor: Actor,
  version: VcardVersion,
  filter: ExportFilter = {},
): AsyncGenerator<string> {
  let cursor: string | null = null;
  do {
    const page = await listRecords(db, actor, 'contacts', { ...filter, cursor, limit: EXPORT_PAGE });
    for (const record of page.records) {
      const source = {
        uid: record.uid ?? record.id,
        contact: record.fields,
        photo: await pictureOf(record.fields['photo'] ?? null, photos),
        lines: record.extra?.kind === 'vcard' ? record.extra.lines : [],
        revision: record.updatedAt,
      };
      // One by one: two hundred pictures are more than a page of a file should be.
      yield writeVcard(source, version);
    }
    ({ cursor } = page);
  } while (cursor !== null);
}

async function pictureOf(photo: FieldValue, photos: PhotoStore): Promise<VcardPhoto | null> {
  const value = readPhoto(photo);
  return value === null ? null : photos.get(value.digest);
}
