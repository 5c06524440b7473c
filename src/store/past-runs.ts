import type { Queryable } from '../database/port.ts';
import type { ItemType } from '../model/index.ts';
import type { RunRecord } from './port.ts';
import { CHANGES } from './run-changes.ts';

/** A run of the history, with whose it was. */
export interface PastRun extends RunRecord {
  readonly accountId: string;
  readonly itemType: ItemType;
  /** The run under whose id its plan is kept: a held run that planned the same as an earlier one has that one's. */
  readonly planRunId: string | null;
}

export interface PastRunFilter {
  /** `null`: of all accounts. */
  readonly accountIds: readonly string[] | null;
  /** Also those that changed nothing. */
  readonly includeIdle: boolean;
  readonly limit: number;
}

const COLUMNS = `r.id, r.scope_id AS "scopeId", r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.outcome,
  r.dry_run AS "dryRun", r.kind, r.undo_of AS "undoOf", r.counts, r.problem, s.account_id AS "accountId",
  s.item_type AS "itemType",
  (SELECT p.run_id FROM raccordo.plan p
   WHERE p.run_id = r.id OR (p.scope_id = r.scope_id AND r.outcome = 'held' AND p.hash = r.problem -> 'details' ->> 'planHash')
   ORDER BY (p.run_id = r.id) DESC, p.made_at DESC LIMIT 1) AS "planRunId"`;

/** Of a run `r` of a scope `s`. */
export const OVERCOME = `r.outcome = 'failed' AND r.finished_at < s.last_success_at`;

/** Newest first. Only of scopes in use: a memory that was set aside tells nothing of the account as it is now. */
export function listPastRuns(
  db: Queryable,
  { accountIds, includeIdle, limit }: PastRunFilter,
): Promise<readonly PastRun[]> {
  return db.query<PastRun>(
    `SELECT ${COLUMNS} FROM raccordo.run r JOIN raccordo.scope s ON s.id = r.scope_id
     WHERE s.active AND ($1::text[] IS NULL OR s.account_id = ANY ($1))
       AND ($2 OR r.dry_run OR r.kind <> 'sync' OR r.outcome <> 'done'
         OR EXISTS (SELECT FROM unnest($3::text[]) AS change WHERE (r.counts ->> change)::integer <> 0))
     ORDER BY r.ordinal DESC LIMIT $4`,
    [accountIds, includeIdle, CHANGES, limit],
  );
}

export async function findPastRun(db: Queryable, id: string): Promise<PastRun | null> {
  const [run] = await db.query<PastRun>(
    `SELECT ${COLUMNS} FROM raccordo.run r JOIN raccordo.scope s ON s.id = r.scope_id WHERE s.active AND r.id = $1`,
    [id],
  );
  return run ?? null;
}

/**
 * The newest run of each scope. The history keeps no scheduled run in which nothing happened, so a failure that such a
 * run has overcome since is the newest it has, and says nothing of today any more.
 */
export function lastRunsOf(db: Queryable, scopeIds: readonly string[] | null): Promise<readonly PastRun[]> {
  return db.query<PastRun>(
    `SELECT ${COLUMNS} FROM raccordo.scope s
     CROSS JOIN LATERAL (SELECT * FROM raccordo.run WHERE scope_id = s.id ORDER BY ordinal DESC LIMIT 1) r
     WHERE s.active AND ($1::text[] IS NULL OR s.id = ANY ($1)) AND (${OVERCOME}) IS NOT TRUE`,
    [scopeIds],
  );
}
