import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import type { Lease, Scope, SyncStore } from '../../store/index.ts';
import { createSyncStore, deleteHistoryOlderThan } from '../../store/index.ts';
import { NO_COUNTS } from '../../store/port.ts';
import { entryOf, settlementOf } from '../../store/testing/examples.ts';
import type { Connector } from '../connector.ts';
import type { Run } from '../run.ts';
import { waitingRun } from '../synchronise-account.ts';
import type { StartRequest } from '../synchroniser.ts';
import { startUndo } from './start-undo.ts';

let db: Database;
let store: SyncStore;
let scope: Scope;
let lease: Lease;
const started: StartRequest[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  store = createSyncStore(db);
  const owner = { accountId: 'account', crmUserId: 'user', mailbox: 'anna@contoso.example' };
  scope = await store.ensureScope(owner, 'contacts');
  lease = (await store.acquireLease(scope.id, 'worker', 60)) as Lease;
});
afterAll(() => db.close());

/** Of the connector only the store is real here: what is started is not the question. */
function undo(run: Run): Promise<unknown> {
  const synchroniser = {
    start: async (request: StartRequest) => {
      started.push(request);
      return { accountId: 'account', runs: [], finished: Promise.resolve({ kind: 'done' }) };
    },
  };
  return startUndo({ parts: { store }, synchroniser } as unknown as Connector, 'anna', run);
}

const runOf = (id: string, change: Partial<Run> = {}): Run => ({
  ...waitingRun({
    id,
    accountId: 'account',
    scopeId: scope.id,
    itemType: 'contacts',
    kind: 'sync',
    undoOf: null,
    appliesPlan: null,
    trigger: 'request',
    dryRun: false,
    queuedAt: '2026-11-25T08:00:00Z',
  }),
  state: 'finished',
  outcome: 'done',
  counts: { ...NO_COUNTS, createdInExchange: 1 },
  ...change,
});
const journal = (runId: string, change: Partial<ReturnType<typeof entryOf>> = {}) =>
  store.settle(
    lease,
    settlementOf({ journal: [entryOf({ runId, linkId: `link of ${runId}`, op: 'create', ...change })] }),
  );

describe('taking a run back', () => {
  test('plans: one run of its scope that writes nothing', async () => {
    await journal('whole');
    await undo(runOf('whole'));
    expect(started).toMatchObject([
      { accountName: 'anna', kind: 'undo', undoOf: 'whole', dryRun: true, itemTypes: ['contacts'] },
    ]);
  });

  test('is refused while it is under way, and for another mailbox of the account', async () => {
    await expect(undo(runOf('whole', { state: 'running', outcome: null }))).rejects.toMatchObject({
      code: 'run_not_finished',
    });
    await expect(undo(runOf('whole', { scopeId: 'set aside' }))).rejects.toMatchObject({ code: 'run_unknown' });
  });

  test('is refused when it wrote to neither side', async () => {
    await journal('only linked', { op: 'link' });
    await expect(undo(runOf('only linked', { counts: { ...NO_COUNTS, linked: 1 } }))).rejects.toMatchObject({
      code: 'run_changed_nothing',
    });
    await expect(undo(runOf('idle', { counts: NO_COUNTS }))).rejects.toMatchObject({ code: 'run_changed_nothing' });
    // What it would have done is counted, and was not done.
    await expect(undo(runOf('preview', { dryRun: true }))).rejects.toMatchObject({ code: 'run_changed_nothing' });
    await expect(undo(runOf('held', { outcome: 'held' }))).rejects.toMatchObject({ code: 'run_changed_nothing' });
  });

  test('is refused a second time', async () => {
    await journal('undone');
    const undone = [{ runId: 'undone', linkId: 'link of undone', by: 'undo' }];
    await store.settle(lease, settlementOf({ undone }));
    await expect(undo(runOf('undone'))).rejects.toMatchObject({ code: 'run_undone', details: { run: 'undone' } });
  });

  test('is refused when its history has ended, also in part: half of it would be a state that never was', async () => {
    await journal('half');
    await expect(undo(runOf('half', { counts: { ...NO_COUNTS, createdInExchange: 2 } }))).rejects.toMatchObject({
      code: 'history_forgotten',
    });
    await db.query(`UPDATE raccordo.journal SET at = at - interval '91 days'`);
    await deleteHistoryOlderThan(db, 90);
    await expect(undo(runOf('whole'))).rejects.toMatchObject({ code: 'history_forgotten' });
  });

  test('of a run that was interrupted goes by what the journal has', async () => {
    await journal('interrupted', { op: 'update' });
    const counts = NO_COUNTS;
    await undo(runOf('interrupted', { outcome: 'failed', counts }));
    expect(started.at(-1)).toMatchObject({ undoOf: 'interrupted' });
  });
});
