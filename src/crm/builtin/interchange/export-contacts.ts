import type { Database } from '../../../database/port.ts';
import type { Actor } from '../actor.ts';
import type { ListFilter } from '../record-list.ts';
import { listRecords } from '../record-list.ts';
import type { VcardVersion } from './write-vcard.ts';
import { writeVcard } from './write-vcard.ts';

/** How many records are read, and held in memory, at a time. */
export const EXPORT_PAGE = 200;

export type ExportFilter = Omit<ListFilter, 'cursor' | 'limit'>;

/** The contacts that the actor may see as vCards, page by page. */
export async function* exportContacts(
  db: Database,
  actor: Actor,
  version: VcardVersion,
  filter: ExportFilter = {},
): AsyncGenerator<string> {
  let cursor: string | null = null;
  do {
    const page = await listRecords(db, actor, 'contacts', { ...filter, cursor, limit: EXPORT_PAGE });
    const cards = page.records.map((record) =>
      writeVcard(
        {
          uid: record.uid ?? record.id,
          contact: record.fields,
          lines: record.extra?.kind === 'vcard' ? record.extra.lines : [],
          revision: record.updatedAt,
        },
        version,
      ),
    );
    yield cards.join('');
    ({ cursor } = page);
  } while (cursor !== null);
}
