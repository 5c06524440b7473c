import { asUser } from '../crm/builtin/index.ts';
import type { ItemType } from '../model/index.ts';
import type { JournalEntry, StoredJournalEntry } from '../store/port.ts';
import { getTargetOrThrow } from './account-target.ts';
import type { Connector } from './connector.ts';
import { labelOf } from './explain/label.ts';

export interface JournalFilter {
  readonly itemType?: ItemType;
  readonly op?: JournalEntry['op'];
  /** Entries that this run wrote. */
  readonly runId?: string;
  /** `cursor` of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface JournalPage {
  readonly entries: readonly AccountJournalEntry[];
  /** `null`: there are no older ones. */
  readonly cursor: string | null;
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
  { itemType, cursor, limit, ...filter }: JournalFilter,
): Promise<JournalPage> {
  const { account } = await getTargetOrThrow(parts, accountName);
  const scopes = (await parts.store.listScopes([account.id])).filter(
    (scope) => itemType === undefined || scope.itemType === itemType,
  );
  const perScope = await Promise.all(
    scopes.map(async (scope) => {
      // One more than is shown tells whether there is another page.
      const wanted = { ...filter, ...(cursor === undefined ? {} : { beforeId: cursor }), limit: limit + 1 };
      const entries = await parts.store.listJournal(scope.id, wanted);
      return entries.map((entry) => ({ ...entry, itemType: scope.itemType }));
    }),
  );
  const found = perScope.flat().sort((a, b) => Number(b.id) - Number(a.id));
  const listed = found.slice(0, limit);
  const labels = new Map<string, string | null>();
  for (const { itemType, crmId } of listed) {
    if (crmId === null || labels.has(crmId)) continue;
    const read = await parts.crm[itemType].get(asUser(account.userId), crmId);
    labels.set(crmId, read.kind === 'found' ? labelOf(read.record.fields) : null);
  }
  const entries = listed.map((entry) => ({
    ...entry,
    label: labels.get(entry.crmId ?? '') ?? labelOf({ ...entry.before, ...entry.after }),
  }));
  return { entries, cursor: found.length > limit ? (listed.at(-1)?.id ?? null) : null };
}
