import type { ItemType } from '../../model/index.ts';
import { itemRulesOf } from '../../settings/index.ts';
import type { DeletionRules } from '../../sync/index.ts';
import { statesToDelete } from '../../sync/index.ts';
import { getTargetOrThrow, itemTypesOf } from '../account-target.ts';
import type { Connector } from '../connector.ts';

/** What deletions from before their rule was switched on have left, of one item type of an account. */
export interface OldDeletions {
  readonly itemType: ItemType;
  /** Items that are left in Exchange, where deletions of the CRM are carried over by now; else 0. */
  readonly inExchange: number;
  /** Records that are left in the CRM, likewise. */
  readonly inCrm: number;
}

/** The same with what they are of. */
export interface OldDeletionsOfScope extends OldDeletions {
  readonly scopeId: string;
  readonly rules: DeletionRules;
}

/**
 * Of each item type that is synchronised. What somebody edited since is among them until a run has seen that.
 * @throws ConnectorError `account_unknown`
 */
export async function readOldDeletions(
  { parts }: Pick<Connector, 'parts'>,
  accountName: string,
): Promise<readonly OldDeletionsOfScope[]> {
  const target = await getTargetOrThrow(parts, accountName);
  const scopes = await parts.store.listScopes([target.account.id]);
  const found: OldDeletionsOfScope[] = [];
  for (const itemType of itemTypesOf(target)) {
    const rules = itemRulesOf(target.profile, itemType);
    const states = statesToDelete(rules);
    for (const scope of scopes.filter((one) => one.itemType === itemType)) {
      const counts = await parts.store.countOldDeletions(scope.id);
      const inExchange = states.includes('DET_E') ? counts.DET_E : 0;
      const inCrm = states.includes('DET_C') ? counts.DET_C : 0;
      found.push({ itemType, inExchange, inCrm, scopeId: scope.id, rules });
    }
  }
  return found;
}

export function isAny({ inExchange, inCrm }: OldDeletions): boolean {
  return inExchange + inCrm > 0;
}
