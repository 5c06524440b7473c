import type { Plan, PlanStep, PlanStepPage, RunList } from '../../../src/api/resources.ts';
import type { Run } from '../api/accounts.ts';
import { request } from '../api/request.ts';

export type { Plan, PlanStep, PlanStepPage };

const address = (runId: string) => `/api/runs/${encodeURIComponent(runId)}`;

/** The plan that a run made. @throws ApiProblem with status 404 where the run has none */
export const readPlan = (runId: string) => request<Plan>('GET', `${address(runId)}/plan`);

export interface StepsQuery {
  /** `null`: of every kind. */
  readonly kind: string | null;
  /** Of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

export function readPlanSteps(runId: string, { kind, cursor, limit }: StepsQuery): Promise<PlanStepPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (kind !== null) query.set('kind', kind);
  if (cursor !== null) query.set('cursor', cursor);
  return request<PlanStepPage>('GET', `${address(runId)}/plan/steps?${query}`);
}

/** Starts the run that carries exactly this plan out. @throws ApiProblem `plan_applied`, `plan_outdated` */
export const applyPlan = (runId: string) => startedBy(`${address(runId)}/plan/apply`);

/** Starts the run that plans how this one would be taken back; it writes nothing. */
export const planUndo = (runId: string) => startedBy(`${address(runId)}/undo`);

async function startedBy(path: string): Promise<Run> {
  const { runs } = await request<RunList>('POST', path);
  const [run] = runs;
  if (run === undefined) throw new Error('no run was started');
  return run;
}
