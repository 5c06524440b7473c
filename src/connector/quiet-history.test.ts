import { describe, expect, test } from 'vitest';
import type { RunCounts, RunStore } from '../store/port.ts';
import { NO_COUNTS } from '../store/port.ts';
import { createMemoryPlans } from '../sync-run/testing/memory-plans.ts';
import { quietHistory } from './quiet-history.ts';

const NOTHING: RunCounts = { ...NO_COUNTS, pending: 3, review: 2, notSynchronised: 1, unchanged: 40 };
const RUN = { id: 'r', scopeId: 's', dryRun: false, kind: 'sync', undoOf: null } as const;
const progress = (phase: 'pull' | 'survey', done: number) => ({ scopeId: 's', phase, done, total: done });

function history() {
  const written: string[] = [];
  const store: RunStore = {
    startRun: async ({ id }) => void written.push(`start ${id}`),
    finishRun: async (id, { outcome }) => void written.push(`${outcome} ${id}`),
    closeInterruptedRuns: async () => 0,
  };
  const plans = createMemoryPlans({ records: [] }, () => '2026-11-25T08:00:00Z');
  plans.addSteps = async (runId) => void written.push(`steps of ${runId}`);
  return { written, quiet: quietHistory({ runs: store, plans }) };
}

describe('the history of scheduled runs', () => {
  test('does not hold a run that found nothing, even when items wait', async () => {
    const { written, quiet } = history();
    await quiet.runs.startRun(RUN);
    quiet.onProgress(progress('pull', 0));
    quiet.onProgress(progress('survey', 0));
    await quiet.runs.finishRun('r', { outcome: 'done', counts: NOTHING, problem: null });
    expect(written).toEqual([]);
  });

  test('holds a run that has an item to look at, before it writes anything', async () => {
    const { written, quiet } = history();
    await quiet.runs.startRun(RUN);
    quiet.onProgress(progress('survey', 1));
    expect(written).toEqual(['start r']);
    quiet.onProgress(progress('survey', 2));
    await quiet.runs.finishRun('r', { outcome: 'done', counts: NOTHING, problem: null });
    expect(written).toEqual(['start r', 'done r']);
  });

  test('holds a run that keeps its plan, before the plan', async () => {
    const { written, quiet } = history();
    await quiet.runs.startRun(RUN);
    await quiet.plans.addSteps('r', 0, []);
    expect(written).toEqual(['start r', 'steps of r']);
  });

  test.each(['failed', 'held'] as const)('holds a run that %s at once', async (outcome) => {
    const { written, quiet } = history();
    await quiet.runs.startRun(RUN);
    await quiet.runs.finishRun('r', { outcome, counts: NOTHING, problem: { code: 'timeout', details: {} } });
    expect(written).toEqual(['start r', `${outcome} r`]);
  });
});
