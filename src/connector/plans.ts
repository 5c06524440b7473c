import type { Plan, StoredPlanStep } from '../store/port.ts';
import type { Connector } from './connector.ts';
import { refusal } from './refusal.ts';
import type { Run } from './run.ts';
import type { StartedRuns } from './synchroniser.ts';

type Planned = Pick<Run, 'id' | 'planRunId'>;

/**
 * The plan of a run as a document. A held run that planned the same as an earlier one has that one's.
 * @throws ConnectorError `plan_unknown`: it was carried out at once, is still being made, or its history has ended
 */
export async function getPlanOrThrow({ parts }: Pick<Connector, 'parts'>, run: Planned): Promise<Plan> {
  const plan = run.planRunId === null ? null : await parts.plans.findPlan(run.planRunId);
  if (plan !== null) return plan;
  throw refusal('plan_unknown', `there is no plan of run ${run.id}`, { run: run.id });
}

export interface PlanPage {
  readonly steps: readonly StoredPlanStep[];
  /** Position of the last one, when there are more. */
  readonly cursor: number | null;
}

/** @throws ConnectorError `plan_unknown` */
export async function pagePlanSteps(
  { parts }: Pick<Connector, 'parts'>,
  run: Planned,
  page: { readonly kind: string | null; readonly after: number | null; readonly limit: number },
): Promise<PlanPage> {
  const plan = await getPlanOrThrow({ parts }, run);
  // One more than asked for tells whether there is another page.
  const found = await parts.plans.pageSteps(plan.runId, { ...page, limit: page.limit + 1 });
  const steps = found.slice(0, page.limit);
  return { steps, cursor: found.length > steps.length ? (steps.at(-1)?.ordinal ?? null) : null };
}

/**
 * Starts a run that carries out exactly this plan, of its one scope.
 * @param approvedBy login name of who approves it, or `operator`
 * @throws ConnectorError `plan_unknown`, `plan_applied`, `plan_outdated`, and what starting a run throws
 */
export async function applyPlan(
  connector: Connector,
  accountName: string,
  run: Planned,
  approvedBy: string,
): Promise<StartedRuns> {
  const { runId, state, kind, undoOf, itemType } = await getPlanOrThrow(connector, run);
  if (state === 'applied') throw refusal('plan_applied', `the plan of run ${runId} was carried out`, { run: runId });
  if (state === 'outdated') throw refusal('plan_outdated', `the plan of run ${runId} is outdated`, { run: runId });
  return connector.synchroniser.start({
    accountName,
    trigger: 'request',
    dryRun: false,
    approvedHashes: [],
    approvedBy,
    kind,
    itemTypes: [itemType],
    ...(undoOf === null ? {} : { undoOf }),
    appliesPlan: runId,
  });
}
