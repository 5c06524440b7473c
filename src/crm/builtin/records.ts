import type { Database, Queryable } from '../../database/port.ts';
import type { ItemType } from '../../model/index.ts';
import type { Actor } from './actor.ts';
import { invalidInput } from './crm-error.ts';
import type { ListFilter, RecordPage } from './record-list.ts';
import { listRecords } from './record-list.ts';
import type { ReadResult } from './record-lookup.ts';
import { readRecords } from './record-lookup.ts';
import { lockForWriting } from './record-rows.ts';
import type { RecordCreate, RecordUpdate, WriteResult } from './record-writes.ts';
import { applyCreate, applyDelete, applyUpdate } from './record-writes.ts';
import { readableCondition, readerParameter } from './rights.ts';

export interface ListSize {
  readonly name: string;
  readonly count: number;
}

/** The contacts or the appointments, as pages and the API see them. Every call is made with the actor's rights. */
export interface Records {
  /** The owner is the acting user; the operator has to name one. @throws ConnectorError `crm_user_unknown`, `crm_user_inactive` */
  create(actor: Actor, create: RecordCreate): Promise<WriteResult>;
  get(actor: Actor, id: string): Promise<ReadResult>;
  /** @throws ConnectorError `crm_user_unknown`, `crm_user_inactive` when a new owner or participant is none */
  update(actor: Actor, update: RecordUpdate): Promise<WriteResult>;
  delete(actor: Actor, item: { readonly id: string; readonly expectedVersion: string | null }): Promise<WriteResult>;
  /** @throws ConnectorError `crm_cursor_invalid` */
  list(actor: Actor, filter?: ListFilter): Promise<RecordPage>;
  /** The lists (groups) that hold records which the actor may see. */
  lists(actor: Actor): Promise<readonly ListSize[]>;
}

export function createRecords(db: Database, itemType: ItemType): Records {
  const writing = (work: (tx: Queryable) => Promise<WriteResult>) =>
    db.transaction(async (tx) => {
      await lockForWriting(tx);
      return work(tx);
    });
  return {
    async create(actor, create) {
      const ownerId = create.ownerId ?? (actor.kind === 'user' ? actor.userId : undefined);
      if (ownerId === undefined) throw invalidInput('record', 'ownerId: is needed when no user is acting');
      if (actor.kind === 'user' && ownerId !== actor.userId) return { kind: 'forbidden' };
      return writing((tx) => applyCreate(tx, itemType, ownerId, create, null));
    },
    async get(actor, id) {
      return (await readRecords(db, actor, itemType, [id]))[0] ?? { kind: 'unknown' };
    },
    update: (actor, update) => writing((tx) => applyUpdate(tx, actor, itemType, update)),
    delete: (actor, item) => writing((tx) => applyDelete(tx, actor, itemType, item)),
    list: (actor, filter = {}) => listRecords(db, actor, itemType, filter),
    async lists(actor) {
      const rows = await db.query<{ name: string; count: string }>(
        `SELECT name, count(*)::text AS count FROM crm.records r, unnest(r.lists) AS name
         WHERE r.item_type = $1 AND ${readableCondition('$2')} GROUP BY name ORDER BY name`,
        [itemType, readerParameter(actor)],
      );
      return rows.map((row) => ({ name: row.name, count: Number(row.count) }));
    },
  };
}
