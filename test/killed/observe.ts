import type { ItemView as SimulatedItem } from '../../simulator/index.ts';
import type { Database } from '../../src/database/index.ts';
import type { Fields, ItemType } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import { createSyncStore } from '../../src/store/index.ts';
import type { LinkRow } from '../../src/store/link-row.ts';
import { LINK_COLUMNS, linkFromRow } from '../../src/store/link-row.ts';
import type { Scope, StoredJournalEntry } from '../../src/store/port.ts';
import type { Act, ItemView, Observation, RecordView, Rest, ScopeView, Write } from '../invariants/index.ts';
import type { RecordChange } from './crm-watch.ts';
import { readRecordChanges } from './crm-watch.ts';
import { connectAsDelegate } from './delegate-side.ts';
import { FOLDERS, fieldsOf, itemTypeOf, originOf } from './exchange-watch.ts';
import type { Diary } from './people.ts';
import type { KilledWorld } from './world.ts';

const EVERYTHING = 100_000;
const BY_READING_AT_ONCE = 50;

interface Row {
  readonly id: string;
  readonly itemType: ItemType;
  readonly ownerId: string;
  readonly shared: boolean;
  readonly fields: Fields;
}

/** What stands at the end, and what was done on the way. The worker is dead: nobody else has the database. */
export async function observe(world: KilledWorld, diary: Diary, rest: Rest): Promise<Observation> {
  const database = await world.place.openDatabase();
  try {
    const scopes = await createSyncStore(database).listScopes();
    const views = await Promise.all(scopes.map((scope) => viewOf(world, database, scope)));
    const changes = await readRecordChanges(database);
    const { acts, writes } = readChanges(changes, diary, views, world);
    return {
      scopes: views,
      acts: [...acts, ...mailboxActs(diary, views)],
      writes: [...writes, ...mailboxWrites(views, world)],
      mails: world.simulator.outbox.all().map((mail) => ({ at: 0, what: JSON.stringify(mail) })),
      doubled: diary.doubled,
      poisoned: new Set(),
      rest,
    };
  } finally {
    await database.close();
  }
}

async function viewOf(world: KilledWorld, database: Database, scope: Scope): Promise<ScopeView> {
  const store = createSyncStore(database);
  const { itemType, crmUserId } = scope;
  const links = await database.query<LinkRow>(
    `SELECT scope_id, ${LINK_COLUMNS} FROM raccordo.link WHERE scope_id = $1 ORDER BY id`,
    [scope.id],
  );
  return {
    id: nameOf(scope),
    itemType,
    crmUserId,
    rules: world.rules,
    links: links.map(linkFromRow),
    unlinked: await store.pageUnlinked(scope.id, null, EVERYTHING),
    openIntents: (await store.listIntents(scope.id)).length,
    hints: await store.listHints(scope.id, null, EVERYTHING),
    quarantine: await store.listQuarantine(scope.id),
    journal: await store.listJournal(scope.id, { limit: EVERYTHING }),
    records: await recordsFor(database, scope, world),
    items: await itemsOf(world, scope),
    marks: world.rules.exchangeCategories,
    asExchangeKeeps: (fields) => fields,
  };
}

/** For people who read a violation. */
function nameOf({ itemType, mailboxSmtp }: Pick<Scope, 'itemType' | 'mailboxSmtp'>): string {
  return `${mailboxSmtp?.split('.')[0] ?? '?'} ${itemType}`;
}

async function recordsFor(database: Database, scope: Scope, world: KilledWorld): Promise<readonly RecordView[]> {
  const rows = await database.query<Row & Record<string, unknown>>(
    `SELECT id, item_type AS "itemType", owner_id AS "ownerId", shared, fields FROM crm.records
     WHERE item_type = $1 AND (owner_id = $2 OR shared) ORDER BY id`,
    [scope.itemType, scope.crmUserId],
  );
  const takesShared = world.rules.crmItems.kind === 'ownAndShared';
  return rows.map(({ id, ownerId, fields }) => ({
    id,
    origin: originOf(fields),
    fields,
    ownerId,
    mayChange: true,
    standing: ownerId === scope.crmUserId || takesShared ? 'yes' : 'left',
  }));
}

async function itemsOf(world: KilledWorld, scope: Scope): Promise<readonly ItemView[]> {
  const mailbox = world.mailboxes.find(({ smtp }) => smtp === scope.mailboxSmtp);
  if (mailbox === undefined) return [];
  const home = FOLDERS[scope.itemType];
  const all = mailbox
    .folders()
    .flatMap((folder) => mailbox.items(folder.distinguished ?? folder.id))
    .filter((item) => itemTypeOf(item) === scope.itemType);
  const here = all.filter(({ folder }) => folder === home);
  const read = await readByEws(world, mailbox.smtp, scope.itemType, here);
  return all.map((item) => ({
    id: item.id,
    origin: originOf(fieldsOf(item)),
    place: item.folder === home ? 'synchronised' : item.folder === 'deleteditems' ? 'deletedItems' : 'other',
    fields: read.get(item.id) ?? fieldsOf(item),
    standing: 'yes',
  }));
}

/** All fields of the items, as the product reads them. */
async function readByEws(
  { simulator, rules }: KilledWorld,
  mailbox: string,
  itemType: ItemType,
  items: readonly SimulatedItem[],
): Promise<ReadonlyMap<string, Fields>> {
  const side = connectAsDelegate(simulator, mailbox);
  const fields = new Map<string, Fields>();
  try {
    for (let from = 0; from < items.length; from += BY_READING_AT_ONCE) {
      const ids = items.slice(from, from + BY_READING_AT_ONCE).map(({ id }) => id);
      const reads = await side.read(itemType, ids);
      reads.forEach((one, index) => {
        if (one.kind !== 'found') throw new Error(`an item that is there cannot be read: ${one.kind}`);
        const categories = one.item.categories.filter((category) => !rules.exchangeCategories.includes(category));
        fields.set(ids[index] ?? '', { ...one.item.fields, categories });
      });
    }
  } finally {
    await side.close();
  }
  return fields;
}

/** The changes of records, told apart: what a person typed is an act, all else are writes of ours. */
function readChanges(
  changes: readonly RecordChange[],
  diary: Diary,
  views: readonly ScopeView[],
  world: KilledWorld,
): { readonly acts: readonly Act[]; readonly writes: readonly Write[] } {
  const acts: Act[] = [];
  const writes: Write[] = [];
  const seen = new Set<string>();
  for (const change of changes) {
    const act = actIn(change, diary, seen);
    if (act !== null) acts.push(act);
    else writes.push(...writeIn(change, views, world));
  }
  return { acts, writes };
}

function actIn(change: RecordChange, diary: Diary, seen: Set<string>): Act | null {
  const { at, recordId, before, after, madeByUs } = change;
  const on = { at, side: 'crm' as const, scopeId: null, itemId: recordId, origin: originOf(after ?? before ?? {}) };
  if (before === null) return madeByUs ? null : { ...on, kind: 'create' };
  if (after === null) return diary.deletedInCrm.has(recordId) ? { ...on, kind: 'delete' } : null;
  const changed = changedFields(before, after);
  const [field] = changed;
  if (field === undefined || changed.length > 1) return null;
  const typed = (value: unknown): value is string =>
    typeof value === 'string' && diary.typedInCrm.has(value) && !seen.has(value);
  if (field === 'categories') {
    const [old, now] = [elementsOf(before[field]), elementsOf(after[field])];
    const [added, ...more] = now.filter((one) => !old.includes(one));
    if (!typed(added) || more.length > 0 || old.some((one) => !now.includes(one))) return null;
    seen.add(added);
    return { ...on, kind: 'editSet', field, added: [added], removed: [] };
  }
  const value = after[field];
  if (!typed(value)) return null;
  seen.add(value);
  return { ...on, kind: 'edit', field, value };
}

function writeIn(change: RecordChange, views: readonly ScopeView[], world: KilledWorld): readonly Write[] {
  const { at, recordId, itemType, ownerId, before, after } = change;
  const changed = before === null || after === null ? [] : changedFields(before, after);
  // A link to a company is no change of the record.
  if (before !== null && after !== null && changed.length === 0) return [];
  const op = before === null ? 'create' : after === null ? 'delete' : 'update';
  const scopes = views.filter((view) => view.itemType === itemType);
  const scope = scopes.find((view) => tells(view.journal, recordId, op, after, changed));
  const owner = scopes.find(({ crmUserId }) => crmUserId === ownerId);
  return [
    {
      at,
      scopeId: (scope ?? owner)?.id ?? '',
      cause: 'sync',
      side: 'crm',
      op,
      itemId: recordId,
      origin: originOf(after ?? before ?? {}),
      before,
      after: op === 'update' ? pick(after ?? {}, changed) : after,
      stamped: false,
      categories: [],
      rules: world.rules,
      forced: false,
      victim:
        op === 'delete'
          ? { outside: false, ambiguous: false, notOurs: (scope ?? owner)?.crmUserId !== ownerId, ownDuplicate: false }
          : null,
    },
  ];
}

/** Whether the journal of a scope has this write. */
function tells(
  journal: ScopeView['journal'],
  recordId: string,
  op: Write['op'],
  after: Fields | null,
  changed: readonly string[],
): boolean {
  return (journal as readonly StoredJournalEntry[]).some(
    (entry) =>
      entry.side === 'crm' &&
      entry.op === op &&
      (entry.crmId === recordId || (op === 'create' && entry.crmId === null)) &&
      changed.every((field) => canonicalText(entry.after?.[field] ?? null) === canonicalText(after?.[field] ?? null)),
  );
}

function mailboxActs(diary: Diary, views: readonly ScopeView[]): readonly Act[] {
  return diary.acts.map(({ at, mailbox, itemType, itemId, origin, what }): Act => {
    const on = { at, side: 'exchange' as const, scopeId: scopeOf(views, mailbox, itemType), itemId, origin };
    if (what.kind === 'edit') return { ...on, kind: 'edit', field: what.field, value: what.value };
    if (what.kind !== 'editSet') return { ...on, kind: what.kind };
    return { ...on, kind: 'editSet', field: 'categories', added: what.added, removed: what.removed };
  });
}

function scopeOf(views: readonly ScopeView[], mailbox: string, itemType: ItemType): string {
  return views.find(({ id }) => id === nameOf({ itemType, mailboxSmtp: mailbox }))?.id ?? '';
}

function mailboxWrites(views: readonly ScopeView[], world: KilledWorld): readonly Write[] {
  return world.watch.changes.map((change): Write => {
    const { at, mailbox, itemType, itemId, before, after } = change;
    const op = before === null ? 'create' : after === null ? 'delete' : 'update';
    const changed = before === null || after === null ? [] : changedFields(before, after);
    const added = elementsOf(after?.['categories']).filter((one) => !elementsOf(before?.['categories']).includes(one));
    const marks = added.filter((one) => world.rules.exchangeCategories.includes(one));
    const isMarkOnly = changed.length === 1 && changed[0] === 'categories' && marks.length === added.length;
    return {
      at,
      scopeId: scopeOf(views, mailbox, itemType),
      cause: 'sync',
      side: 'exchange',
      op,
      itemId,
      origin: originOf(after ?? before ?? {}),
      before: before === null ? null : withoutMarks(before, world),
      after:
        after === null ? null : withoutMarks(op === 'create' ? after : pick(after, isMarkOnly ? [] : changed), world),
      stamped: change.stamped,
      ...(change.looked === undefined ? {} : { looked: withoutMarks(change.looked, world) }),
      categories: marks,
      rules: world.rules,
      forced: false,
      victim:
        op === 'delete'
          ? { outside: false, ambiguous: false, notOurs: false, ownDuplicate: change.ownDuplicate }
          : null,
    };
  });
}

function withoutMarks(fields: Fields, { rules }: KilledWorld): Fields {
  if (fields['categories'] === undefined) return fields;
  const categories = elementsOf(fields['categories']).filter((one) => !rules.exchangeCategories.includes(one));
  return { ...fields, categories };
}

function changedFields(before: Fields, after: Fields): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => canonicalText(before[name] ?? null) !== canonicalText(after[name] ?? null));
}

function elementsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}
