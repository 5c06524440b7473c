import type {
  ConflictResolution,
  ExchangeCreate,
  ExchangeDelete,
  ExchangeDeleteMode,
  ExchangeItem,
  ExchangeRead,
  ExchangeSide,
  ExchangeUpdate,
  ExchangeWriteOutcome,
  LocateResult,
} from '../../exchange/port.ts';
import type { Fields, FieldValue, ItemType, Meeting, Occurrences, TimeZoneId } from '../../model/index.ts';
import { ConnectorError, countedFields, isSeriesTime, synchronisedFields } from '../../model/index.ts';
import { isEndedSeries } from '../../sync/index.ts';

export type Folder = 'synchronised' | 'other' | 'deletedItems';

export interface StoredItem {
  id: string;
  changeKey: string;
  fields: Fields;
  categories: readonly string[];
  stamp: string | null;
  uid: string | null;
  searchKey: string;
  folder: Folder;
  notSynchronised: ExchangeItem['notSynchronised'];
  meeting: Meeting | null;
}

/** What Exchange sends to the people in a meeting when it is told to. */
export interface SentMail {
  readonly kind: 'update' | 'cancellation';
  readonly itemId: string;
  readonly recipients: number;
}

type Fault = 'conflict' | 'lostResponse' | 'lostRequest' | 'poison';

/**
 * A mailbox in memory that does what Exchange does where it matters: ids change when items move, search keys are
 * copied with copies, texts are cut, positions in the change list become invalid, answers get lost, a series forgets
 * its changed occurrences with its rule, and none is left without any occurrence by a program.
 */
export interface MemoryExchange extends ExchangeSide {
  readonly items: Map<string, StoredItem>;
  /** Calls since the last reset, by name. */
  readonly calls: Map<string, number>;
  /** Fault of the next writes, one for each item written. */
  readonly faults: Fault[];
  readonly outbox: SentMail[];
  /** Items that this person's display name makes unreadable for the server. */
  poisonWhen: ((fields: Fields) => boolean) | null;
  /** So many more single occurrences are written before a request breaks off; `null`: all. */
  occurrencesUntilCut: number | null;
  /** Runs between the items of a batch, and between the occurrences of one. */
  betweenItems: (() => Promise<void>) | null;
  unreadable: LocateResult['unreadable'];
  /** Not every server gives an item another id when it moves. */
  keepsIds: boolean;
  identity: { smtp: string; fingerprint: string };
  put(fields: Fields, more?: Partial<StoredItem>): StoredItem;
  edit(id: string, changes: Fields): void;
  categorise(id: string, categories: readonly string[]): void;
  move(id: string, to: Folder): StoredItem;
  copy(id: string, changes?: Fields): StoredItem;
  erase(id: string): void;
  invalidateCursors(): void;
  /** To another server: every id and change key is another, and no position is valid. Stamps stay. */
  migrate(keepsSearchKeys: boolean): void;
  inFolder(folder: Folder): readonly StoredItem[];
}

interface Told {
  /** Of the items that the client was told of: their change keys and when they came into the folder, as it was told last. */
  readonly versions: ReadonlyMap<string, string>;
  /** The number of the last change before the client knew everything. */
  readonly at: number;
  /** The folder is still being listed from the beginning. */
  readonly isListing: boolean;
}

const EVERYTHING_UNTOLD: Told = { versions: new Map(), at: 0, isListing: true };

const PAGE = 40;
const ZONE = 'Europe/Rome' as TimeZoneId;
/** Exchange cuts some texts; here these. */
const CUT_FIELDS: readonly string[] = ['displayName', 'subject'];
const CUT_AT = 24;

/** What Exchange makes of these values, also where an occurrence of a series has them. */
export function asExchangeKeeps(fields: Fields): Fields {
  const kept: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'occurrences') kept[name] = occurrencesAsKept(value);
    else kept[name] = CUT_FIELDS.includes(name) && typeof value === 'string' ? value.slice(0, CUT_AT) : value;
  }
  return kept;
}

function occurrencesAsKept(value: FieldValue): FieldValue {
  const days = Object.entries((value ?? {}) as unknown as Occurrences).map(([day, change]) =>
    change.kind === 'deleted'
      ? [day, change]
      : [day, { kind: 'changed', fields: asExchangeKeeps(change.fields as Fields) }],
  );
  return days.length === 0 ? null : Object.fromEntries(days);
}

/** The values after an edit. Exchange forgets what single occurrences had of their own when time or rule are written. */
export function asEdited(before: Fields, changes: Fields): Fields {
  const isRuled = [before, changes].some((fields) => isSeriesTime(fields['time'] ?? null));
  const forgets = 'time' in changes && isRuled && !('occurrences' in changes);
  return { ...before, ...changes, ...(forgets ? { occurrences: null } : {}) };
}

export interface MemoryExchangeOptions {
  /** Of the running list and, when given, of enumerations too: by default these come as one page. */
  readonly pageSize?: number;
}

export function createMemoryExchange(itemType: ItemType, options: MemoryExchangeOptions = {}): MemoryExchange {
  const pageSize = options.pageSize ?? PAGE;
  const items = new Map<string, StoredItem>();
  /** The number of the last change of each item, those that are gone among them. */
  const lastChanges = new Map<string, number>();
  /** Of items that came back under their old ids: the number of that change. */
  const returns = new Map<string, number>();
  /** What a client of the change list knows, by the position that it was given. */
  const told = new Map<string, Told>();
  const calls = new Map<string, number>();
  const faults: Fault[] = [];
  const outbox: SentMail[] = [];
  let nextId = 0;
  let nextKey = 0;
  let changeCount = 0;
  let generation = 0;

  const called = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  const changeKey = (): string => `ck${(nextKey += 1)}`;
  const specs = synchronisedFields(itemType);
  const stored = (fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(asExchangeKeeps(countedFields(specs, fields))).filter(
        ([name, value]) => value !== null && name !== 'categories',
      ),
    );
  const note = ({ id }: StoredItem): void => void lastChanges.set(id, (changeCount += 1));
  const versionOf = ({ id, changeKey: key }: StoredItem): string => `${key} ${returns.get(id) ?? 0}`;
  const touch = (item: StoredItem): void => {
    item.changeKey = changeKey();
    note(item);
  };
  const present = (item: StoredItem): ExchangeItem => ({
    id: item.id,
    changeKey: item.changeKey,
    itemType,
    fields: { ...item.fields, categories: item.categories.length === 0 ? null : item.categories },
    categories: item.categories,
    stamp: item.stamp,
    uid: item.uid,
    searchKey: item.searchKey,
    parentFolderId: item.folder,
    notSynchronised: item.notSynchronised,
    meeting: item.meeting,
  });
  const error = (code: string, disposition: ConnectorError['disposition']): ConnectorError =>
    new ConnectorError({ code, disposition, message: code });

  const write = async <T extends object>(
    batch: readonly T[],
    one: (item: T, fault: Fault | undefined) => Promise<ExchangeWriteOutcome>,
  ): Promise<readonly ExchangeWriteOutcome[]> => {
    const outcomes: ExchangeWriteOutcome[] = [];
    for (const item of batch) {
      await exchange.betweenItems?.();
      const fault = faults.shift();
      if (fault === 'lostRequest') outcomes.push({ kind: 'unknown', error: error('timeout', 'retry') });
      else if (fault === 'poison') outcomes.push({ kind: 'failed', error: error('ErrorCorruptData', 'quarantine') });
      else {
        const outcome = await one(item, fault);
        outcomes.push(fault === 'lostResponse' ? { kind: 'unknown', error: error('timeout', 'retry') } : outcome);
      }
    }
    return outcomes;
  };

  const isEnded = (fields: Fields): boolean => isEndedSeries(fields, ZONE);
  /** Of people it takes such a series, which they cannot have there. */
  const noOccurrenceLeft = (): ExchangeWriteOutcome => ({
    kind: 'failed',
    error: error('ErrorRecurrenceHasNoOccurrence', 'quarantine'),
  });

  /** One after the other, each a request of its own: what comes between leaves the rest as the rule has it. */
  const writeOccurrences = async (item: StoredItem, wished: FieldValue): Promise<void> => {
    const days = { ...(wished as Fields | null), ...(item.fields['occurrences'] as Fields | undefined) };
    for (const day of Object.keys(days).toSorted()) {
      const { [day]: now = null, ...others } = (item.fields['occurrences'] ?? {}) as Fields;
      const then = (wished as Fields | null)?.[day] ?? null;
      if (JSON.stringify(now) === JSON.stringify(then)) continue;
      await exchange.betweenItems?.();
      if (exchange.occurrencesUntilCut === 0) return;
      if (exchange.occurrencesUntilCut !== null) exchange.occurrencesUntilCut -= 1;
      const occurrences = then === null ? others : { ...others, [day]: then };
      item.fields = stored({ ...item.fields, occurrences: Object.keys(occurrences).length === 0 ? null : occurrences });
      touch(item);
    }
  };

  /** An organizer's item tells all who are invited; the others have nobody to tell but the organizer, and do not here. */
  const tell = (kind: SentMail['kind'], { id, meeting }: StoredItem, notifies: true | undefined): void => {
    if (notifies !== true || meeting === null || meeting.role !== 'organizer' || meeting.recipients === 0) return;
    outbox.push({ kind, itemId: id, recipients: meeting.recipients });
  };

  const isPoison = (fields: Fields): boolean => exchange.poisonWhen?.(fields) ?? false;

  const exchange: MemoryExchange = {
    items,
    calls,
    faults,
    outbox,
    poisonWhen: null,
    occurrencesUntilCut: null,
    betweenItems: null,
    unreadable: [],
    keepsIds: false,
    identity: { smtp: 'anna@example.org', fingerprint: 'folders-1' },

    async identify() {
      called('identify');
      return { ...exchange.identity, serverBuild: null, requestVersion: 'Exchange2013_SP1' };
    },
    async listChanges(_type, cursor) {
      called('listChanges');
      const before = cursor === null ? EVERYTHING_UNTOLD : told.get(cursor);
      if (before === undefined || (cursor !== null && !cursor.startsWith(`${generation}:`)))
        throw error('ErrorInvalidSyncStateData', 'resync');
      // Net, as a server lists: what came and went since the position was given is not told at all.
      const since = (id: string): number => (lastChanges.get(id) ?? 0) - before.at;
      const present = new Map(exchange.inFolder('synchronised').map((item) => [item.id, item]));
      const gone = [...before.versions.keys()].filter((id) => since(id) > 0 && !present.has(id));
      const changed = [...present.values()]
        .filter((item) => before.versions.get(item.id) !== versionOf(item) && (before.isListing || since(item.id) > 0))
        .sort(before.isListing ? (a, b) => (a.id < b.id ? -1 : 1) : (a, b) => since(a.id) - since(b.id));
      const size = before.isListing && options.pageSize === undefined ? Number.POSITIVE_INFINITY : pageSize;
      const deletes = gone.slice(0, size);
      const listed = changed.slice(0, size - deletes.length);
      const upserts = listed.map(({ id, changeKey: key }) => ({ id, changeKey: key }));
      const more = deletes.length + upserts.length < gone.length + changed.length;
      // The same list as before has the same position.
      if (cursor !== null && deletes.length + upserts.length === 0 && !before.isListing)
        return { upserts, deletes, cursor, more };
      const versions = new Map(before.versions);
      for (const id of deletes) versions.delete(id);
      for (const item of listed) versions.set(item.id, versionOf(item));
      const after = `${generation}:${told.size}`;
      told.set(after, { versions, at: more ? before.at : changeCount, isListing: before.isListing && more });
      return { upserts, deletes, cursor: after, more };
    },
    async read(_type, ids) {
      called('read');
      return ids.map((id): ExchangeRead => {
        const item = items.get(id);
        if (item === undefined) return { kind: 'missing' };
        if (isPoison(item.fields)) return { kind: 'failed', error: error('ErrorCorruptData', 'quarantine') };
        return { kind: 'found', item: present(item) };
      });
    },
    create: (_type, batch) => {
      called('create');
      return write<ExchangeCreate>(batch, async (create) => {
        if (isPoison(create.fields)) return { kind: 'failed', error: error('ErrorCorruptData', 'quarantine') };
        if (isEnded(create.fields)) return noOccurrenceLeft();
        const { occurrences = null, ...master } = create.fields;
        const own = master['categories'];
        const item = exchange.put(master, {
          categories: [
            ...new Set([...(Array.isArray(own) ? (own as readonly string[]) : []), ...create.addCategories]),
          ],
          stamp: create.stamp,
          uid: create.uid,
        });
        await writeOccurrences(item, occurrences);
        return { kind: 'done', ref: { id: item.id, changeKey: item.changeKey } };
      });
    },
    update: (_type, batch, resolution: ConflictResolution) => {
      called('update');
      return write<ExchangeUpdate>(batch, async (update, fault) => {
        const item = items.get(update.ref.id);
        if (item === undefined) return { kind: 'missing' };
        const stale = fault === 'conflict' || item.changeKey !== update.ref.changeKey;
        if (stale && resolution === 'neverOverwrite')
          return { kind: 'conflict', error: error('ErrorIrresolvableConflict', 'conflict') };
        if (isEnded(asEdited(item.fields, update.changes)) && !isEnded(item.fields)) return noOccurrenceLeft();
        const { occurrences, ...changes } = update.changes;
        item.fields = stored(asEdited(item.fields, changes));
        if (update.categories !== null) item.categories = update.categories;
        if (update.stamp !== null) item.stamp = update.stamp;
        tell('update', item, update.notifies);
        touch(item);
        if (occurrences !== undefined) await writeOccurrences(item, occurrences);
        for (const _ of update.notifiesOfDays ?? []) tell('update', item, true);
        return { kind: 'done', ref: { id: item.id, changeKey: item.changeKey } };
      });
    },
    delete: (_type, batch, mode: ExchangeDeleteMode) => {
      called('delete');
      return write<ExchangeDelete>(batch, async ({ notifies, ...ref }, fault) => {
        const item = items.get(ref.id);
        if (item === undefined) return { kind: 'missing' };
        if (fault === 'conflict' || item.changeKey !== ref.changeKey)
          return { kind: 'conflict', error: error('ErrorIrresolvableConflict', 'conflict') };
        tell('cancellation', item, notifies);
        if (mode === 'permanent') exchange.erase(ref.id);
        else exchange.move(ref.id, 'deletedItems');
        return { kind: 'done', ref };
      });
    },
    async locate(_type, wanted) {
      called('locate');
      const closed = new Set(exchange.unreadable.map(({ place }) => place));
      const found = [...items.values()]
        .filter((item) => item.folder === 'synchronised' || !closed.has(item.folder))
        .filter(
          (item) =>
            (item.stamp !== null && wanted.stamps.includes(item.stamp)) || wanted.searchKeys.includes(item.searchKey),
        )
        .map(({ id, changeKey: key, stamp, searchKey, folder }) => ({
          id,
          changeKey: key,
          stamp,
          searchKey,
          place: folder,
        }));
      return { found, unreadable: exchange.unreadable };
    },
    async browse() {
      const all = exchange.inFolder('synchronised').map(present);
      return { items: all, total: all.length };
    },
    async close() {},

    put(fields, more = {}) {
      const id = `E${String((nextId += 1)).padStart(5, '0')}`;
      const item: StoredItem = {
        id,
        changeKey: changeKey(),
        categories: [],
        stamp: null,
        uid: null,
        searchKey: `key-${id}`,
        folder: 'synchronised',
        notSynchronised: null,
        meeting: null,
        ...more,
        fields: stored(fields),
      };
      items.set(id, item);
      note(item);
      return item;
    },
    edit(id, changes) {
      const item = itemOrThrow(items, id);
      item.fields = stored(asEdited(item.fields, changes));
      touch(item);
    },
    categorise(id, categories) {
      const item = itemOrThrow(items, id);
      item.categories = categories;
      touch(item);
    },
    move(id, to) {
      const item = itemOrThrow(items, id);
      if (exchange.keepsIds) {
        note(item);
        if (to === 'synchronised' && item.folder !== to) returns.set(id, changeCount);
        item.folder = to;
        return item;
      }
      items.delete(id);
      note(item);
      // The change key survives a move; the id does not.
      return exchange.put(item.fields, { ...withoutId(item), folder: to });
    },
    copy(id, changes = {}) {
      const item = itemOrThrow(items, id);
      return exchange.put(asEdited(item.fields, changes), { ...withoutId(item), changeKey: changeKey() });
    },
    erase(id) {
      note(itemOrThrow(items, id));
      items.delete(id);
    },
    invalidateCursors() {
      generation += 1;
    },
    migrate(keepsSearchKeys) {
      const all = [...items.values()];
      items.clear();
      generation += 1;
      for (const item of all) {
        nextId += 1;
        const id = `E${String(nextId).padStart(5, '0')}`;
        const searchKey = keepsSearchKeys ? item.searchKey : `key-${id}`;
        items.set(id, { ...item, id, changeKey: changeKey(), searchKey });
      }
    },
    inFolder: (folder) => [...items.values()].filter((item) => item.folder === folder),
  };
  return exchange;
}

function itemOrThrow(items: ReadonlyMap<string, StoredItem>, id: string): StoredItem {
  const item = items.get(id);
  if (item === undefined) throw new Error(`no item ${id}`);
  return item;
}

function withoutId(item: StoredItem): Omit<StoredItem, 'id' | 'fields'> {
  const { id: _id, fields: _fields, ...rest } = item;
  return rest;
}
