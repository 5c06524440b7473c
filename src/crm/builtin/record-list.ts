import { z } from 'zod';
import type { Queryable } from '../../database/port.ts';
import type { ItemType } from '../../model/index.ts';
import type { Actor } from './actor.ts';
import { foldText } from './derived-columns.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { readableCondition, readerParameter } from './rights.ts';
import type { RecordRow, StoredRecord } from './stored-record.ts';
import { RECORD_COLUMNS, storedRecord } from './stored-record.ts';

export interface ListFilter {
  /** Every word has to occur in the record's names, addresses or numbers; case and accents do not matter. */
  readonly search?: string;
  readonly ownerId?: string;
  /** Contacts of one list. */
  readonly list?: string;
  /** Contacts of one company. */
  readonly companyId?: string;
  /** Appointments that end after this instant or date; a series that still runs then. */
  readonly from?: string;
  /** Appointments that start before this instant or date. */
  readonly until?: string;
  /** `ascending` when absent: contacts by name, appointments by start. */
  readonly order?: 'ascending' | 'descending';
  readonly cursor?: string | null;
  /** 1 to 500; 50 when absent. */
  readonly limit?: number;
}

export interface RecordPage {
  readonly records: readonly StoredRecord[];
  /** `null` on the last page. */
  readonly cursor: string | null;
  /** Of the whole list, whatever the page. */
  readonly total: number;
}

const positionSchema = z.tuple([z.string(), z.string()]);
const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 500;

export async function listRecords(
  db: Queryable,
  actor: Actor,
  itemType: ItemType,
  filter: ListFilter,
): Promise<RecordPage> {
  const limit = Math.min(Math.max(Math.trunc(filter.limit ?? DEFAULT_LIMIT), 1), LARGEST_LIMIT);
  const conditions = ['r.item_type = $1', readableCondition('$2')];
  const params: unknown[] = [itemType, readerParameter(actor)];
  const where = (condition: (placeholder: string) => string, value: unknown) => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  for (const word of foldText(filter.search ?? '')
    .split(/\s+/)
    .filter((text) => text !== '')
    .slice(0, 10))
    where((p) => `r.search_text LIKE ${p}`, `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  if (filter.ownerId !== undefined) where((p) => `r.owner_id = ${p}`, filter.ownerId);
  if (filter.list !== undefined) where((p) => `${p} = ANY (r.lists)`, filter.list);
  if (filter.companyId !== undefined) where((p) => `r.company_id = ${p}`, filter.companyId);
  if (filter.from !== undefined) where((p) => `(r.end_key > ${p} OR r.end_key IS NULL)`, filter.from);
  if (filter.until !== undefined) where((p) => `r.sort_key < ${p}`, filter.until);

  const counted = await db.query<{ total: string }>(
    `SELECT count(*)::text AS total FROM crm.records r WHERE ${conditions.join(' AND ')}`,
    params,
  );
  const [direction, after] = filter.order === 'descending' ? ['DESC', '<'] : ['ASC', '>'];
  if (filter.cursor) {
    const [sortKey, id] = decodeCursor(positionSchema, filter.cursor);
    params.push(sortKey, id);
    conditions.push(`(r.sort_key, r.id) ${after} ($${params.length - 1}, $${params.length})`);
  }
  const rows = await db.query<RecordRow & { sort_key: string }>(
    `SELECT ${RECORD_COLUMNS}, r.sort_key FROM crm.records r WHERE ${conditions.join(' AND ')}
     ORDER BY r.sort_key ${direction}, r.id ${direction} LIMIT ${limit + 1}`,
    params,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(storedRecord),
    cursor: rows.length > limit && last !== undefined ? encodeCursor([last.sort_key, last.id]) : null,
    total: Number(counted[0]?.total ?? 0),
  };
}
