import type { Database } from '../database/port.ts';
import { ConnectorError } from '../model/index.ts';
import type { RunCounts, RunStore } from './port.ts';

const NOTHING_DONE: RunCounts = {
  createdInExchange: 0,
  createdInCrm: 0,
  updatedInExchange: 0,
  updatedInCrm: 0,
  deletedInExchange: 0,
  deletedInCrm: 0,
  linked: 0,
  detached: 0,
  conflicts: 0,
  pending: 0,
  review: 0,
  notSynchronised: 0,
  quarantined: 0,
  unchanged: 0,
};

/** The history of runs in a migrated database, as the engine writes it. */
export function createRunStore(db: Database): RunStore {
  return {
    startRun: async (run) => {
      await db.query('INSERT INTO raccordo.run (id, scope_id, dry_run, counts) VALUES ($1, $2, $3, $4::jsonb)', [
        run.id,
        run.scopeId,
        run.dryRun,
        JSON.stringify(NOTHING_DONE),
      ]);
    },
    finishRun: async (id, result) => {
      const finished = await db.query(
        `UPDATE raccordo.run SET outcome = $2, counts = $3::jsonb, problem = $4::jsonb,
           finished_at = CASE WHEN $2 = 'running' THEN NULL ELSE clock_timestamp() END
         WHERE id = $1 RETURNING id`,
        [
          id,
          result.outcome,
          JSON.stringify(result.counts),
          result.problem === null ? null : JSON.stringify(result.problem),
        ],
      );
      if (finished.length > 0) return;
      throw new ConnectorError({ code: 'run_unknown', disposition: 'bug', message: 'no such run', itemRef: id });
    },
    closeInterruptedRuns: async () => {
      const closed = await db.query(
        `UPDATE raccordo.run
         SET outcome = 'failed', finished_at = clock_timestamp(), problem = '{"code": "interrupted", "details": {}}'
         WHERE outcome = 'running' RETURNING id`,
      );
      return closed.length;
    },
  };
}
