import type { RunInput, RunReport } from '../../ports.ts';
import type { World } from '../../testing/world.ts';
import { oldDeletionsRun } from '../old-deletions-run.ts';

/** Plans what becomes of the old deletions; nothing is written. */
export function planOldDeletions(world: World, change: Partial<RunInput> = {}): Promise<RunReport> {
  return world.execute(oldDeletionsRun, { dryRun: true, ...change });
}

/** Carries out a plan of them, as a person approved it. */
export function applyOldDeletions(world: World, plan: RunReport, change: Partial<RunInput> = {}): Promise<RunReport> {
  return world.execute(oldDeletionsRun, { appliesPlan: plan.planRunId, ...change });
}

/** Plans, approves and carries out. @throws when it does not end as done */
export async function makeUpForAll(world: World): Promise<RunReport> {
  const plan = await planOldDeletions(world);
  if (plan.planRunId === null) throw new Error(`no plan of old deletions: ${plan.problem?.code ?? plan.outcome}`);
  const report = await applyOldDeletions(world, plan);
  if (report.outcome !== 'done')
    throw new Error(`old deletions ${report.outcome}: ${report.problem?.code}`, { cause: world.defects[0] });
  return report;
}
