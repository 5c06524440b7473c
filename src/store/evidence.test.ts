import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import { contentHash } from '../sync/index.ts';
import type { Lease, Scope, SyncStore } from './index.ts';
import { createSyncStore } from './index.ts';
import { entryOf, intentOf, linkOf, settlementOf } from './testing/examples.ts';

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
  scope = await store.ensureScope(
    { accountId: `account-${scopes}`, crmUserId: `user-${scopes}`, mailbox: `m${scopes}@contoso.example` },
    'contacts',
  );
  const taken = await store.acquireLease(scope.id, 'worker', 60);
  if (taken === null) throw new Error('held');
  lease = taken;
});
afterAll(() => db.close());

async function age(table: 'journal' | 'issue', interval: string): Promise<void> {
  await db.query(`UPDATE raccordo.${table} SET at = at - $1::interval WHERE scope_id = $2`, [interval, scope.id]);
}

describe('creates that were sent', () => {
  const create = (id: string, stamp: string) =>
    intentOf(`${scope.id} ${id}`, { kind: 'createInExchange', stamp, payload: { displayName: 'Zoë' } });

  it('are remembered by their stamp, each of them, also when their intent is gone', async () => {
    await store.openIntents(lease, [create('a', 's1')], []);
    await store.settle(lease, settlementOf({ removeIntents: [`${scope.id} a`] }));
    await store.openIntents(lease, [create('b', 's1'), create('c', 's2')], []);
    const hash = contentHash({ displayName: 'Zoë' });
    expect(await store.issuesOf(scope.id, ['s1', 's2', 's3'], 7)).toEqual(
      new Map([
        ['s1', [hash, hash]],
        ['s2', [hash]],
      ]),
    );
  });

  it('are forgotten when they certainly did nothing', async () => {
    await store.openIntents(lease, [create('a', 's1'), create('b', 's1')], []);
    await store.settle(lease, settlementOf({ withdrawIntents: [`${scope.id} a`] }));
    expect((await store.issuesOf(scope.id, ['s1'], 7)).get('s1')).toHaveLength(1);
    expect((await store.listIntents(scope.id)).map(({ id }) => id)).toEqual([`${scope.id} b`]);
  });

  it('prove nothing after their time', async () => {
    await store.openIntents(lease, [create('a', 's1')], []);
    await age('issue', '8 days');
    expect(await store.issuesOf(scope.id, ['s1'], 7)).toEqual(new Map());
  });
});

describe('what the brakes ask', () => {
  const deletion = (more: { readonly approved?: true } = {}) => entryOf({ op: 'delete', side: 'exchange', ...more });

  it('deletions that a person approved count neither for the scope nor for the installation', async () => {
    const before = await store.countInstallationDeletions(30);
    await store.openIntents(lease, [], [deletion(), deletion({ approved: true })]);
    expect(await store.countDeletions(scope.id, 24)).toBe(1);
    expect(await store.countInstallationDeletions(30)).toBe(before + 1);
    await age('journal', '40 minutes');
    expect(await store.countInstallationDeletions(30)).toBe(before);
    expect(await store.countDeletions(scope.id, 24)).toBe(1);
  });

  it('links of all active scopes are counted together, those in step only', async () => {
    const before = await store.countInstallationLinks();
    await store.settle(lease, settlementOf({ links: [linkOf(scope, 'a'), linkOf(scope, 'b', { state: 'DET_E' })] }));
    expect(await store.countInstallationLinks()).toBe(before + 1);
  });

  it('runs that updated a link are counted, and what they said again of what another said to that side before', async () => {
    const update = (linkId: string, runId: string, side: 'crm' | 'exchange', jobTitle: string) =>
      entryOf({ op: 'update', linkId, runId, side, after: { jobTitle } });
    await store.openIntents(
      lease,
      [],
      [
        update('a', 'run-1', 'exchange', 'Sales'),
        update('a', 'run-2', 'exchange', 'SALES'),
        update('a', 'run-3', 'exchange', 'Sales'),
        update('a', 'run-3', 'crm', 'Sales'),
        // Two attempts of one run: somebody edited in between.
        update('b', 'run-1', 'crm', 'Sales'),
        update('b', 'run-1', 'crm', 'Sales'),
        deletion(),
      ],
    );
    expect(await store.recentWrites(scope.id, ['a', 'b', 'c'], 60)).toEqual(
      new Map([
        ['a', { writes: 3, repeats: 1 }],
        ['b', { writes: 1, repeats: 0 }],
      ]),
    );
    await age('journal', '61 minutes');
    expect(await store.recentWrites(scope.id, ['a'], 60)).toEqual(new Map());
  });
});

describe('what else outlives a run', () => {
  it('closed links are found by the record that they had', async () => {
    const links = [linkOf(scope, 'a', { state: 'CLOSED' }), linkOf(scope, 'b')];
    await store.settle(lease, settlementOf({ links }));
    const found = await store.findClosedLinksByCrmIds(scope.id, ['crm-a', 'crm-b']);
    expect(found.map(({ crmId }) => crmId)).toEqual(['crm-a']);
  });

  it('categories that an item was given, and how far the CRM had come', async () => {
    const given = linkOf(scope, 'a', { givenCategories: ['CRM', 'Sales'] });
    await store.settle(lease, settlementOf({ links: [given] }));
    expect(await store.findLinksByIds(scope.id, [given.id])).toEqual([given]);
    await store.updateScope(lease, { crmInstance: 'crm-1', crmHighWater: 9_007_199_254_740_991, status: 'restored' });
    expect(await store.getScope(scope.id)).toMatchObject({
      crmInstance: 'crm-1',
      crmHighWater: 9_007_199_254_740_991,
      status: 'restored',
    });
  });
});
