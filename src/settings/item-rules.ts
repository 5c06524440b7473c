import type { ItemType } from '../model/index.ts';
import type { ItemRules } from '../sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../sync/index.ts';
import type { Profile, ProfileItemRules } from './settings.ts';

/** The complete rules of one item type: the profile's own for it, and those that stand once for both. */
export function itemRulesOf(profile: Profile, itemType: ItemType): ItemRules {
  const { privateItems, afterCrmRestore } = profile;
  // Nobody is invited to a contact, and what changes nothing must not have everything compared anew.
  const invitations = itemType === 'appointments' ? profile.invitations : DEFAULT_ITEM_RULES.invitations;
  return { ...profile[itemType], privateItems, invitations, afterCrmRestore };
}

export function defaultItemRules(): ProfileItemRules {
  const {
    privateItems: _private,
    invitations: _invitations,
    afterCrmRestore: _afterRestore,
    ...rules
  } = DEFAULT_ITEM_RULES;
  return rules;
}
