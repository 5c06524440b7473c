import type { ItemType } from '../../model/index.ts';
import type { Principal } from '../../people/index.ts';
import type { ProfileItemRules } from '../../settings/settings.ts';
import type { Connector } from '../connector.ts';
import { audit, changedSettings } from './audit.ts';
import { versionSeen } from './expected-version.ts';
import { getProfileOrThrow } from './find-profile.ts';
import { rulesOfItemType } from './rules-of-item-type.ts';

/**
 * Replaces the rules of one item type. They count from the next run on.
 * @throws ConnectorError `profile_unknown`, `profile_changed`
 */
export async function changeRules(
  { parts, events }: Pick<Connector, 'parts' | 'events'>,
  caller: Principal,
  profileName: string,
  itemType: ItemType,
  rules: ProfileItemRules,
  expectedVersion: string | null,
): Promise<void> {
  const before = await getProfileOrThrow(parts, profileName);
  const version = versionSeen(before, expectedVersion, 'profile_changed');
  const wanted = rulesOfItemType(rules, itemType);
  // The rest is written as it was read, so it has to be what is there.
  await parts.settings.putProfile({ ...before, [itemType]: wanted }, version);
  const settings = changedSettings(before[itemType], wanted);
  await audit(parts, caller, 'profile_changed', { kind: 'profile', name: profileName }, { itemType, settings });
  events.publish({ kind: 'settings' });
}
