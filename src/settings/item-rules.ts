import type { ItemType } from '../model/index.ts';
import type { ItemRules } from '../sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../sync/index.ts';
import type { Profile, ProfileItemRules } from './settings.ts';

/** The complete rules of one item type: the profile's own for it, and those that stand once for both. */
export function itemRulesOf(profile: Profile, itemType: ItemType): ItemRules {
  return { ...profile[itemType], privateItems: profile.privateItems };
}

export function defaultItemRules(): ProfileItemRules {
  const { privateItems: _once, ...rules } = DEFAULT_ITEM_RULES;
  return rules;
}
