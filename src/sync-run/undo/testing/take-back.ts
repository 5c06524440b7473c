import type { RunInput, RunReport } from '../../ports.ts';
import type { World } from '../../testing/world.ts';
import { undoRun } from '../undo-run.ts';

/** Plans what takes a run back; nothing is written. */
export function planUndoOf(world: World, undoOf: string, change: Partial<RunInput> = {}): Promise<RunReport> {
  return world.execute((ports, input) => undoRun(ports, input, undoOf), { dryRun: true, ...change });
}

/** Carries out the plan of an earlier undo, as a person approved it. */
export function applyUndo(world: World, undoOf: string, plan: RunReport): Promise<RunReport> {
  return world.execute((ports, input) => undoRun(ports, input, undoOf), { appliesPlan: plan.planRunId });
}

/** Plans, approves and carries out. @throws when it does not end as done */
export async function takeBack(world: World, undoOf: string): Promise<RunReport> {
  const plan = await planUndoOf(world, undoOf);
  if (plan.planRunId === null) throw new Error(`no plan of an undo: ${plan.problem?.code ?? plan.outcome}`);
  const report = await applyUndo(world, undoOf, plan);
  if (report.outcome !== 'done')
    throw new Error(`undo ${report.outcome}: ${report.problem?.code}`, { cause: world.defects[0] });
  return report;
}
