import type { ItemType } from '../model/index.ts';
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
  const accounts = await parts.settings.listAccounts(everybody ? {} : { userIds: [...userIds] });
  for (const { id, synchronise } of accounts) if (synchronise[itemType]) scheduler.soon(id);
}
