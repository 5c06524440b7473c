import type { StoredConflict } from '../../store/index.ts';
import type { Connector } from '../connector.ts';
import { labelOf } from '../explain/label.ts';

/** A conflict with the names by which people know its account and its item. */
export interface ConflictView extends StoredConflict {
  readonly account: string;
  /** Name or subject as it was when the pair was last in step; `null` where the pair is not known any more. */
  readonly label: string | null;
}

/** One statement for each scope, whatever the number of conflicts; asks no server. */
export async function viewsOf(
  { parts }: Pick<Connector, 'parts'>,
  conflicts: readonly StoredConflict[],
): Promise<readonly ConflictView[]> {
  const accountIds = [...new Set(conflicts.map(({ accountId }) => accountId))];
  const accounts = accountIds.length === 0 ? [] : await parts.settings.listAccounts({ ids: accountIds });
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const labels = new Map<string, string | null>();
  for (const scopeId of new Set(conflicts.map((conflict) => conflict.scopeId))) {
    const crmIds = conflicts.flatMap((conflict) => (conflict.scopeId === scopeId ? (conflict.crmId ?? []) : []));
    for (const link of await parts.store.findLinksByCrmIds(scopeId, [...new Set(crmIds)]))
      labels.set(link.id, labelOf(link.baseCrm) ?? labelOf(link.baseExchange));
  }
  return conflicts.map((conflict) => ({
    ...conflict,
    account: names.get(conflict.accountId) ?? '',
    label: labels.get(conflict.linkId ?? '') ?? null,
  }));
}
