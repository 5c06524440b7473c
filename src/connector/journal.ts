import { asUser } from '../crm/builtin/index.ts';
import type { ItemType } from '../model/index.ts';
import type { JournalEntry, StoredJournalEntry } from '../store/port.ts';
import { getTargetOrThrow } from './account-target.ts';
import type { Connector } from './connector.ts';
import { labelOf } from './explain/label.ts';

export interface JournalFilter {
  readonly itemType?: ItemType;
  readonly op?: JournalEntry['op'];
  readonly limit: number;
}

export type AccountJournalEntry = StoredJournalEntry & {
  readonly itemType: ItemType;
  /** Name or subject as it is now, else, where the account's user may not see it any more, as it was. */
  readonly label: string | null;
};

/** What the synchronisation wrote and what it overwrote, of one account, newest first. */
export async function readJournal(
  { parts }: Connector,
  accountName: string,
  { itemType, op, limit }: JournalFilter,
): Promise<readonly AccountJournalEntry[]> {
  const { account } = await getTargetOrThrow(parts, accountName);
  const scopes = (await parts.store.listScopes([account.id])).filter(
    (scope) => itemType === undefined || scope.itemType === itemType,
  );
  const perScope = await Promise.all(
    scopes.map(async (scope) => {
      const entries = await parts.store.listJournal(scope.id, op === undefined ? { limit } : { op, limit });
      return entries.map((entry) => ({ ...entry, itemType: scope.itemType }));
    }),
  );
  const listed = perScope
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, limit);
  const labels = new Map<string, string | null>();
  for (const { itemType, crmId } of listed) {
    if (crmId === null || labels.has(crmId)) continue;
    const read = await parts.crm[itemType].get(asUser(account.userId), crmId);
    labels.set(crmId, read.kind === 'found' ? labelOf(read.record.fields) : null);
  }
  return listed.map((entry) => ({
    ...entry,
    label: labels.get(entry.crmId ?? '') ?? labelOf({ ...entry.before, ...entry.after }),
  }));
}
