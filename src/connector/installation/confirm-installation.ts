import { ConnectorError } from '../../model/index.ts';
import { distrustMemory } from '../../sync-run/index.ts';
import type { Connector } from '../connector.ts';
import type { ConnectorParts } from '../parts.ts';
import { refusal } from '../refusal.ts';
import { isConfirmed } from './is-confirmed.ts';

const LEASE_SECONDS = 60;

/**
 * An administrator's word that this installation goes on with its database, although that came from a backup or is a
 * copy. Every scope forgets its positions and is frozen until everything was compared; then the schedule goes on.
 * Interrupted, it is to be said again.
 * @param confirmedBy login name of who says so, or `operator`
 * @throws ConnectorError `installation_confirmed`: there is no doubt; `scope_busy`: a run is just ending
 */
export async function confirmInstallation({ parts, events }: Connector, confirmedBy: string): Promise<void> {
  // Another process may have heard it already, or the database may have gone back since this one looked.
  await isConfirmed(parts);
  const reason = parts.installation.doubt();
  if (reason === null) throw refusal('installation_confirmed', 'nobody doubts that this is the same installation');
  const scopeIds = await parts.installation.listScopeIds();
  for (const scopeId of scopeIds) await distrust(parts, scopeId);
  await parts.installation.confirm();
  await parts.people.audit({
    actor: confirmedBy,
    action: 'installation_confirmed',
    object: null,
    details: { reason, scopes: scopeIds.length },
  });
  events.publish({ kind: 'settings' });
}

async function distrust({ store, ownerId }: ConnectorParts, scopeId: string): Promise<void> {
  // A name of its own: the lease of a run of this very process is somebody else's, too.
  const lease = await store.acquireLease(scopeId, `${ownerId}-confirmation`, LEASE_SECONDS);
  if (lease === null)
    throw new ConnectorError({ code: 'scope_busy', disposition: 'retry', message: 'a run of this mailbox is ending' });
  try {
    const scope = await store.getScope(scopeId);
    if (scope !== null) await distrustMemory(store, lease, scope);
  } finally {
    await store.releaseLease(lease);
  }
}
