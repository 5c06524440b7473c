import type { CrmCreate, CrmRead, CrmRecord, CrmSide, CrmUser, CrmWriteOutcome } from '../../crm/port.ts';
import type { Fields, FieldValue, ItemType } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type StoredRecord = Mutable<CrmRecord>;

const USER: CrmUser = {
  id: 'user-anna',
  name: 'anna',
  displayName: 'Anna Bianchi',
  email: 'anna@example.org',
  timeZone: 'Europe/Rome',
  active: true,
};

const PAGE = 40;

/** A CRM in memory, seen by one user: versions, tombstones, external keys, rights, and calls that fail as a whole. */
export interface MemoryCrm extends CrmSide {
  readonly records: Map<string, StoredRecord>;
  readonly hidden: Set<string>;
  readonly calls: Map<string, number>;
  /** The next write call is carried out, and its answer is lost. */
  loseNextAnswer: boolean;
  betweenItems: (() => Promise<void>) | null;
  put(fields: Fields, more?: Partial<StoredRecord>): StoredRecord;
  edit(id: string, changes: Fields): void;
  change(id: string, more: Partial<StoredRecord>): void;
  erase(id: string): void;
  /** A deletion is taken back: same id, same values. */
  undelete(id: string): void;
  isGone(id: string): boolean;
}

export function createMemoryCrm(itemType: ItemType): MemoryCrm {
  const records = new Map<string, StoredRecord>();
  const tombstones = new Map<string, StoredRecord>();
  const hidden = new Set<string>();
  const calls = new Map<string, number>();
  const log: string[] = [];
  let nextId = 0;
  let nextVersion = 0;

  const called = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  const version = (): string => `v${(nextVersion += 1)}`;
  const filled = (fields: Fields): Fields => {
    const kept: Record<string, FieldValue> = {};
    for (const [name, value] of Object.entries(fields)) if (value !== null) kept[name] = value;
    return kept;
  };
  const write = async <T>(
    batch: readonly T[],
    one: (item: T) => CrmWriteOutcome,
  ): Promise<readonly CrmWriteOutcome[]> => {
    const outcomes: CrmWriteOutcome[] = [];
    for (const item of batch) {
      await crm.betweenItems?.();
      outcomes.push(one(item));
    }
    if (!crm.loseNextAnswer) return outcomes;
    crm.loseNextAnswer = false;
    throw new ConnectorError({ code: 'crm_timeout', disposition: 'retry', message: 'no answer' });
  };

  const crm: MemoryCrm = {
    user: USER,
    records,
    hidden,
    calls,
    loseNextAnswer: false,
    betweenItems: null,

    async listChanges(_type, cursor) {
      called('listChanges');
      const position = cursor === null ? 0 : Number(cursor);
      const seen = log.slice(position, position + PAGE);
      const upserts = [...new Set(seen)].flatMap((id) => {
        const record = records.get(id);
        return record === undefined || hidden.has(id) ? [] : [{ id, version: record.version }];
      });
      const deletes = cursor === null ? [] : [...new Set(seen)].filter((id) => !records.has(id));
      const end = position + seen.length;
      return { upserts, deletes, cursor: String(end), more: end < log.length };
    },
    async read(_type, ids) {
      called('read');
      return ids.map((id): CrmRead => {
        if (hidden.has(id)) return { kind: 'forbidden' };
        const record = records.get(id);
        return record === undefined ? { kind: 'gone' } : { kind: 'found', record: { ...record } };
      });
    },
    async findByExternalKeys(_type, keys) {
      called('findByExternalKeys');
      return [...records.values()].filter((record) => record.externalKey !== null && keys.includes(record.externalKey));
    },
    create: (_type, batch) => {
      called('create');
      return write<CrmCreate>(batch, ({ fields, uid, externalKey }) => {
        const twin = [...records.values()].find((record) => record.externalKey === externalKey);
        if (twin !== undefined) return { kind: 'duplicate', id: twin.id, version: twin.version };
        const deleted = [...tombstones.values()].some((record) => record.externalKey === externalKey);
        if (deleted) return { kind: 'gone' };
        const record = crm.put(fields, { uid, externalKey });
        return { kind: 'done', id: record.id, version: record.version };
      });
    },
    update: (_type, batch) => {
      called('update');
      return write(batch, ({ id, expectedVersion, changes }) => {
        const record = records.get(id);
        if (record === undefined) return { kind: 'gone' };
        if (record.version !== expectedVersion) return { kind: 'conflict' };
        crm.edit(id, changes);
        return { kind: 'done', id, version: record.version };
      });
    },
    delete: (_type, batch) => {
      called('delete');
      return write(batch, ({ id, expectedVersion }) => {
        const record = records.get(id);
        if (record === undefined) return { kind: 'gone' };
        if (record.ownerId !== USER.id) return { kind: 'forbidden' };
        if (record.version !== expectedVersion) return { kind: 'conflict' };
        crm.erase(id);
        return { kind: 'done', id, version: record.version };
      });
    },

    put(fields, more = {}) {
      const id = `C${String((nextId += 1)).padStart(5, '0')}`;
      const record: StoredRecord = {
        id,
        itemType,
        version: version(),
        ownerId: USER.id,
        shared: false,
        lists: [],
        participantIds: [],
        uid: null,
        externalKey: null,
        mayChange: true,
        notSynchronised: null,
        ...more,
        fields: filled(fields),
      };
      records.set(id, record);
      log.push(id);
      return record;
    },
    edit(id, changes) {
      const record = recordOrThrow(records, id);
      crm.change(id, { fields: filled({ ...record.fields, ...changes }) });
    },
    change(id, more) {
      Object.assign(recordOrThrow(records, id), more, { version: version() });
      log.push(id);
    },
    erase(id) {
      tombstones.set(id, recordOrThrow(records, id));
      records.delete(id);
      log.push(id);
    },
    undelete(id) {
      records.set(id, recordOrThrow(tombstones, id));
      crm.change(id, {});
    },
    isGone: (id) => !records.has(id),
  };
  return crm;
}

function recordOrThrow(records: ReadonlyMap<string, StoredRecord>, id: string): StoredRecord {
  const record = records.get(id);
  if (record === undefined) throw new Error(`no record ${id}`);
  return record;
}
