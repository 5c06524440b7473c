import { hasServiceAccount } from '../settings/one-account-for-all.ts';
import type { Configuration, ConfiguredAccount, ConfiguredUser } from './configuration.ts';
import { impersonationProblems, namelessAccounts } from './impersonation-problems.ts';
import { oauthProblems } from './oauth-problems.ts';
import type { ConfigurationProblem } from './problem.ts';

/** What is stored after the file is applied: the file's objects, and those that it does not name. */
export function merged(current: Configuration, wanted: Configuration): Configuration {
  const byName = <T extends { readonly name: string }>(old: readonly T[], now: readonly T[]): T[] => {
    const names = new Set(now.map(({ name }) => name));
    return [...now, ...old.filter(({ name }) => !names.has(name))];
  };
  return {
    users: byName(current.users, wanted.users),
    profiles: byName(current.profiles, wanted.profiles),
    accounts: byName(current.accounts, wanted.accounts),
  };
}

/** Conditions between objects, looked at in the state that would result. */
export function crossProblems(current: Configuration, wanted: Configuration): ConfigurationProblem[] {
  const result = merged(current, wanted);
  return [
    ...duplicates(result.users, 'users', 'name'),
    ...duplicates(result.users, 'users', 'email'),
    ...duplicates(result.profiles, 'profiles', 'name'),
    ...duplicates(result.accounts, 'accounts', 'name'),
    ...wanted.profiles.flatMap((profile, index) => oauthProblems(profile, `profiles[${index}]`)),
    ...wanted.accounts.flatMap((account, index) => accountProblems(account, `accounts[${index}]`, result)),
    ...wanted.accounts.flatMap((account, index) => userProblems(account, `accounts[${index}]`, current)),
    ...orphanedAccounts(current, wanted, result),
    ...wanted.profiles.flatMap((profile, index) => namelessAccounts(profile, current, result, `profiles[${index}]`)),
    ...lastAdministrator(current, wanted, result),
  ];
}

/** Names that differ only in case are equal, because people and URLs mix them up. */
function duplicates<Field extends string>(
  items: readonly Readonly<Record<Field | 'name', string>>[],
  list: string,
  field: Field,
): ConfigurationProblem[] {
  const first = new Map<string, number>();
  return items.flatMap((item, index) => {
    const key = item[field].toLowerCase();
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      return [];
    }
    // Objects of the file stand first in the merged list: of a clash, the first is always one of the file.
    const code = field === 'name' ? 'duplicate_name' : 'duplicate_email';
    return [{ path: `${list}[${before}].${field}`, code, sentence: 'taken_by', params: { name: item.name } }];
  });
}

function accountProblems(account: ConfiguredAccount, path: string, result: Configuration): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  if (!result.users.some(({ name }) => name === account.user)) {
    const params = { user: account.user };
    problems.push({ path: `${path}.user`, code: 'unknown_user', sentence: 'no_user', params });
  }
  const profile = result.profiles.find(({ name }) => name === account.profile);
  if (profile === undefined) {
    const params = { profile: account.profile };
    problems.push({ path: `${path}.profile`, code: 'unknown_profile', sentence: 'no_profile', params });
  } else if (!hasServiceAccount(profile) && account.credentials === null) {
    const params = { profile: profile.name };
    problems.push({
      path: `${path}.credentials`,
      code: 'credentials_missing',
      sentence: 'credentials_needed',
      params,
    });
  } else if (hasServiceAccount(profile) && account.credentials !== null) {
    const params = { profile: profile.name };
    problems.push({
      path: `${path}.credentials`,
      code: 'credentials_not_allowed',
      sentence: 'credentials_not_needed',
      params,
    });
  }
  if (profile !== undefined) problems.push(...impersonationProblems(account, profile, path));
  const others = result.accounts.filter(({ name }) => name !== account.name);
  const mailbox = account.mailbox.toLowerCase();
  const taken = others.find((other) => other.mailbox.toLowerCase() === mailbox && other.user !== account.user);
  if (taken !== undefined) {
    const params = { user: taken.user, account: taken.name };
    problems.push({ path: `${path}.mailbox`, code: 'mailbox_taken', sentence: 'mailbox_of', params });
  }
  for (const itemType of ['contacts', 'appointments'] as const) {
    if (!account.active || !account.synchronise[itemType]) continue;
    const elsewhere = others.find(
      (other) => other.user === account.user && other.active && other.synchronise[itemType],
    );
    if (elsewhere === undefined) continue;
    problems.push({
      path: `${path}.synchronise.${itemType}`,
      code: 'item_type_active_elsewhere',
      sentence: 'item_type_elsewhere',
      params: { user: account.user, itemType, account: elsewhere.name },
    });
  }
  return problems;
}

/** The links of an account belong to its user: under another one they would look like a mass re-assignment. */
function userProblems(account: ConfiguredAccount, path: string, current: Configuration): ConfigurationProblem[] {
  const before = current.accounts.find(({ name }) => name === account.name);
  if (before === undefined || before.user === account.user) return [];
  return [{ path: `${path}.user`, code: 'account_user_fixed', sentence: 'user_fixed', params: { user: before.user } }];
}

/** A profile that gains or loses its service account changes what its stored accounts must have. */
function orphanedAccounts(
  current: Configuration,
  wanted: Configuration,
  result: Configuration,
): ConfigurationProblem[] {
  const inFile = new Set(wanted.accounts.map(({ name }) => name));
  return wanted.profiles.flatMap((profile, index) => {
    const left = current.accounts.filter(({ name, profile: of }) => of === profile.name && !inFile.has(name));
    return left
      .filter(
        (account) => result.accounts.includes(account) && !hasServiceAccount(profile) && account.credentials === null,
      )
      .map(
        ({ name: account }): ConfigurationProblem => ({
          path: `profiles[${index}].delegate`,
          code: 'credentials_missing',
          sentence: 'delegate_needed',
          params: { account },
        }),
      );
  });
}

/** Who takes the last administrator away has locked everybody out of the page. */
function lastAdministrator(
  current: Configuration,
  wanted: Configuration,
  result: Configuration,
): ConfigurationProblem[] {
  const administers = ({ active, role }: ConfiguredUser) => active && role === 'administrator';
  if (!current.users.some(administers) || result.users.some(administers)) return [];
  const before = new Map(current.users.map((user) => [user.name, user]));
  return wanted.users.flatMap((user, index): ConfigurationProblem[] => {
    const stored = before.get(user.name);
    if (stored === undefined || !administers(stored)) return [];
    const field = user.active ? 'role' : 'active';
    return [
      { path: `users[${index}].${field}`, code: 'last_administrator', sentence: 'last_administrator', params: {} },
    ];
  });
}
