import type { RunInput, RunReport } from '../../src/sync-run/index.ts';
import type { Mailbox } from './mailbox.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { approvalOf } from './worker.ts';

/** Runs the mailbox in a world in which nothing fails. */
type RunCalmly = (change: Partial<RunInput>) => Promise<RunReport>;

/**
 * A person looks at a preview, lets it run, and approves what is held: each run mails what its own plan announced. What
 * was held at once is the plan of the preview; what a later round holds is another one, and announces for itself.
 */
export async function announcedRun(world: SimulatedWorld, mailbox: Mailbox, run: RunCalmly): Promise<RunReport> {
  const preview = await run({ dryRun: true });
  const first = await compared(world, mailbox, preview.counts.mails, () => run({}));
  if (first.brake === null) return first;
  const held = await world.plans.findPlan(first.planRunId ?? '');
  const announced = isHeldAtOnce(first) ? preview.counts.mails : (held?.counts.mails ?? 0);
  return compared(world, mailbox, announced, () => run(approvalOf(world, mailbox, first)));
}

/** Notes what a run mailed beside what was announced. What is in flight shows in no plan, nor does what a freeze kept back. */
async function compared(
  { history }: SimulatedWorld,
  { scope, memory }: Mailbox,
  planned: number,
  run: () => Promise<RunReport>,
): Promise<RunReport> {
  const isUndisturbed = memory.intents.size === 0 && memory.scopes.get(scope.id)?.status === 'ok';
  const before = { mails: history.mails.length, writes: history.writes.length };
  const report = await run();
  const sent = history.mails.slice(before.mails).reduce((sum, { recipients = 1 }) => sum + recipients, 0);
  // What was held before anything was written tells of its plan.
  const told = report.brake !== null && history.writes.length === before.writes ? 0 : report.counts.mails;
  const announced = isHeldAtOnce(report) ? 0 : planned;
  if (isUndisturbed) history.announced.push({ scopeId: scope.id, announced, told, sent });
  return report;
}

function isHeldAtOnce({ brake, rounds }: RunReport): boolean {
  return brake !== null && rounds === 1;
}
