import { changedNothing } from '../store/index.ts';
import type { NewRun, PlanStore, RunStore } from '../store/port.ts';
import type { ProgressEvent } from '../sync-run/index.ts';

/** A run store that forgets runs in which nothing happened. Made anew for each run. */
export interface QuietHistory {
  readonly runs: RunStore;
  /** Plans belong to a record: it is written before they are. */
  readonly plans: PlanStore;
  /** Must hear of the progress of the run. */
  onProgress(event: ProgressEvent): void;
}

/**
 * Two scopes that look every five seconds make twelve million rows a year, all of which say "nothing to do". The
 * record of a scheduled run is written when the run has found an item to look at, or when it ends otherwise than
 * with nothing done; so a crash in the midst of writes still leaves its open record behind.
 */
export function quietHistory({
  runs: store,
  plans,
}: {
  readonly runs: RunStore;
  readonly plans: PlanStore;
}): QuietHistory {
  let held: NewRun | null = null;
  let written: Promise<void> | null = null;
  const write = () => {
    if (held === null || written !== null) return;
    written = store.startRun(held);
    // Whoever finishes the run awaits it and hears of the failure.
    written.catch(() => undefined);
  };
  return {
    runs: {
      ...store,
      startRun: async (run) => {
        held = run;
      },
      finishRun: async (id, result) => {
        if (written === null && result.outcome === 'done' && changedNothing(result.counts)) return;
        write();
        await written;
        await store.finishRun(id, result);
      },
    },
    plans: {
      ...plans,
      addSteps: async (runId, from, entries) => {
        write();
        await written;
        await plans.addSteps(runId, from, entries);
      },
      finishPlan: async (plan) => {
        write();
        await written;
        await plans.finishPlan(plan);
      },
    },
    onProgress: ({ phase, done, total }) => {
      if ((phase === 'survey' || phase === 'apply') && (total ?? done) > 0) write();
    },
  };
}
