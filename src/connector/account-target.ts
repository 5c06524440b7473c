import type { CrmUser } from '../crm/port.ts';
import type { ItemType } from '../model/index.ts';
import { ITEM_TYPES } from '../model/index.ts';
import type { Account, Profile } from '../settings/settings.ts';
import type { ConnectorParts } from './parts.ts';
import { refusal } from './refusal.ts';

/** An account with what it refers to. */
export interface AccountTarget {
  readonly account: Account;
  readonly profile: Profile;
  readonly user: CrmUser;
}

export async function listTargets(parts: Pick<ConnectorParts, 'settings' | 'crm'>): Promise<readonly AccountTarget[]> {
  const [accounts, profiles, users] = await Promise.all([
    parts.settings.listAccounts(),
    parts.settings.listProfiles(),
    parts.crm.users.list(),
  ]);
  const profileById = new Map(profiles.map((profile) => [profile.id, profile]));
  const userById = new Map(users.map((user) => [user.id, user]));
  return accounts.flatMap((account) => {
    const profile = profileById.get(account.profileId);
    const user = userById.get(account.userId);
    return profile === undefined || user === undefined ? [] : [{ account, profile, user }];
  });
}

/** @throws ConnectorError `account_unknown` */
export async function getTargetOrThrow(
  parts: Pick<ConnectorParts, 'settings' | 'crm'>,
  accountName: string,
): Promise<AccountTarget> {
  const target = (await listTargets(parts)).find(({ account }) => account.name === accountName);
  if (target !== undefined) return target;
  throw refusal('account_unknown', `there is no account ${accountName}`, { account: accountName });
}

export function itemTypesOf({ account, profile }: AccountTarget): readonly ItemType[] {
  return ITEM_TYPES.filter((itemType) => account.synchronise[itemType] && profile[itemType].synchronise);
}

/** @throws ConnectorError that names the switch that is off */
export function assertRunnable(target: AccountTarget): void {
  const { account, profile, user } = target;
  const details = { account: account.name, profile: profile.name, user: user.name };
  if (!account.active) throw refusal('account_inactive', `account ${account.name} is not active`, details);
  if (!profile.active) throw refusal('profile_inactive', `profile ${profile.name} is not active`, details);
  if (!user.active) throw refusal('user_inactive', `user ${user.name} is not active`, details);
  if (itemTypesOf(target).length > 0) return;
  const message = `neither contacts nor appointments are switched on for account ${account.name}`;
  throw refusal('nothing_to_synchronise', message, details);
}

export function isRunnable(target: AccountTarget): boolean {
  const { account, profile, user } = target;
  return account.active && profile.active && user.active && itemTypesOf(target).length > 0;
}
