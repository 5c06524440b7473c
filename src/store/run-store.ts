import type { Database } from '../database/port.ts';
import { ConnectorError } from '../model/index.ts';
import type { RunStore } from './port.ts';
import { NO_COUNTS } from './port.ts';

/** The history of runs in a migrated database, as the engine writes it. */
export function createRunStore(db: Database): RunStore {
  return {
    startRun: async (run) => {
      await db.query(
        `INSERT INTO raccordo.run (id, scope_id, dry_run, kind, undo_of, counts) VALUES ($1, $2, $3, $4, $5, $6::jsonb)`,
        [run.id, run.scopeId, run.dryRun, run.kind, run.undoOf, JSON.stringify(NO_COUNTS)],
      );
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
      // A run is under way only while its scope is leased, and the next one of a scope begins only after its end.
      const closed = await db.query(
        `UPDATE raccordo.run interrupted
         SET outcome = 'failed', finished_at = clock_timestamp(), problem = '{"code": "interrupted", "details": {}}'
         FROM raccordo.scope
         WHERE outcome = 'running' AND scope.id = scope_id
           AND (lease_until IS NULL OR lease_until < clock_timestamp() OR EXISTS (
             SELECT 1 FROM raccordo.run newer
             WHERE newer.scope_id = scope.id AND newer.ordinal > interrupted.ordinal))
         RETURNING interrupted.id`,
      );
      return closed.length;
    },
  };
}
