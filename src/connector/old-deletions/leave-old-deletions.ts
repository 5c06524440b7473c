import type { ItemType } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { statesToDelete } from '../../sync/index.ts';
import type { Connector } from '../connector.ts';
import { isAny, readOldDeletions } from './read-old-deletions.ts';

const LEASE_SECONDS = 60;

/**
 * What old deletions have left stays for good, in the directions that are offered now: nobody is asked about it again.
 * Neither side is written to.
 * @param itemType only this one
 * @param decidedBy login name of who decides it, or `operator`
 * @returns how many there were
 * @throws ConnectorError `account_unknown`, `scope_busy`, `installation_unconfirmed`
 */
export async function leaveOldDeletions(
  connector: Pick<Connector, 'parts' | 'events'>,
  account: { readonly id: string; readonly name: string },
  itemType: ItemType | undefined,
  decidedBy: string,
): Promise<number> {
  const { parts, events } = connector;
  await parts.installation.assertConfirmed();
  let left = 0;
  for (const found of (await readOldDeletions(connector, account.name)).filter(isAny)) {
    if (itemType !== undefined && found.itemType !== itemType) continue;
    // A name of its own: the lease of a run of this very process is somebody else's, too.
    const lease = await parts.store.acquireLease(found.scopeId, `${parts.ownerId}-leave`, LEASE_SECONDS);
    if (lease === null)
      throw new ConnectorError({
        code: 'scope_busy',
        disposition: 'retry',
        message: 'a run of this mailbox is under way',
      });
    try {
      const count = await parts.store.leaveOldDeletions(lease, statesToDelete(found.rules));
      const details = { itemType: found.itemType, items: count };
      const object = { kind: 'account', name: account.name } as const;
      await parts.people.audit({ actor: decidedBy, action: 'old_deletions_left', object, details });
      left += count;
    } finally {
      await parts.store.releaseLease(lease);
      events.publish({ kind: 'account', accountId: account.id });
    }
  }
  return left;
}
