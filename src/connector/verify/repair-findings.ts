import { ConnectorError } from '../../model/index.ts';
import type { Repaired } from '../../sync-run/index.ts';
import { repairFindings as repair } from '../../sync-run/index.ts';
import type { Connector } from '../connector.ts';
import { noVerification } from './read-findings.ts';

const LEASE_SECONDS = 60;

/**
 * Mends links and hints for what a verification found; neither side is written to, and the account is synchronised soon.
 * @param decidedBy login name of who asks for it, or `operator`
 * @throws ConnectorError `verification_unknown`, `scope_busy`, `installation_unconfirmed`
 */
export async function repairFindings(
  { parts, events, scheduler }: Connector,
  account: { readonly id: string; readonly name: string },
  runId: string,
  decidedBy: string,
): Promise<Repaired> {
  const head = await parts.findings.head(runId);
  if (head === null) throw noVerification(runId);
  await parts.installation.assertConfirmed();
  // A name of its own: the lease of a run of this very process is somebody else's, too.
  const lease = await parts.store.acquireLease(head.scopeId, `${parts.ownerId}-repair`, LEASE_SECONDS);
  if (lease === null)
    throw new ConnectorError({
      code: 'scope_busy',
      disposition: 'retry',
      message: 'a run of this mailbox is under way',
    });
  try {
    const repaired = await repair(parts.store, parts.findings, lease, runId);
    const details = { run: runId, relinked: repaired.relinked, hinted: repaired.hinted };
    const object = { kind: 'account', name: account.name } as const;
    await parts.people.audit({ actor: decidedBy, action: 'findings_repaired', object, details });
    return repaired;
  } finally {
    await parts.store.releaseLease(lease);
    events.publish({ kind: 'account', accountId: account.id });
    scheduler.soon(account.id);
  }
}
