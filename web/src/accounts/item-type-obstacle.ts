import type { ItemType } from '../../../src/model/index.ts';
import type { Account } from '../api/accounts.ts';
import type { ProfileFacts } from './account-values.ts';

/** Why an account cannot synchronise an item type. */
export type ItemTypeObstacle =
  /** The rules of the profile switch it off. */
  | { readonly kind: 'rules' }
  /** It is active in another account of the same person. */
  | { readonly kind: 'elsewhere'; readonly account: Account };

export function itemTypeObstacle(
  itemType: ItemType,
  profile: ProfileFacts,
  account: Account | null,
  others: readonly Account[],
): ItemTypeObstacle | null {
  if (!profile.itemTypes.includes(itemType)) return { kind: 'rules' };
  const elsewhere = others.find((other) => other.name !== account?.name && other.active && other.synchronise[itemType]);
  return elsewhere === undefined ? null : { kind: 'elsewhere', account: elsewhere };
}
