import type { ItemType } from '../../model/index.ts';
import type { Connector } from '../connector.ts';
import { refusal } from '../refusal.ts';
import type { StartedRuns } from '../synchroniser.ts';
import { isAny, readOldDeletions } from './read-old-deletions.ts';

/**
 * Starts runs that plan what would become of old deletions, and write nothing: one for each item type that has some. Their
 * plans are carried out like any other.
 * @param itemType only this one
 * @throws ConnectorError `no_old_deletions`, `account_unknown`, and what starting a run throws
 */
export async function planOldDeletions(
  connector: Connector,
  accountName: string,
  itemType?: ItemType,
): Promise<StartedRuns> {
  const found = (await readOldDeletions(connector, accountName)).filter(isAny);
  const itemTypes = found.map((one) => one.itemType).filter((one) => itemType === undefined || one === itemType);
  if (itemTypes.length === 0)
    throw refusal('no_old_deletions', `no old deletions of ${accountName}`, { account: accountName });
  return connector.synchroniser.start({
    accountName,
    trigger: 'request',
    dryRun: true,
    approvedHashes: [],
    approvedBy: null,
    kind: 'oldDeletions',
    itemTypes,
  });
}
