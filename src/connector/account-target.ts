import type { ItemType } from '../model/index.ts';
import { ITEM_TYPES } from '../model/index.ts';
import type { Person } from '../people/index.ts';
import type { Account, AccountFilter, MailboxClaim, Profile, Versioned } from '../settings/settings.ts';
import type { ConnectorParts } from './parts.ts';
import { refusal } from './refusal.ts';
import { claimInForce } from './settings/claim-rule.ts';

/** An account with what it refers to. */
export interface AccountTarget {
  readonly account: Account & Versioned;
  readonly profile: Profile & Versioned;
  readonly user: Person;
  /** As it counts now: what was granted for an e-mail address ends with the address. */
  readonly claim: MailboxClaim;
}

interface ReadsTargets {
  readonly settings: Pick<ConnectorParts['settings'], 'listProfiles' | 'listAccounts'>;
  readonly people: Pick<ConnectorParts['people'], 'list'>;
}

/** In order of the names of the accounts. */
export async function listTargets(parts: ReadsTargets, filter?: AccountFilter): Promise<readonly AccountTarget[]> {
  // Profiles first: a password that was read before its profile moved must not meet the new server.
  const profiles = await parts.settings.listProfiles();
  const accounts = await parts.settings.listAccounts(filter);
  return targetsOf(parts, profiles, accounts, filter === undefined);
}

/**
 * @param profiles as they were read before the accounts
 * @param everybody the accounts are all there are, so their people need not be named one by one
 */
export async function targetsOf(
  { people }: Pick<ReadsTargets, 'people'>,
  profiles: readonly (Profile & Versioned)[],
  accounts: readonly (Account & Versioned)[],
  everybody = false,
): Promise<readonly AccountTarget[]> {
  const userIds = everybody ? undefined : [...new Set(accounts.map(({ userId }) => userId))];
  const persons = await people.list(userIds);
  const profileById = new Map(profiles.map((profile) => [profile.id, profile]));
  const personById = new Map(persons.map((person) => [person.id, person]));
  return accounts.flatMap((account) => {
    const profile = profileById.get(account.profileId);
    const user = personById.get(account.userId);
    if (profile === undefined || user === undefined) return [];
    return [{ account, profile, user, claim: claimInForce(account.claim, user) }];
  });
}

/** @throws ConnectorError `account_unknown` */
export async function getTargetOrThrow(
  parts: Pick<ConnectorParts, 'settings' | 'people'>,
  accountName: string,
): Promise<AccountTarget> {
  const [target] = await listTargets(parts, { name: accountName });
  if (target !== undefined) return target;
  throw refusal('account_unknown', `there is no account ${accountName}`, { account: accountName });
}

export function itemTypesOf({ account, profile }: AccountTarget): readonly ItemType[] {
  return ITEM_TYPES.filter((itemType) => account.synchronise[itemType] && profile[itemType].synchronise);
}

/**
 * Nobody is let into a mailbox that was not granted.
 * @throws ConnectorError `claim_waiting`, `claim_refused` (disposition `halt`)
 */
export function assertClaimGranted({ account, claim }: Pick<AccountTarget, 'account' | 'claim'>): void {
  if (claim.state === 'granted') return;
  const details = { account: account.name };
  throw claim.state === 'refused'
    ? refusal('claim_refused', `the mailbox of account ${account.name} was refused`, details)
    : refusal('claim_waiting', `the mailbox of account ${account.name} waits for an administrator`, details);
}

/** @throws ConnectorError that names the switch that is off, or the claim that is not granted */
export function assertRunnable(target: AccountTarget): void {
  assertReachable(target);
  if (itemTypesOf(target).length > 0) return;
  const { account, profile, user } = target;
  const message = `neither contacts nor appointments are switched on for account ${account.name}`;
  throw refusal('nothing_to_synchronise', message, { account: account.name, profile: profile.name, user: user.name });
}

/**
 * For what a person does with the mailbox: whether anything is synchronised of itself does not matter.
 * @throws ConnectorError that names the switch that is off, or the claim that is not granted
 */
export function assertReachable(target: AccountTarget): void {
  const { account, profile, user } = target;
  const details = { account: account.name, profile: profile.name, user: user.name };
  if (!account.active) throw refusal('account_inactive', `account ${account.name} is not active`, details);
  if (!profile.active) throw refusal('profile_inactive', `profile ${profile.name} is not active`, details);
  if (!user.active) throw refusal('user_inactive', `user ${user.name} is not active`, details);
  assertClaimGranted(target);
}

export function isRunnable(target: AccountTarget): boolean {
  return isReachable(target) && itemTypesOf(target).length > 0;
}

/** Its mailbox may be opened. */
export function isReachable(target: AccountTarget): boolean {
  return isActive(target) && target.claim.state === 'granted';
}

/** Account, profile and user are. */
export function isActive({ account, profile, user }: AccountTarget): boolean {
  return account.active && profile.active && user.active;
}
