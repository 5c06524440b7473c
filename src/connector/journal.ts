import type { ItemType } from '../model/index.ts';
import type { JournalEntry, StoredJournalEntry } from '../store/port.ts';
import { getTargetOrThrow } from './account-target.ts';
import type { Connector } from './connector.ts';

export interface JournalFilter {
  readonly itemType?: ItemType;
  readonly op?: JournalEntry['op'];
  readonly limit: number;
}

export type AccountJournalEntry = StoredJournalEntry & { readonly itemType: ItemType };

/** What the synchronisation wrote and what it overwrote, of one account, newest first. */
export async function readJournal(
  { parts }: Connector,
  accountName: string,
  { itemType, op, limit }: JournalFilter,
): Promise<readonly AccountJournalEntry[]> {
  const { account } = await getTargetOrThrow(parts, accountName);
  const scopes = (await parts.store.listScopes()).filter(
    (scope) => scope.accountId === account.id && (itemType === undefined || scope.itemType === itemType),
  );
  const perScope = await Promise.all(
    scopes.map(async (scope) => {
      const entries = await parts.store.listJournal(scope.id, op === undefined ? { limit } : { op, limit });
      return entries.map((entry) => ({ ...entry, itemType: scope.itemType }));
    }),
  );
  return perScope
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, limit);
}
