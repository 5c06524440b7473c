import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { ConflictStore, JournalEntry, Lease, SyncStore } from './index.ts';
import { CONFLICT_STATES, createConflictStore, createSyncStore } from './index.ts';
import { entryOf, intentOf, settlementOf } from './testing/examples.ts';

let db: Database;
let store: SyncStore;
let conflicts: ConflictStore;
let lease: Lease;
let accountId: string;

beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  store = createSyncStore(db);
  conflicts = createConflictStore(db);
});
afterAll(() => db.close());

let accounts = 0;
beforeEach(async () => {
  accountId = `account-${(accounts += 1)}`;
  const owner = { accountId, crmUserId: accountId, mailbox: accountId };
  const scope = await store.ensureScope(owner, 'contacts');
  lease = (await store.acquireLease(scope.id, 'worker', 60))!;
});

function conflictOn(field: string, more: Partial<JournalEntry> = {}): JournalEntry {
  const conflict = { field, winner: 'crm', base: null, crm: 'ours', exchange: { address: 'theirs' } } as const;
  return entryOf({ op: 'conflict', linkId: 'link-1', crmId: 'c1', exchangeId: 'e1', conflict, ...more });
}

const writes = (...fields: readonly string[]): JournalEntry =>
  entryOf({ op: 'update', linkId: 'link-1', after: Object.fromEntries(fields.map((field) => [field, 'x'])) });

const all = (change: object = {}) =>
  conflicts.page({
    accountIds: [accountId],
    states: CONFLICT_STATES,
    itemType: null,
    beforeId: null,
    limit: 10,
    ...change,
  });

const told = async () => (await all()).map(({ field, state }) => `${field} ${state}`);

test('a conflict of the journal is in the inbox, with everything that a decision needs', async () => {
  await store.openIntents(lease, [], [writes('jobTitle'), conflictOn('jobTitle')]);
  const [conflict] = await all();
  expect(conflict).toMatchObject({
    accountId,
    itemType: 'contacts',
    runId: 'run-1',
    linkId: 'link-1',
    crmId: 'c1',
    exchangeId: 'e1',
    field: 'jobTitle',
    winner: 'crm',
    base: null,
    crm: 'ours',
    exchange: { address: 'theirs' },
    state: 'open',
    decidedBy: null,
    decidedAt: null,
  });
  expect(await conflicts.find(conflict?.id ?? '')).toEqual(conflict);
  expect(await conflicts.listOpenOf(lease.scopeId, 'link-1')).toEqual([conflict?.id]);
});

test('it comes with the journal or not at all: one transaction', async () => {
  await store.releaseLease(lease);
  await expect(store.settle(lease, settlementOf({ journal: [conflictOn('jobTitle')] }))).rejects.toThrow(
    'another run has taken this scope over',
  );
  expect(await all()).toEqual([]);
});

test('the next conflict, a later write of the field and a deletion of the item supersede what nobody decided', async () => {
  await store.settle(lease, settlementOf({ journal: [conflictOn('a'), conflictOn('b'), conflictOn('c')] }));
  await store.settle(lease, settlementOf({ journal: [writes('a', 'z'), conflictOn('b')] }));
  expect(await told()).toEqual(['b open', 'c open', 'b superseded', 'a superseded']);
  await store.settle(lease, settlementOf({ journal: [writes('c')].map((entry) => ({ ...entry, linkId: 'link-2' })) }));
  expect(await told()).toContain('c open');
  await store.settle(lease, settlementOf({ journal: [entryOf({ op: 'delete', linkId: 'link-1' })] }));
  expect(await told()).not.toContain('c open');
});

test('what a refused write announced leaves the inbox, and what it had made superseded is open again', async () => {
  await store.settle(lease, settlementOf({ journal: [conflictOn('a'), conflictOn('b'), conflictOn('c')] }));
  const before = await told();
  const intent = intentOf(`${lease.scopeId} w`, { kind: 'merge', linkId: 'link-1' });
  const announced = [writes('a', 'b'), conflictOn('b')].map((entry) => ({ ...entry, intentId: intent.id }));
  await store.openIntents(lease, [intent], announced);
  expect(await told()).toEqual(['b open', 'c open', 'b superseded', 'a superseded']);
  await store.settle(lease, settlementOf({ withdrawIntents: [intent.id] }));
  expect(await told()).toEqual(before);
});

test('a refused deletion leaves open what it would have made superseded, and nothing that was so before', async () => {
  await store.settle(lease, settlementOf({ journal: [conflictOn('a'), conflictOn('b')] }));
  await store.settle(lease, settlementOf({ journal: [writes('b')] }));
  const intent = intentOf(`${lease.scopeId} d`, { kind: 'deleteInCrm', linkId: 'link-1' });
  await store.openIntents(lease, [intent], [entryOf({ op: 'delete', linkId: 'link-1', intentId: intent.id })]);
  await store.settle(lease, settlementOf({ withdrawIntents: [intent.id] }));
  expect(await told()).toEqual(['b superseded', 'a open']);
});

test('a person who decides before the refusal is known has decided', async () => {
  const intent = intentOf(`${lease.scopeId} k`, { kind: 'merge', linkId: 'link-1' });
  await store.openIntents(lease, [intent], [{ ...conflictOn('a'), intentId: intent.id }]);
  await conflicts.keep((await all())[0]?.id ?? '', 'anna');
  await store.settle(lease, settlementOf({ withdrawIntents: [intent.id] }));
  expect(await told()).toEqual(['a kept']);
});

test('what was decided stays decided, whatever is written later', async () => {
  await store.settle(lease, settlementOf({ journal: [conflictOn('a')] }));
  const id = (await all())[0]?.id ?? '';
  expect(await conflicts.keep(id, 'anna')).toBe(true);
  expect(await conflicts.keep(id, 'bruno')).toBe(false);
  await store.settle(lease, settlementOf({ journal: [writes('a')] }));
  expect((await all())[0]).toMatchObject({ state: 'kept', decidedBy: 'anna' });
});

test('a write counts more than a decision that came in between, and stands in the journal', async () => {
  await store.settle(lease, settlementOf({ journal: [conflictOn('a')] }));
  const id = (await all())[0]?.id ?? '';
  await conflicts.keep(id, 'bruno');
  await conflicts.noteWritten(id, { state: 'taken', decidedBy: 'anna' }, writes('a'));
  expect(await conflicts.find(id)).toMatchObject({ state: 'taken', decidedBy: 'anna' });
  expect(await store.listJournal(lease.scopeId, { op: 'update', limit: 5 })).toHaveLength(1);
});

test('is read page by page, by state and item type, and only of the accounts that are asked for', async () => {
  await store.settle(lease, settlementOf({ journal: [conflictOn('a'), conflictOn('b'), conflictOn('c')] }));
  const first = await all({ limit: 2 });
  const second = await all({ limit: 2, beforeId: first[1]?.id ?? null });
  expect([...first, ...second].map(({ field }) => field)).toEqual(['c', 'b', 'a']);
  await conflicts.supersede(first[0]?.id ?? '');
  expect((await all({ states: ['open'] })).map(({ field }) => field)).toEqual(['b', 'a']);
  expect(await all({ itemType: 'appointments' })).toEqual([]);
  expect(await all({ accountIds: ['nobody'] })).toEqual([]);
  expect(await conflicts.countOpen([accountId])).toBe(2);
  expect(await conflicts.countOpen(null)).toBeGreaterThanOrEqual(2);
});

test('an id that is none finds nothing, instead of an error of the database', async () => {
  for (const id of ['', 'x', '0', '-1', '99999999999999999999', "1'; --"]) expect(await conflicts.find(id)).toBeNull();
});
