import type { ProfileView } from '../../../connector/index.ts';
import type { ItemType } from '../../../model/index.ts';
import { meaningOf, warningsOf } from '../../../settings/index.ts';
import type { Rules } from '../../resources.ts';
import { etagOf } from '../../version-header.ts';

export function rulesResource(profile: ProfileView, itemType: ItemType): Rules {
  const rules = profile[itemType];
  return {
    rules,
    meaning: meaningOf(rules, itemType, profile),
    warnings: warningsOf(rules, itemType, profile),
    etag: etagOf(profile.version),
  };
}
