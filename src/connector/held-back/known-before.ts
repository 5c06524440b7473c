import type { AccountTarget } from '../account-target.ts';
import type { ConnectorParts } from '../parts.ts';
import type { Admission } from './admission.ts';

/** Tells what scopes failed with before this process was started: that is nothing new. One statement. */
export async function tellPastFailures(
  { reports }: Pick<ConnectorParts, 'reports'>,
  admission: Pick<Admission, 'known'>,
  targets: readonly AccountTarget[],
): Promise<void> {
  const byId = new Map(targets.map((target) => [target.account.id, target]));
  for (const { accountId, itemType, lastRun } of await reports.listStandings(null)) {
    const target = byId.get(accountId);
    if (target === undefined || lastRun === null) continue;
    admission.known(target, itemType, lastRun.outcome === 'failed' ? lastRun.problem : null);
  }
}
