import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import { createMemoryPlans } from '../sync-run/testing/memory-plans.ts';
import type { PlanEntry, PlanStore, RunCounts, RunRecord, RunStore } from './index.ts';
import {
  createPlanStore,
  createRunStore,
  createScopeReports,
  createSyncStore,
  deleteHistoryOlderThan,
} from './index.ts';
import { NO_COUNTS } from './port.ts';

const COUNTS: RunCounts = { ...NO_COUNTS, createdInExchange: 1 };
const BRAKE = {
  kind: 'massDelete',
  reason: { row: 'B1', code: 'brake_mass_delete', params: { deletions: 12 } },
} as const;

function entry(line: string | null, kind: PlanEntry['step']['kind'] = 'createInExchange'): PlanEntry {
  const fields = { row: 'U4', code: 'new_in_crm', params: {}, state: null, crmId: line, exchangeId: null } as const;
  const names = { label: 'Zoë', counterpart: null, startsAt: null, toCrm: [], toExchange: ['displayName'] } as const;
  const change = { side: 'exchange', field: 'displayName', before: null, after: 'Zoë' } as const;
  return { step: { kind, ...fields, ...names, changes: [change] }, line };
}

let db: Database;
let scopeId: string;
let runs: RunStore;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  runs = createRunStore(db);
  const owner = { accountId: 'account', crmUserId: 'user', mailbox: 'm@contoso.example' };
  scopeId = (await createSyncStore(db).ensureScope(owner, 'contacts')).id;
});
beforeEach(() => db.script('DELETE FROM raccordo.run'));
afterAll(() => db.close());

interface Held {
  readonly plans: PlanStore;
  begin(id: string, kind?: RunRecord['kind']): Promise<void>;
}

const STORES: Readonly<Record<string, () => Held>> = {
  'in the database': () => ({
    plans: createPlanStore(db),
    begin: (id, kind = 'sync') =>
      runs.startRun({ id, scopeId, dryRun: true, kind, undoOf: kind === 'undo' ? 'r0' : null }),
  }),
  'of the tests': () => {
    const records: Pick<RunRecord, 'id' | 'kind' | 'undoOf'>[] = [];
    return {
      plans: createMemoryPlans({ records }, () => '2026-11-25T08:00:00Z'),
      begin: async (id, kind = 'sync') => void records.push({ id, kind, undoOf: kind === 'undo' ? 'r0' : null }),
    };
  },
};

describe.each(Object.entries(STORES))('the store of plans %s', (_name, open) => {
  async function keep(held: Held, id: string, entries: readonly PlanEntry[], hash = id, kind?: RunRecord['kind']) {
    await held.begin(id, kind);
    await held.plans.addSteps(id, 0, entries);
    await held.plans.finishPlan({ runId: id, scopeId, hash, counts: COUNTS, brake: BRAKE, steps: entries.length });
  }

  test('keeps a plan page by page, and shows it when it is complete', async () => {
    const held = open();
    const { plans } = held;
    await held.begin('r1');
    await plans.addSteps('r1', 0, [entry('a'), entry('b', 'link')]);
    await plans.addSteps('r1', 2, [entry(null, 'close'), entry('c', 'link')]);
    expect(await plans.findPlan('r1')).toBeNull();
    await plans.finishPlan({ runId: 'r1', scopeId, hash: 'h', counts: COUNTS, brake: BRAKE, steps: 4 });
    expect(await plans.findPlan('r1')).toMatchObject({
      runId: 'r1',
      scopeId,
      hash: 'h',
      counts: COUNTS,
      brake: BRAKE,
      steps: 4,
      kind: 'sync',
      state: 'open',
      appliedBy: null,
    });
    const page = await plans.pageSteps('r1', { kind: null, after: 0, limit: 2 });
    expect(page).toEqual([
      { ...entry('b', 'link').step, ordinal: 1 },
      { ...entry(null, 'close').step, ordinal: 2 },
    ]);
    const links = await plans.pageSteps('r1', { kind: 'link', after: null, limit: 10 });
    expect(links.map(({ ordinal }) => ordinal)).toEqual([1, 3]);
    expect(await plans.countSteps('r1')).toEqual({ createInExchange: 1, link: 2, close: 1 });
  });

  test('counts the lines that two plans have and have not in common, as often as they stand there', async () => {
    const held = open();
    await keep(held, 'r1', [entry('a'), entry('b'), entry('b'), entry(null)]);
    await keep(held, 'r2', [entry('b'), entry('c'), entry('d'), entry(null)]);
    expect(await held.plans.comparePlans('r1', 'r2')).toEqual({ added: 2, missing: 2 });
    expect(await held.plans.comparePlans('r1', 'r1')).toEqual({ added: 0, missing: 0 });
  });

  test('lets a plan be carried out once, and older ones of its kind never more', async () => {
    const held = open();
    const { plans } = held;
    await keep(held, 'older', [entry('a')]);
    await keep(held, 'undo', [entry('a')], 'u', 'undo');
    await keep(held, 'r1', [entry('a')]);
    await keep(held, 'newer', [entry('a')]);
    expect(await plans.markApplied('r1', 'r9')).toBe(true);
    expect(await plans.markApplied('r1', 'r10')).toBe(false);
    expect(await plans.findPlan('r1')).toMatchObject({ state: 'applied', appliedBy: 'r9' });
    expect(await plans.findPlan('older')).toMatchObject({ state: 'outdated' });
    expect(await plans.markApplied('older', 'r11')).toBe(false);
    expect(await plans.findPlan('newer')).toMatchObject({ state: 'open' });
    expect(await plans.findPlan('undo')).toMatchObject({ state: 'open', kind: 'undo', undoOf: 'r0' });
    await plans.markOutdated('r1');
    expect(await plans.findPlan('r1')).toMatchObject({ state: 'applied' });
  });

  test('knows the newest open plan of a scope, and the one with a hash', async () => {
    const held = open();
    const { plans } = held;
    await keep(held, 'r1', [entry('a')], 'first');
    await keep(held, 'r2', [entry('b')], 'second');
    await keep(held, 'r3', [entry('b')], 'third', 'undo');
    expect((await plans.newestOpenPlan(scopeId, 'sync', null))?.runId).toBe('r2');
    expect((await plans.newestOpenPlan(scopeId, 'sync', 'first'))?.runId).toBe('r1');
    expect(await plans.newestOpenPlan(scopeId, 'sync', 'third')).toBeNull();
    expect(await plans.newestOpenPlan('elsewhere', 'sync', null)).toBeNull();
    await plans.markOutdated('r2');
    expect((await plans.newestOpenPlan(scopeId, 'sync', null))?.runId).toBe('r1');
  });

  test('gives each line its turn, and knows which had none', async () => {
    const held = open();
    const { plans } = held;
    await keep(held, 'r1', [entry('a'), entry('b'), entry(null)]);
    expect(await plans.countOpenLines('r1')).toBe(2);
    expect([...(await plans.takeLines('r1', ['a', 'x'], false))]).toEqual(['a']);
    expect([...(await plans.takeLines('r1', ['a'], false))]).toEqual(['a']);
    expect(await plans.countOpenLines('r1')).toBe(1);
    expect([...(await plans.takeLines('r1', ['a', 'b'], true))]).toEqual(['b']);
    expect([...(await plans.takeLines('r1', [], true))]).toEqual([]);
    expect(await plans.countOpenLines('r1')).toBe(0);
  });

  test('forgets what is discarded', async () => {
    const held = open();
    await keep(held, 'r1', [entry('a')]);
    await held.plans.discardPlan('r1');
    expect(await held.plans.findPlan('r1')).toBeNull();
    expect(await held.plans.countSteps('r1')).toEqual({});
  });
});

describe('plans in the database', () => {
  const steps = async (): Promise<number> =>
    (await db.query<{ count: number }>('SELECT count(*)::integer AS count FROM raccordo.plan_step'))[0]?.count ?? -1;
  const keep = async (id: string): Promise<void> => {
    const plans = createPlanStore(db);
    await runs.startRun({ id, scopeId, dryRun: true, kind: 'sync', undoOf: null });
    await plans.addSteps(id, 0, [entry('a'), entry('b')]);
    await plans.finishPlan({ runId: id, scopeId, hash: id, counts: COUNTS, brake: null, steps: 2 });
  };

  test('that a dead process left half made are thrown away at the next start, and no other', async () => {
    const plans = createPlanStore(db);
    await keep('whole');
    for (const id of ['dead', 'alive']) {
      await runs.startRun({ id, scopeId, dryRun: true, kind: 'sync', undoOf: null });
      await plans.addSteps(id, 0, [entry('a')]);
    }
    await runs.finishRun('dead', { outcome: 'failed', counts: COUNTS, problem: null });
    expect(await plans.discardUnfinished()).toBe(1);
    expect(await plans.countSteps('dead')).toEqual({});
    expect(await plans.countSteps('alive')).toEqual({ createInExchange: 1 });
    expect(await plans.countSteps('whole')).toEqual({ createInExchange: 2 });
  });

  test('are twenty open ones for each scope at most', async () => {
    for (let index = 1; index <= 23; index += 1) await keep(`r${index}`);
    const plans = createPlanStore(db);
    expect([await plans.findPlan('r3'), (await plans.findPlan('r4'))?.state]).toEqual([null, 'open']);
    expect(await steps()).toBe(40);
  });

  test('end with the history of their run', async () => {
    await keep('r1');
    await runs.finishRun('r1', { outcome: 'done', counts: COUNTS, problem: null });
    await db.query(`UPDATE raccordo.run SET finished_at = clock_timestamp() - interval '100 days'`);
    expect(await deleteHistoryOlderThan(db, 90)).toMatchObject({ planSteps: 2, runs: 1 });
    expect([await steps(), await createPlanStore(db).findPlan('r1')]).toEqual([0, null]);
  });

  test('are found from every run that was held with them', async () => {
    await keep('r1');
    await runs.finishRun('r1', { outcome: 'held', counts: COUNTS, problem: null });
    const problem = { code: 'brake_mass_delete', details: { planHash: 'r1' } };
    for (const [id, outcome] of [
      ['r2', 'held'],
      ['r3', 'done'],
    ] as const) {
      await runs.startRun({ id, scopeId, dryRun: false, kind: 'sync', undoOf: null });
      await runs.finishRun(id, { outcome, counts: COUNTS, problem: outcome === 'held' ? problem : null });
    }
    const reports = createScopeReports(db);
    const found = await Promise.all(['r1', 'r2', 'r3'].map((id) => reports.findRun(id)));
    expect(found.map((run) => run?.planRunId)).toEqual(['r1', 'r1', null]);
    expect(found[0]).toMatchObject({ kind: 'sync', undoOf: null });
  });
});
