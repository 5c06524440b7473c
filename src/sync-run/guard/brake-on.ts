import type { InstallationDeletions } from '../../store/port.ts';
import type { Brake, PlanSummary } from '../../sync/index.ts';
import { guard, needsLinks } from '../../sync/index.ts';
import type { Survey } from '../plan/survey.ts';
import type { Run } from '../run.ts';

/** The brake on the whole installation looks at deletions of the last half hour. */
const INSTALLATION_MINUTES = 30;

/** The brakes over the whole plan. One that they let through has reserved its deletions when this returns. */
export async function brakeOn(run: Run, plan: Survey): Promise<Brake | null> {
  const { store } = run.ports;
  const { brakes } = run.input;
  const facts = {
    ...plan.counts,
    deletionsLast24h: await store.countDeletions(run.scope.id, 24),
    itemsSeen: run.itemsSeen,
    firstSync: run.firstSync,
    toApprove: run.awaitsApproval ? plan.document.lines.count : null,
    ...(run.plan.frozen === undefined ? {} : { freeze: run.plan.frozen }),
  };
  const liveLinks = needsLinks(facts, brakes) ? (await store.countLinks(run.scope.id)).LINKED : 0;
  const summary = { ...facts, liveLinks };
  const alone = guard(summary, brakes);
  const planned = deletionsIn(summary);
  if (planned === 0) return alone;
  const reserves = alone === null && willDelete(run);
  const everywhere = reserves
    ? await store.reserveDeletions(run.keeper.lease, { runId: run.id, planned, minutes: INSTALLATION_MINUTES })
    : { deletions: await store.countInstallationDeletions(INSTALLATION_MINUTES), reserved: 0 };
  const brake = await withInstallation(run, summary, everywhere);
  if (reserves && brake !== null) await store.dropReservation(run.keeper.lease);
  return brake;
}

/** A preview deletes nothing; and what a person approves counts against nobody. */
function willDelete({ input }: Run): boolean {
  return !input.dryRun && input.appliesPlan === null;
}

/** The links of the installation are counted only when the deletions are worth it. */
async function withInstallation(
  { input, ports }: Run,
  summary: PlanSummary,
  { deletions, reserved }: InstallationDeletions,
): Promise<Brake | null> {
  if (deletionsIn(summary) + deletions + reserved <= input.brakes.companyDelete.from)
    return guard(summary, input.brakes);
  const links = await ports.store.countInstallationLinks();
  return guard({ ...summary, installation: { deletions, reserved, links } }, input.brakes);
}

function deletionsIn({ deleteInCrm, deleteInExchange }: PlanSummary): number {
  return deleteInCrm + deleteInExchange;
}
