import type { Database, Queryable } from '../database/port.ts';
import type { NewPlan, Plan, PlanDifference, PlanEntry, PlanStore, StoredPlanStep } from './port.ts';

/** Open plans that a scope keeps. Each may be as large as its mailbox, and nobody carries out the one before the last twenty. */
const KEPT_OPEN = 20;

const COLUMNS = `p.run_id AS "runId", p.scope_id AS "scopeId", s.account_id AS "accountId", s.item_type AS "itemType", r.kind,
  r.undo_of AS "undoOf", p.hash, p.counts, p.brake, p.steps, p.state, p.applied_by AS "appliedBy", p.made_at AS "madeAt"`;
const SOURCE = `raccordo.plan p JOIN raccordo.run r ON r.id = p.run_id JOIN raccordo.scope s ON s.id = p.scope_id`;

/** Plans as documents in a migrated database. */
export function createPlanStore(db: Database): PlanStore {
  return {
    addSteps: (runId, from, entries) => addSteps(db, runId, from, entries),
    finishPlan: (plan) => db.transaction((tx) => finishPlan(tx, plan)),
    discardPlan: async (runId) => {
      await db.query('DELETE FROM raccordo.plan WHERE run_id = $1', [runId]);
      await db.query('DELETE FROM raccordo.plan_step WHERE run_id = $1', [runId]);
    },
    findPlan: async (runId) => {
      const [plan] = await db.query<Plan>(`SELECT ${COLUMNS} FROM ${SOURCE} WHERE p.run_id = $1`, [runId]);
      return plan ?? null;
    },
    newestOpenPlan: async (scopeId, kind, hash) => {
      const [plan] = await db.query<Plan>(
        `SELECT ${COLUMNS} FROM ${SOURCE} WHERE p.scope_id = $1 AND p.state = 'open' AND r.kind = $2
           AND ($3::text IS NULL OR p.hash = $3)
         ORDER BY p.made_at DESC LIMIT 1`,
        [scopeId, kind, hash],
      );
      return plan ?? null;
    },
    pageSteps: (runId, { kind, after, limit }) => pageSteps(db, runId, kind, after, limit),
    countSteps: async (runId) => {
      const rows = await db.query<{ kind: string; count: number }>(
        `SELECT kind, count(*)::integer AS count FROM raccordo.plan_step WHERE run_id = $1 GROUP BY kind ORDER BY kind`,
        [runId],
      );
      return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
    },
    comparePlans: (before, after) => comparePlans(db, before, after),
    markApplied: (runId, appliedBy) => db.transaction((tx) => markApplied(tx, runId, appliedBy)),
    markOutdated: async (runId) => {
      await db.query(`UPDATE raccordo.plan SET state = 'outdated' WHERE run_id = $1 AND state = 'open'`, [runId]);
    },
    takeLines: async (runId, lines, once) => {
      if (lines.length === 0) return new Set();
      const rows = await db.query<{ line: string }>(
        `UPDATE raccordo.plan_step SET taken = true
         WHERE run_id = $1 AND line = ANY ($2::text[]) AND NOT ($3 AND taken) RETURNING line`,
        [runId, lines, once],
      );
      return new Set(rows.map(({ line }) => line));
    },
    countOpenLines: async (runId) => {
      const [row] = await db.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM raccordo.plan_step WHERE run_id = $1 AND line IS NOT NULL AND NOT taken`,
        [runId],
      );
      return row?.count ?? 0;
    },
    discardUnfinished: async () => {
      const rows = await db.query(
        `WITH gone AS (
           DELETE FROM raccordo.plan_step step USING raccordo.run r
           WHERE r.id = step.run_id AND r.outcome <> 'running'
             AND NOT EXISTS (SELECT FROM raccordo.plan p WHERE p.run_id = step.run_id)
           RETURNING step.run_id
         ) SELECT DISTINCT run_id FROM gone`,
      );
      return rows.length;
    },
  };
}

async function addSteps(db: Queryable, runId: string, from: number, entries: readonly PlanEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ step, line }) => ({ kind: step.kind, line, step }));
  await db.query(
    `INSERT INTO raccordo.plan_step (run_id, ordinal, kind, line, step)
     SELECT $1, $2 + ordinality - 1, kind, line, step
     FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (kind text, line text, step jsonb)) WITH ORDINALITY`,
    [runId, from, JSON.stringify(rows)],
  );
}

async function finishPlan(tx: Queryable, plan: NewPlan): Promise<void> {
  await tx.query(
    `INSERT INTO raccordo.plan (run_id, scope_id, hash, counts, brake, steps) VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6)`,
    [
      plan.runId,
      plan.scopeId,
      plan.hash,
      JSON.stringify(plan.counts),
      plan.brake === null ? null : JSON.stringify(plan.brake),
      plan.steps,
    ],
  );
  const forgotten = await tx.query<{ runId: string }>(
    `DELETE FROM raccordo.plan WHERE run_id IN (
       SELECT run_id FROM raccordo.plan WHERE scope_id = $1 AND state = 'open' ORDER BY made_at DESC OFFSET $2)
     RETURNING run_id AS "runId"`,
    [plan.scopeId, KEPT_OPEN],
  );
  if (forgotten.length === 0) return;
  const ids = forgotten.map(({ runId }) => runId);
  await tx.query('DELETE FROM raccordo.plan_step WHERE run_id = ANY ($1::text[])', [ids]);
}

async function pageSteps(
  db: Queryable,
  runId: string,
  kind: string | null,
  after: number | null,
  limit: number,
): Promise<readonly StoredPlanStep[]> {
  const rows = await db.query<{ ordinal: number; step: Omit<StoredPlanStep, 'ordinal'> }>(
    `SELECT ordinal, step FROM raccordo.plan_step
     WHERE run_id = $1 AND ordinal > $2 ${kind === null ? '' : 'AND kind = $4'} ORDER BY ordinal LIMIT $3`,
    [runId, after ?? -1, limit, ...(kind === null ? [] : [kind])],
  );
  return rows.map(({ ordinal, step }) => ({ ...step, ordinal }));
}

async function comparePlans(db: Queryable, before: string, after: string): Promise<PlanDifference> {
  const [row] = await db.query<{ added: number; missing: number }>(
    `WITH before AS (
       SELECT line, count(*) AS times FROM raccordo.plan_step WHERE run_id = $1 AND line IS NOT NULL GROUP BY line
     ), after AS (
       SELECT line, count(*) AS times FROM raccordo.plan_step WHERE run_id = $2 AND line IS NOT NULL GROUP BY line
     )
     SELECT coalesce(sum(greatest(coalesce(after.times, 0) - coalesce(before.times, 0), 0)), 0)::integer AS added,
       coalesce(sum(greatest(coalesce(before.times, 0) - coalesce(after.times, 0), 0)), 0)::integer AS missing
     FROM before FULL JOIN after USING (line)`,
    [before, after],
  );
  return row ?? { added: 0, missing: 0 };
}

async function markApplied(tx: Queryable, runId: string, appliedBy: string): Promise<boolean> {
  const applied = await tx.query(
    `UPDATE raccordo.plan SET state = 'applied', applied_by = $2 WHERE run_id = $1 AND state = 'open' RETURNING run_id`,
    [runId, appliedBy],
  );
  if (applied.length === 0) return false;
  await tx.query(
    `UPDATE raccordo.plan older SET state = 'outdated'
     FROM raccordo.plan p JOIN raccordo.run r ON r.id = p.run_id
     WHERE p.run_id = $1 AND older.scope_id = p.scope_id AND older.state = 'open' AND older.made_at < p.made_at
       AND (SELECT kind FROM raccordo.run WHERE id = older.run_id) = r.kind`,
    [runId],
  );
  return true;
}
