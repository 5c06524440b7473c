import type { Queryable } from '../database/port.ts';
import { OVERCOME } from './past-runs.ts';
import type { RunRecord, Scope } from './port.ts';

/** How a scope stands, without what it holds: little enough to be read for a whole company. */
export interface ScopeStanding extends Pick<Scope, 'id' | 'accountId' | 'itemType' | 'status' | 'lastSuccessAt'> {
  /** The newest of the history, unless it is a failure that a later success has overcome. */
  readonly lastRun: Pick<RunRecord, 'outcome' | 'problem'> | null;
}

interface StandingRow extends Omit<ScopeStanding, 'lastRun'> {
  readonly outcome: RunRecord['outcome'] | null;
  readonly problem: RunRecord['problem'];
}

/** Of the scopes in use. @param accountIds only of these; `null`: of all */
export async function listStandings(
  db: Queryable,
  accountIds: readonly string[] | null,
): Promise<readonly ScopeStanding[]> {
  const rows = await db.query<StandingRow>(
    `SELECT s.id, s.account_id AS "accountId", s.item_type AS "itemType", s.status, s.last_success_at AS "lastSuccessAt",
       r.outcome, r.problem
     FROM raccordo.scope s
     LEFT JOIN LATERAL (
       SELECT outcome, problem, finished_at FROM raccordo.run WHERE scope_id = s.id ORDER BY ordinal DESC LIMIT 1
     ) r ON (${OVERCOME}) IS NOT TRUE
     WHERE s.active AND ($1::text[] IS NULL OR s.account_id = ANY ($1))`,
    [accountIds],
  );
  return rows.map(({ outcome, problem, ...scope }) => ({
    ...scope,
    lastRun: outcome === null ? null : { outcome, problem },
  }));
}
