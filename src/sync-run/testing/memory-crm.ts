import type { CrmCreate, CrmRead, CrmRecord, CrmSide, CrmUser, CrmWriteOutcome } from '../../crm/port.ts';
import { CRM_WENT_BACK } from '../../crm/port.ts';
import type { Fields, FieldValue, ItemType } from '../../model/index.ts';
import { ConnectorError, countedFields, isPrivate, isSeriesTime, synchronisedFields } from '../../model/index.ts';

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

/** The records behind one or several sides, as they would stand in a database. */
export interface CrmDatabase {
  readonly records: Map<string, StoredRecord>;
  readonly tombstones: Map<string, StoredRecord>;
  readonly log: string[];
  nextId: number;
  nextVersion: number;
  /** E-mail addresses of the users, by id. */
  readonly emails: Map<string, string>;
  /** Records that a create joined, by its key. */
  readonly joined: Map<string, string>;
  /** Another database is another instance. */
  instance: string;
}

export function createCrmDatabase(): CrmDatabase {
  const [records, tombstones, emails, joined] = [new Map(), new Map(), new Map(), new Map()];
  return { records, tombstones, emails, joined, log: [], nextId: 0, nextVersion: 0, instance: 'crm-1' };
}

export interface MemoryCrmOptions {
  readonly user?: CrmUser;
  /** Shared with the sides of other users. */
  readonly database?: CrmDatabase;
  /** Everything may be read and `mayChange` is what was put, or rights follow from owner, sharing and participants. */
  readonly rights?: 'asPut' | 'byOwner';
  readonly pageSize?: number;
  /** By default `full`. */
  readonly recurrence?: CrmSide['recurrence'];
  /** By default `zoned`. */
  readonly times?: CrmSide['times'];
}

/** Everything that a restore brings back. */
export interface CrmBackup {
  readonly records: readonly StoredRecord[];
  readonly tombstones: readonly StoredRecord[];
  readonly log: readonly string[];
}

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
  /** As it stands now. */
  backUp(): CrmBackup;
  /** What happened since the backup is gone: records, values, tombstones, positions. */
  restore(backup: CrmBackup): void;
  /** Deleted records, which somebody may bring back. */
  erased(): readonly StoredRecord[];
}

export function createMemoryCrm(itemType: ItemType, options: MemoryCrmOptions = {}): MemoryCrm {
  const { user = USER, database = createCrmDatabase(), rights = 'asPut', pageSize = PAGE } = options;
  const { records, tombstones, log } = database;
  database.emails.set(user.id, user.email);
  const emailOf = (userId: string): string | undefined => database.emails.get(userId);
  const specs = synchronisedFields(itemType);
  const hidden = new Set<string>();
  const calls = new Map<string, number>();

  const called = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  const version = (): string => String((database.nextVersion += 1));
  const mayRead = (record: StoredRecord): boolean =>
    !hidden.has(record.id) &&
    (rights === 'asPut' || record.ownerId === user.id || record.shared || record.participantIds.includes(user.id));
  const seen = (record: StoredRecord): CrmRecord => {
    const mayChange = record.ownerId === user.id || (itemType === 'contacts' && record.shared);
    return rights === 'asPut' ? { ...record } : { ...record, mayChange };
  };
  const filled = (fields: Fields): Fields => {
    const kept: Record<string, FieldValue> = {};
    for (const [name, value] of Object.entries(countedFields(specs, fields))) if (value !== null) kept[name] = value;
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

  const refuseSeries = ({ time = null, occurrences = null }: Fields): void => {
    if (crm.recurrence !== 'full' && (isSeriesTime(time) || occurrences !== null))
      throw new TypeError('a CRM without series was given one');
  };
  const byKey = (key: string): StoredRecord | undefined =>
    [...records.values()].find(({ externalKey }) => externalKey === key) ?? records.get(database.joined.get(key) ?? '');
  const takesPart = ({ ownerId, participantIds }: StoredRecord): boolean =>
    ownerId === user.id || participantIds.includes(user.id);
  /** One record for a meeting, in whosever calendar it lies. */
  const sameMeeting = ({ fields, uid, isApart }: CrmCreate): StoredRecord | undefined => {
    if (uid === null || isApart === true || !isOpenMeeting(fields)) return undefined;
    const same = [...records.values()].filter((record) => record.uid === uid);
    const ownFirst = [...same.filter(takesPart), ...same];
    return (
      ownFirst.find((record) => isOpenMeeting(record.fields)) ??
      ownFirst.find((record) => !isPrivate(record.fields) && organizerOf(fields) === emailOf(record.ownerId))
    );
  };
  const joinMeeting = (record: StoredRecord): void => {
    const ownerId = organizerOf(record.fields) === user.email ? user.id : record.ownerId;
    if (takesPart(record) && ownerId === record.ownerId) return;
    const people = new Set([record.ownerId, ...record.participantIds, user.id]);
    crm.change(record.id, { ownerId, participantIds: [...people].filter((id) => id !== ownerId).sort() });
  };

  const crm: MemoryCrm = {
    user,
    versionOrder: 'ascending',
    recurrence: options.recurrence ?? 'full',
    times: options.times ?? 'zoned',
    records,
    hidden,
    calls,
    loseNextAnswer: false,
    betweenItems: null,

    async mark() {
      return { instance: database.instance, highWater: log.length };
    },
    async listChanges(_type, cursor) {
      called('listChanges');
      // A position belongs to one database.
      const [instance = database.instance, place = '0'] = cursor?.split('@').toReversed() ?? [];
      const position = Number(place);
      if (instance !== database.instance)
        throw new ConnectorError({ code: 'crm_cursor_invalid', disposition: 'resync', message: 'another database' });
      if (position > log.length)
        throw new ConnectorError({ code: CRM_WENT_BACK, disposition: 'resync', message: 'gone back in time' });
      // A record that changes again moves to the end of the list.
      const isLast = (id: string, at: number): boolean => log.lastIndexOf(id) === at;
      const listed: string[] = [];
      let end = position;
      for (; end < log.length && listed.length < pageSize; end += 1) {
        const id = log[end];
        if (id !== undefined && isLast(id, end)) listed.push(id);
      }
      const upserts = [...new Set(listed)].flatMap((id) => {
        const record = records.get(id);
        // Who lost sight of a record is told once more.
        const told = record !== undefined && (mayRead(record) || (rights === 'byOwner' && cursor !== null));
        return told ? [{ id, version: record.version }] : [];
      });
      const deletes = cursor === null ? [] : [...new Set(listed)].filter((id) => !records.has(id));
      return { upserts, deletes, cursor: `${end}@${database.instance}`, more: end < log.length };
    },
    async read(_type, ids) {
      called('read');
      return ids.map((id): CrmRead => {
        if (hidden.has(id)) return { kind: 'forbidden' };
        const record = records.get(id) ?? tombstones.get(id);
        if (record !== undefined && !mayRead(record)) return { kind: 'forbidden' };
        if (record === undefined) return { kind: 'forbidden' };
        return records.has(id) ? { kind: 'found', record: seen(record) } : { kind: 'gone' };
      });
    },
    async findByExternalKeys(_type, keys) {
      called('findByExternalKeys');
      return keys.flatMap((externalKey) => {
        const record = byKey(externalKey);
        if (record === undefined || !mayRead(record)) return [];
        const joined = record.externalKey === externalKey ? {} : { isJoined: true as const };
        return [{ ...seen(record), externalKey, ...joined }];
      });
    },
    create: (_type, batch) => {
      called('create');
      return write<CrmCreate>(batch, (create) => {
        refuseSeries(create.fields);
        const { fields, uid, externalKey, replaces } = create;
        const twin = byKey(externalKey);
        if (twin !== undefined && !mayRead(twin)) return { kind: 'hidden' };
        if (twin !== undefined) return { kind: 'duplicate', id: twin.id, version: twin.version };
        const deleted = [...tombstones.values()].some((record) => record.externalKey === externalKey);
        if (deleted) return { kind: 'gone' };
        const replaced = records.get(replaces ?? '');
        if (replaced !== undefined && mayRead(replaced)) return { kind: 'conflict' };
        const meeting = rights === 'byOwner' ? sameMeeting(create) : undefined;
        if (meeting !== undefined) {
          joinMeeting(meeting);
          database.joined.set(externalKey, meeting.id);
          return { kind: 'joined', id: meeting.id, version: meeting.version };
        }
        const shared = tombstones.get(replaces ?? '')?.shared ?? false;
        const record = crm.put(fields, { uid, externalKey, shared });
        return { kind: 'done', id: record.id, version: record.version };
      });
    },
    update: (_type, batch) => {
      called('update');
      return write(batch, ({ id, expectedVersion, changes }) => {
        refuseSeries(changes);
        const record = records.get(id);
        if (record === undefined) return { kind: 'gone' };
        if (rights === 'byOwner' && !(mayRead(record) && seen(record).mayChange)) return { kind: 'forbidden' };
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
        if (record.ownerId !== user.id) return { kind: 'forbidden' };
        if (record.version !== expectedVersion) return { kind: 'conflict' };
        crm.erase(id);
        return { kind: 'done', id, version: record.version };
      });
    },

    put(fields, more = {}) {
      const id = `C${String((database.nextId += 1)).padStart(5, '0')}`;
      const record: StoredRecord = {
        id,
        itemType,
        version: version(),
        ownerId: user.id,
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
    backUp: () => structuredClone({ records: [...records.values()], tombstones: [...tombstones.values()], log }),
    restore(backup) {
      records.clear();
      tombstones.clear();
      for (const record of structuredClone(backup.records)) records.set(record.id, record);
      for (const record of structuredClone(backup.tombstones)) tombstones.set(record.id, record);
      log.splice(0, log.length, ...backup.log);
    },
    isGone: (id) => !records.has(id),
    erased: () => [...tombstones.values()].filter(({ id }) => !records.has(id)),
  };
  return crm;
}

function isOpenMeeting(fields: Fields): boolean {
  return (fields['attendees'] ?? null) !== null && !isPrivate(fields);
}

function organizerOf(fields: Fields): string | undefined {
  return (fields['organizer'] as { readonly address?: string } | null | undefined)?.address;
}

function recordOrThrow(records: ReadonlyMap<string, StoredRecord>, id: string): StoredRecord {
  const record = records.get(id);
  if (record === undefined) throw new Error(`no record ${id}`);
  return record;
}
