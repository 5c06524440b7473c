import type { EventHub } from './events.ts';
import type { Run } from './run.ts';

/** Finished runs whose steps can still be read; older ones are in the history, without steps. */
const KEPT_RUNS = 200;

/** The runs of this process: waiting, running, and the last finished ones. */
export interface RunBoard {
  add(run: Run): void;
  change(id: string, change: Partial<Run>): void;
  find(id: string): Run | undefined;
  newestFirst(): readonly Run[];
  /** Resolves as soon as the run is finished, and with what is known then after `timeoutMs`. */
  waitForFinish(id: string, timeoutMs: number): Promise<Run | undefined>;
}

export function createRunBoard(events: EventHub): RunBoard {
  const runs = new Map<string, Run>();

  const forgetOld = () => {
    for (const [id, run] of runs) {
      if (runs.size <= KEPT_RUNS) return;
      if (run.state === 'finished') runs.delete(id);
    }
  };

  return {
    add: (run) => {
      runs.set(run.id, run);
      forgetOld();
      events.publish({ kind: 'run', run });
    },
    change: (id, change) => {
      const before = runs.get(id);
      if (before === undefined) return;
      const run = { ...before, ...change };
      runs.set(id, run);
      events.publish({ kind: 'run', run });
    },
    find: (id) => runs.get(id),
    newestFirst: () => [...runs.values()].toReversed(),
    waitForFinish: (id, timeoutMs) =>
      new Promise((resolve) => {
        const finished = () => {
          const run = runs.get(id);
          return run === undefined || run.state === 'finished';
        };
        if (finished()) return resolve(runs.get(id));
        const end = () => {
          clearTimeout(timer);
          unsubscribe();
          resolve(runs.get(id));
        };
        const timer = setTimeout(end, timeoutMs);
        const unsubscribe = events.subscribe(() => finished() && end());
      }),
  };
}
