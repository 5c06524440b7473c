import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { Lease, Scope, SyncStore } from './index.ts';
import { createSyncStore } from './index.ts';
import { entryOf, intentOf, linkOf, settlementOf } from './testing/examples.ts';

describe('what a run wrote, to be taken back', () => {
  let db: Database;
  let store: SyncStore;
  let scope: Scope;
  let lease: Lease;
  let scopes = 0;

  beforeAll(async () => {
    db = await openTestDatabase();
    await migrate(db);
    store = createSyncStore(db);
  });
  beforeEach(async () => {
    scopes += 1;
    const owner = { accountId: `account-${scopes}`, crmUserId: `user-${scopes}`, mailbox: 'anna@contoso.example' };
    scope = await store.ensureScope(owner, 'contacts');
    const taken = await store.acquireLease(scope.id, 'worker', 60);
    if (taken === null) throw new Error('the lease is held by somebody else');
    lease = taken;
  });
  afterAll(() => db.close());

  const run = () => `run-${scope.id}`;
  const wrote = (linkId: string, change: Partial<ReturnType<typeof entryOf>> = {}) =>
    entryOf({ runId: run(), linkId, ...change });

  test('comes link by link, oldest entry first, page by page', async () => {
    const journal = [
      wrote('b', { side: 'exchange', op: 'create', after: { jobTitle: 'Clerk' } }),
      wrote('a'),
      wrote('b', { side: 'exchange', before: { jobTitle: 'Clerk' }, after: { jobTitle: 'Director' } }),
      wrote('c', { op: 'delete' }),
      entryOf({ runId: 'another run', linkId: 'd' }),
      wrote('', { linkId: null }),
    ];
    await store.settle(lease, settlementOf({ journal }));
    const first = await store.pageRunHistory(scope.id, run(), null, 2);
    expect(first.map(({ linkId, entries }) => [linkId, ...entries.map(({ op }) => op)])).toEqual([
      ['a', 'update'],
      ['b', 'create', 'update'],
    ]);
    expect((await store.pageRunHistory(scope.id, run(), 'b', 2)).map(({ linkId }) => linkId)).toEqual(['c']);
    expect(await store.describeRunHistory(scope.id, run())).toEqual({
      creates: 1,
      updates: 3,
      deletes: 1,
      entries: 4,
      undone: 0,
    });
  });

  test('remembers what a side made of it, with the newest entry of that side', async () => {
    const journal = [
      wrote('a', { side: 'exchange', after: { displayName: 'first' } }),
      wrote('a', { side: 'exchange', after: { displayName: 'far too long' } }),
      wrote('a', { side: 'crm', after: { displayName: 'ours' } }),
    ];
    await store.openIntents(lease, [], journal);
    const kept = [{ runId: run(), linkId: 'a', side: 'exchange', fields: { displayName: 'far too' } }] as const;
    await store.settle(lease, settlementOf({ kept }));
    const [history] = await store.pageRunHistory(scope.id, run(), null, 10);
    expect(history?.entries.map((entry) => entry.kept)).toEqual([null, { displayName: 'far too' }, null]);
  });

  test('tells on which side a later run has made the item anew', async () => {
    const later = (linkId: string, side: 'crm' | 'exchange', op: 'create' | 'delete') =>
      entryOf({ runId: 'later', linkId, side, op });
    const journal = [wrote('a', { side: 'exchange' }), wrote('b', { side: 'exchange' }), wrote('c'), wrote('d')];
    await store.settle(lease, settlementOf({ journal }));
    const since = [later('a', 'exchange', 'create'), later('b', 'crm', 'create'), later('c', 'crm', 'delete')];
    await store.settle(lease, settlementOf({ journal: [...since, later('d', 'crm', 'create')] }));
    await store.settle(lease, settlementOf({ undone: [{ runId: 'later', linkId: 'd', by: 'undo of later' }] }));
    const histories = await store.pageRunHistory(scope.id, run(), null, 10);
    expect(histories.map(({ linkId, writtenSince }) => [linkId, ...writtenSince])).toEqual([
      ['a', 'exchange'],
      ['b'],
      ['c'],
      ['d'],
    ]);
  });

  test('is marked when it was taken back, and in effect again when that was taken back', async () => {
    await store.settle(lease, settlementOf({ journal: [wrote('a'), wrote('b')] }));
    const undone = [{ runId: run(), linkId: 'a', by: 'undo' }];
    await store.settle(lease, settlementOf({ undone, journal: [entryOf({ runId: 'undo', linkId: 'a' })] }));
    expect((await store.pageRunHistory(scope.id, run(), null, 10)).map(({ linkId }) => linkId)).toEqual(['b']);
    expect(await store.describeRunHistory(scope.id, run())).toMatchObject({ entries: 2, undone: 1 });
    expect(await store.listJournal(scope.id, { runId: run(), limit: 10 })).toMatchObject([
      { linkId: 'b', undoneBy: null },
      { linkId: 'a', undoneBy: 'undo' },
    ]);
    await store.settle(lease, settlementOf({ undone: [{ runId: 'undo', linkId: 'a', by: 'redo' }] }));
    expect(await store.describeRunHistory(scope.id, run())).toMatchObject({ undone: 0 });
    expect(await store.describeRunHistory(scope.id, 'undo')).toMatchObject({ undone: 1 });
  });

  test('finds its links by id, closed ones too; intents keep what they leave', async () => {
    const live = linkOf(scope, 'live');
    const closed = linkOf(scope, 'closed', { state: 'CLOSED' });
    await store.settle(lease, settlementOf({ links: [live, closed] }));
    expect(await store.findLinksByIds(scope.id, [live.id, closed.id, 'unknown'])).toEqual([closed, live]);
    const intents = [intentOf(`${scope.id} 1`, { leaves: 'DET_C' }), intentOf(`${scope.id} 2`)];
    await store.openIntents(lease, intents, []);
    expect((await store.listIntents(scope.id)).map(({ leaves }) => leaves)).toEqual(['DET_C', null]);
  });
});
