import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { PastRun, RunStore } from './index.ts';
import {
  createRunStore,
  createScopeReports,
  createSyncStore,
  deleteHistoryOlderThan,
  ensureInstallation,
  freeAbandonedLeases,
  leaseOwner,
} from './index.ts';
import { entryOf, linkOf, settlementOf } from './testing/examples.ts';

describe.each(ENGINES)('%s', (_name, open) => {
  let db: Database;
  let runs: RunStore;
  let scopeId: string;
  let history: (limit: number) => Promise<readonly PastRun[]>;
  beforeAll(async () => {
    db = await open();
    await migrate(db);
    runs = createRunStore(db);
    const reports = createScopeReports(db);
    history = (limit) => reports.listRuns({ accountIds: null, includeIdle: true, limit });
    scopeId = (
      await createSyncStore(db).ensureScope(
        { accountId: 'account', crmUserId: 'user', mailbox: 'm@contoso.example' },
        'contacts',
      )
    ).id;
  });
  beforeEach(() => db.script('DELETE FROM raccordo.run'));

  const begin = (id: string, dryRun = false): Promise<void> =>
    runs.startRun({ id, scopeId, dryRun, kind: 'sync', undoOf: null });

  afterAll(() => db.close());

  describe('the history of runs', () => {
    test('tells what a run did, newest first', async () => {
      await begin('r1');
      await begin('r2', true);
      const [running] = await history(1);
      expect(running).toMatchObject({ id: 'r2', outcome: 'running', finishedAt: null, dryRun: true, problem: null });
      const counts = { ...running!.counts, createdInCrm: 3 };
      const problem = { code: 'massDeletion', details: { deletions: 12 } };
      await runs.finishRun('r1', { outcome: 'held', counts, problem });
      expect((await history(10)).map((run) => run.id)).toEqual(['r2', 'r1']);
      const [, held] = await history(10);
      expect(held).toMatchObject({ outcome: 'held', counts, problem });
      expect(Date.parse(held?.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(held?.startedAt ?? ''));
    });

    test('closes what a dead process left open, once', async () => {
      await begin('r1');
      expect(await runs.closeInterruptedRuns()).toBe(1);
      expect(await runs.closeInterruptedRuns()).toBe(0);
      const [closed] = await history(1);
      expect(closed).toMatchObject({ outcome: 'failed', problem: { code: 'interrupted' } });
      expect(closed?.problem?.details).toEqual({});
    });

    test('an unknown run cannot be finished', async () => {
      const [, counts] = [await begin('r1'), (await history(1))[0]!.counts];
      await expect(runs.finishRun('r9', { outcome: 'done', counts, problem: null })).rejects.toMatchObject({
        code: 'run_unknown',
      });
    });
  });

  test('old history is forgotten, memory is not', async () => {
    const store = createSyncStore(db);
    const scope = (await store.getScope(scopeId))!;
    const lease = (await store.acquireLease(scopeId, 'worker', 60))!;
    await store.settle(lease, settlementOf({ links: [linkOf(scope, '1')], journal: [entryOf(), entryOf()] }));
    await store.releaseLease(lease);
    await begin('old');
    await runs.closeInterruptedRuns();
    await begin('open');
    await db.script(`
    UPDATE raccordo.journal SET at = at - interval '91 days' WHERE id = (SELECT min(id) FROM raccordo.journal);
    UPDATE raccordo.run SET finished_at = finished_at - interval '91 days', started_at = started_at - interval '91 days';`);
    expect(await deleteHistoryOlderThan(db, 90)).toMatchObject({ journalEntries: 1, runs: 1 });
    expect(await store.listJournal(scopeId, { limit: 10 })).toHaveLength(1);
    expect((await history(10)).map((run) => run.id)).toEqual(['open']);
    expect(await store.pageLinks(scopeId, null, 10)).toHaveLength(1);
  });

  test('the installation has one identity, made on the first call', async () => {
    const first = await ensureInstallation(db);
    expect(first.stampKey).toHaveLength(32);
    expect(await ensureInstallation(db)).toEqual(first);
  });

  describe('what a killed process left behind', () => {
    test('does not keep the next one waiting, where nobody else can be at work', async () => {
      const store = createSyncStore(db);
      const left = (await store.acquireLease(scopeId, 'worker', 180))!;
      expect(await store.acquireLease(scopeId, 'killed', 180)).toBeNull();
      await freeAbandonedLeases(db, null);
      const next = await store.acquireLease(scopeId, 'next', 180);
      expect(next).not.toBeNull();
      await expect(store.renewLease(left, 180)).rejects.toMatchObject({ code: 'lease_lost' });
      await store.releaseLease(next!);
    });

    test('is taken back by its own data directory; what runs in another one is left alone', async () => {
      const store = createSyncStore(db);
      const held = (await store.acquireLease(scopeId, leaseOwner('node-a', '17'), 180))!;
      await begin('r1');
      await freeAbandonedLeases(db, 'node-b');
      expect(await runs.closeInterruptedRuns(), 'a run that is under way elsewhere').toBe(0);
      await store.renewLease(held, 180);

      await freeAbandonedLeases(db, 'node-a');
      expect(await runs.closeInterruptedRuns()).toBe(1);
      await expect(store.renewLease(held, 180)).rejects.toMatchObject({ code: 'lease_lost' });
    });

    test('on a machine that never comes back is over when its lease is, or when another run has begun', async () => {
      const store = createSyncStore(db);
      await store.acquireLease(scopeId, leaseOwner('gone', '17'), 0);
      await begin('r1');
      expect(await runs.closeInterruptedRuns()).toBe(1);

      await begin('r2');
      const next = (await store.acquireLease(scopeId, leaseOwner('node-b', '18'), 180))!;
      await begin('r3');
      expect(await runs.closeInterruptedRuns()).toBe(1);
      expect((await history(2)).map(({ id, outcome }) => [id, outcome])).toEqual([
        ['r3', 'running'],
        ['r2', 'failed'],
      ]);
      await store.releaseLease(next);
    });
  });
});
