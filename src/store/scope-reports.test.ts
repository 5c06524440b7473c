import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { RunStore, Scope, ScopeReports, SyncStore } from './index.ts';
import { createRunStore, createScopeReports, createSyncStore, NO_ITEMS } from './index.ts';
import { NO_COUNTS } from './port.ts';
import { linkOf, settlementOf, unlinkedOf } from './testing/examples.ts';

describe.each(ENGINES)('%s', (_name, open) => {
  let db: Database;
  let store: SyncStore;
  let runs: RunStore;
  let reports: ScopeReports;
  /** Contacts of Anna and of Bruno, and a memory of Anna's that was set aside. */
  let anna: Scope;
  let bruno: Scope;
  let aside: Scope;

  const scopeOf = (user: string, mailbox: string) =>
    store.ensureScope({ accountId: `a-${user}`, crmUserId: user, mailbox }, 'contacts');

  beforeAll(async () => {
    db = await open();
    await migrate(db);
    store = createSyncStore(db);
    runs = createRunStore(db);
    reports = createScopeReports(db);
    aside = await scopeOf('anna', 'old@contoso.example');
    anna = await scopeOf('anna', 'anna@contoso.example');
    bruno = await scopeOf('bruno', 'bruno@contoso.example');
    for (const scope of [anna, bruno]) await remember(scope);
    await finish('aside', aside, 'done', 1);
    await finish('anna-1', anna, 'failed', 0);
    await finish('anna-2', anna, 'done', 0);
    await finish('bruno-1', bruno, 'done', 4);
    await runs.startRun({ id: 'bruno-2', scopeId: bruno.id, dryRun: false, kind: 'sync', undoOf: null });
  });
  afterAll(() => db.close());

  async function remember(scope: Scope): Promise<void> {
    const lease = (await store.acquireLease(scope.id, 'worker', 60))!;
    const links = ['1', '2', '3'].map((id) => linkOf(scope, id, id === '3' ? { state: 'CLOSED' } : {}));
    const putUnlinked = [unlinkedOf({ side: 'crm', itemId: 'x' }), unlinkedOf({ side: 'exchange', itemId: 'y' })];
    const errorCode = 'item_refused';
    const parked = {
      side: 'crm',
      itemId: 'z',
      attempts: 1,
      nextAt: '2026-01-01T00:00:00Z',
      errorCode,
      errorDetails: {},
    };
    await store.settle(lease, settlementOf({ links, putUnlinked, putQuarantine: [{ ...parked, side: 'crm' }] }));
    if (scope === bruno) return store.addHints(lease, [{ side: 'crm', itemId: 'x' }]);
  }

  async function finish(
    id: string,
    { id: scopeId }: Scope,
    outcome: 'done' | 'failed',
    created: number,
  ): Promise<void> {
    await runs.startRun({ id, scopeId, dryRun: false, kind: 'sync', undoOf: null });
    const problem = outcome === 'failed' ? { code: 'timeout', details: {} } : null;
    await runs.finishRun(id, { outcome, problem, counts: { ...NO_COUNTS, createdInCrm: created, review: 2 } });
  }

  test('items are counted for all scopes as for those that are named', async () => {
    const all = await reports.countItems(null);
    expect(all.get(anna.id)).toEqual({
      ...NO_ITEMS,
      links: { ...NO_ITEMS.links, LINKED: 2, CLOSED: 1 },
      unlinked: { ...NO_ITEMS.unlinked, review: 2 },
      quarantined: 1,
    });
    expect(all.get(bruno.id)).toEqual({ ...all.get(anna.id), hints: 1 });
    expect(await reports.countItems([bruno.id])).toEqual(new Map([[bruno.id, all.get(bruno.id)]]));
    expect([...(await reports.countItems([])).keys(), ...(await reports.countItems([aside.id])).keys()]).toEqual([]);
  });

  test('the standing of a scope is that of its newest run; a memory that was set aside has none', async () => {
    const standings = await reports.listStandings(null);
    expect(new Map(standings.map(({ accountId, lastRun }) => [accountId, lastRun?.outcome]))).toEqual(
      new Map([
        ['a-anna', 'done'],
        ['a-bruno', 'running'],
      ]),
    );
    expect(await reports.listStandings(['a-bruno'])).toEqual([
      {
        id: bruno.id,
        accountId: 'a-bruno',
        itemType: 'contacts',
        status: 'ok',
        lastSuccessAt: null,
        lastRun: { outcome: 'running', problem: null },
      },
    ]);
  });

  test('the last run of each scope is one answer', async () => {
    const idsOf = async (scopeIds: readonly string[] | null) =>
      (await reports.lastRuns(scopeIds)).map(({ id }) => id).sort();
    expect(await idsOf(null)).toEqual(['anna-2', 'bruno-2']);
    expect(await idsOf([anna.id])).toEqual(['anna-2']);
  });

  test('history leaves out what changed nothing, unless it failed, is under way or is asked for', async () => {
    const idsOf = async (accountIds: readonly string[] | null, includeIdle: boolean, limit = 10) =>
      (await reports.listRuns({ accountIds, includeIdle, limit })).map(({ id }) => id);
    expect(await idsOf(null, false)).toEqual(['bruno-2', 'bruno-1', 'anna-1']);
    expect(await idsOf(null, true)).toEqual(['bruno-2', 'bruno-1', 'anna-2', 'anna-1']);
    expect(await idsOf(['a-anna'], true, 1)).toEqual(['anna-2']);
    expect(await idsOf([], true)).toEqual([]);
  });

  test('a run is found by its id, with whose it is', async () => {
    const expected = { id: 'anna-1', accountId: 'a-anna', itemType: 'contacts', outcome: 'failed' };
    expect(await reports.findRun('anna-1')).toMatchObject(expected);
    expect([await reports.findRun('aside'), await reports.findRun('nobody')]).toEqual([null, null]);
  });

  test('a failure that a later success has overcome is nobody’s last run, though the history keeps it', async () => {
    const carla = await scopeOf('carla', 'carla@contoso.example');
    await finish('carla-1', carla, 'failed', 0);
    const tell = async () => [
      (await reports.lastRuns([carla.id])).map(({ id }) => id),
      (await reports.listStandings(['a-carla'])).map(({ lastRun }) => lastRun?.outcome ?? null),
      (await reports.listRuns({ accountIds: ['a-carla'], includeIdle: false, limit: 10 })).map(({ id }) => id),
    ];
    expect(await tell()).toEqual([['carla-1'], ['failed'], ['carla-1']]);
    const lease = (await store.acquireLease(carla.id, 'worker', 60))!;
    await store.updateScope(lease, { lastSuccessAt: new Date(Date.now() + 60_000).toISOString() });
    expect(await tell()).toEqual([[], [null], ['carla-1']]);
  });
});
