import type { ItemType } from '../../model/index.ts';
import type { ProfileItemRules } from '../../settings/settings.ts';

/** Which records take part can be chosen for contacts only: appointments follow the people in them. */
export function rulesOfItemType(rules: ProfileItemRules, itemType: ItemType): ProfileItemRules {
  return itemType === 'contacts' ? rules : { ...rules, crmItems: { kind: 'own' } };
}
