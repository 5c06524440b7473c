import type { Plan, PlanStep, PlanStepPage } from '../api/resources.ts';
import type { ApiClient } from './api/client.ts';

/** Steps that are shown when nobody asked for all. */
const FIRST_STEPS = 50;
const PAGE = 500;

export interface ReadPlan {
  readonly plan: Plan;
  readonly steps: readonly PlanStep[];
}

/** @param options.kind only steps of this kind; @param options.all however many there are */
export async function readPlan(
  api: ApiClient,
  runId: string,
  { kind, all }: { readonly kind?: string; readonly all: boolean },
): Promise<ReadPlan> {
  const address = `/api/runs/${encodeURIComponent(runId)}/plan`;
  const plan = await api.get<Plan>(address);
  const steps: PlanStep[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: String(all ? PAGE : FIRST_STEPS),
      ...(kind === undefined ? {} : { kind }),
      ...(cursor === null ? {} : { cursor }),
    });
    const page: PlanStepPage = await api.get<PlanStepPage>(`${address}/steps?${query.toString()}`);
    steps.push(...page.steps);
    ({ cursor } = page);
  } while (all && cursor !== null);
  return { plan, steps };
}
