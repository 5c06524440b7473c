import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate, openMemoryDatabase } from '../database/index.ts';
import type { PastRun, RunStore } from './index.ts';
import {
  createRunStore,
  createScopeReports,
  createSyncStore,
  deleteHistoryOlderThan,
  ensureInstallation,
  freeAbandonedLeases,
} from './index.ts';
import { entryOf, linkOf, settlementOf } from './testing/examples.ts';

let db: Database;
let runs: RunStore;
let scopeId: string;
let history: (limit: number) => Promise<readonly PastRun[]>;
beforeAll(async () => {
  db = await openMemoryDatabase();
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
afterAll(() => db.close());

describe('the history of runs', () => {
  test('tells what a run did, newest first', async () => {
    await runs.startRun({ id: 'r1', scopeId, dryRun: false });
    await runs.startRun({ id: 'r2', scopeId, dryRun: true });
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
    await runs.startRun({ id: 'r1', scopeId, dryRun: false });
    expect(await runs.closeInterruptedRuns()).toBe(1);
    expect(await runs.closeInterruptedRuns()).toBe(0);
    const [closed] = await history(1);
    expect(closed).toMatchObject({ outcome: 'failed', problem: { code: 'interrupted', details: {} } });
  });

  test('an unknown run cannot be finished', async () => {
    const [, counts] = [await runs.startRun({ id: 'r1', scopeId, dryRun: false }), (await history(1))[0]!.counts];
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
  await runs.startRun({ id: 'old', scopeId, dryRun: false });
  await runs.closeInterruptedRuns();
  await runs.startRun({ id: 'open', scopeId, dryRun: false });
  await db.script(`
    UPDATE raccordo.journal SET at = at - interval '91 days' WHERE id = (SELECT min(id) FROM raccordo.journal);
    UPDATE raccordo.run SET finished_at = finished_at - interval '91 days', started_at = started_at - interval '91 days';`);
  expect(await deleteHistoryOlderThan(db, 90)).toEqual({ journalEntries: 1, runs: 1 });
  expect(await store.listJournal(scopeId, { limit: 10 })).toHaveLength(1);
  expect((await history(10)).map((run) => run.id)).toEqual(['open']);
  expect(await store.pageLinks(scopeId, null, 10)).toHaveLength(1);
});

test('the installation has one identity, made on the first call', async () => {
  const first = await ensureInstallation(db);
  expect(first.stampKey).toHaveLength(32);
  expect(await ensureInstallation(db)).toEqual(first);
});

test('a lease that a killed process left behind does not keep the next one waiting', async () => {
  const store = createSyncStore(db);
  const left = (await store.acquireLease(scopeId, 'worker', 180))!;
  expect(await store.acquireLease(scopeId, 'killed', 180)).toBeNull();
  await freeAbandonedLeases(db);
  expect(await store.acquireLease(scopeId, 'next', 180)).not.toBeNull();
  await expect(store.renewLease(left, 180)).rejects.toMatchObject({ code: 'lease_lost' });
});
