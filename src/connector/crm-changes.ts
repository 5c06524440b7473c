import type { ItemType } from '../model/index.ts';
import { listTargets } from './account-target.ts';
import type { Connector } from './connector.ts';

/** Who sees a record, as far as it matters for waking up their accounts. */
export interface Audience {
  readonly ownerId: string;
  /** Visible to all colleagues. */
  readonly shared: boolean;
  readonly participantIds: readonly string[];
}

/**
 * Tells that records changed through the API, so that the change reaches Exchange at once and not at the next
 * interval. Give the audience before and after the change: who lost sight of a record has something to do too.
 */
export async function announceCrmChange(
  { events, parts, scheduler }: Connector,
  itemType: ItemType,
  audiences: readonly Audience[],
): Promise<void> {
  events.publish({ kind: 'data', side: 'crm', itemType });
  const everybody = audiences.some(({ shared }) => shared);
  const userIds = new Set(audiences.flatMap(({ ownerId, participantIds }) => [ownerId, ...participantIds]));
  for (const { account } of await listTargets(parts)) {
    if (account.synchronise[itemType] && (everybody || userIds.has(account.userId))) scheduler.soon(account.id);
  }
}
