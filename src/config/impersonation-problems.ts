import { impersonatedName, impersonatesBy } from '../settings/impersonated-name.ts';
import type { Configuration, ConfiguredAccount, ConfiguredProfile } from './configuration.ts';
import type { ConfigurationProblem } from './problem.ts';

type Named = Pick<ConfiguredAccount, 'mailbox' | 'impersonate'>;

/** An account in a profile that impersonates by a name which the account does not have. @param path of the account */
export function impersonationProblems(
  account: Named,
  profile: ConfiguredProfile,
  path: string,
): readonly ConfigurationProblem[] {
  if (!lacksName(account, profile)) return [];
  return [
    {
      path: `${path}.impersonate`,
      code: account.impersonate === null ? 'missing' : 'invalid_value',
      sentence: profile.impersonateBy === 'sid' ? 'sid_needed' : 'principal_name_needed',
      params: { profile: profile.name },
    },
  ];
}

/** Accounts that one problem names. */
const MOST_NAMED = 10;

/**
 * A profile that is to impersonate by a name which stored accounts do not have: they would all pause. An account that
 * lacked its name before holds up nothing, for its user may have made it, and only administrators say the name.
 * @param current what is stored now
 * @param result what would be stored
 * @param path of the profile
 */
export function namelessAccounts(
  profile: ConfiguredProfile,
  current: Configuration,
  result: Configuration,
  path: string,
): readonly ConfigurationProblem[] {
  const before = current.profiles.find(({ name }) => name === profile.name);
  if (before === undefined) return [];
  const nameless = result.accounts
    .filter((account) => account.profile === profile.name && current.accounts.includes(account))
    .filter((account) => lacksName(account, profile) && !lacksName(account, before))
    .map(({ name }) => name);
  if (nameless.length === 0) return [];
  const more = nameless.length > MOST_NAMED ? ['…'] : [];
  return [
    {
      path: `${path}.impersonateBy`,
      code: 'invalid_value',
      sentence: profile.impersonateBy === 'sid' ? 'sid_missing_in' : 'principal_name_missing_in',
      params: { accounts: [...nameless.slice(0, MOST_NAMED), ...more].join(', ') },
    },
  ];
}

function lacksName(account: Named, profile: ConfiguredProfile): boolean {
  const by = impersonatesBy(profile);
  return by !== null && impersonatedName(by, account) === null;
}
