import { ConnectorError } from '../../model/index.ts';
import type { RunInput, RunPorts, RunReport } from '../ports.ts';
import { doubtSighted } from '../pull/doubt-sighted.ts';
import { pullArrivals } from '../pull/pull-changes.ts';
import { answerRequest, pagesOf } from '../requested-plan.ts';
import type { Run } from '../run.ts';
import type { RunResult, Timed } from '../within-run.ts';
import { withinRun } from '../within-run.ts';
import { carryOut } from './carry-out.ts';
import { loadCases } from './load-cases.ts';
import { undoLine } from './undo-case.ts';

/**
 * Takes a run back: a plan made from its journal, newest entry first, and carried out by the same intents, conditional
 * writes and journal as any other. Without `appliesPlan` it only plans. Can be killed at any moment: what was begun
 * is completed by the next run of the scope, and the rest by another undo of the same run.
 */
export function undoRun(ports: RunPorts, input: RunInput, undoOf: string): Promise<RunReport> {
  return withinRun(ports, input, { kind: 'undo', undoOf, work: (run, timed) => takeBack(run, undoOf, timed) });
}

function takeBack(run: Run, undoOf: string, timed: Timed): Promise<RunResult> {
  const { store } = run.ports;
  return answerRequest(run, timed, {
    pull: () => learnWhereItemsAre(run),
    pages: () =>
      pagesOf(
        (after) => store.pageRunHistory(run.scope.id, undoOf, after, run.input.chunkSize),
        ({ linkId }) => linkId,
      ),
    plan: async (histories) =>
      (await loadCases(run, histories)).flatMap(({ unit, steps }) => steps.map((step) => ({ unit, step }))),
    lineOf: (one) => undoLine(run, one),
    carryOut: (histories) => carryOut({ run, undoOf, thereAgain: new Set(), apart: new Set() }, histories),
    whileFrozen: { problem: { code: 'undo_while_frozen', details: {} } },
  });
}

async function learnWhereItemsAre(run: Run): Promise<void> {
  try {
    await pullArrivals(run);
  } catch (error) {
    // A lost position is for the next synchronisation to mend; what was named before is searched all the same.
    if (!(error instanceof ConnectorError) || error.disposition !== 'resync') throw error;
  }
  await doubtSighted(run);
}
