import type { ItemType } from '../model/index.ts';
import type { ItemRules } from '../sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../sync/index.ts';
import type { Profile, ProfileItemRules } from './settings.ts';

/** The complete rules of one item type: the profile's own for it, and those that stand once for both. */
export function itemRulesOf(profile: Profile, itemType: ItemType): ItemRules {
  const { privateItems } = profile;
  // Nobody is invited to a contact, and what changes nothing must not have everything compared anew.
  const invitations = itemType === 'appointments' ? profile.invitations : DEFAULT_ITEM_RULES.invitations;
  return { ...profile[itemType], privateItems, invitations };
}

export function defaultItemRules(): ProfileItemRules {
  const { privateItems: _private, invitations: _invitations, ...rules } = DEFAULT_ITEM_RULES;
  return rules;
}
