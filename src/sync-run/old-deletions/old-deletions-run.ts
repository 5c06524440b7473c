import { statesToDelete } from '../../sync/index.ts';
import { lineOf } from '../load/unit.ts';
import type { RunInput, RunPorts, RunReport } from '../ports.ts';
import { doubtSighted } from '../pull/doubt-sighted.ts';
import { pullArrivals } from '../pull/pull-changes.ts';
import { answerRequest, pagesOf } from '../requested-plan.ts';
import type { Run } from '../run.ts';
import type { RunResult, Timed } from '../within-run.ts';
import { withinRun } from '../within-run.ts';
import { carryOut } from './carry-out.ts';
import { planPage } from './plan-page.ts';

/**
 * Makes up for deletions that no rule let be carried out when they were noticed, in the directions whose rule is on now.
 * Without `appliesPlan` it only plans. Can be killed at any moment: what was begun is completed by the next run of the
 * scope, and the rest is offered again.
 */
export function oldDeletionsRun(ports: RunPorts, input: RunInput): Promise<RunReport> {
  return withinRun(ports, input, { kind: 'oldDeletions', undoOf: null, work: makeUpFor });
}

function makeUpFor(run: Run, timed: Timed): Promise<RunResult> {
  const { store } = run.ports;
  const states = statesToDelete(run.input.rules);
  return answerRequest(run, timed, {
    // A lost position fails the run: until everything was compared, nobody knows what has come back.
    pull: async () => {
      await pullArrivals(run);
      await doubtSighted(run);
    },
    pages: () =>
      pagesOf(
        (after) => store.pageOldDeletions(run.scope.id, states, after, run.input.chunkSize),
        ({ id }) => id,
      ),
    plan: (page) => planPage(run, page),
    lineOf: (one) => lineOf(run, one),
    carryOut: (page) => carryOut(run, page),
    whileFrozen: { problem: { code: 'old_deletions_while_frozen', details: {} } },
  });
}
