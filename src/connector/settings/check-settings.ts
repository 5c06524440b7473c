import type { Configuration, ConfigurationProblem, ConfiguredProfile } from '../../config/index.ts';
import { crossProblems, oauthProblems } from '../../config/index.ts';
import type { Account, Profile } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import type { StoredSettings } from '../stored-configuration.ts';
import {
  configuredAccount,
  configuredProfile,
  openOrNull,
  withoutOpenClaims,
  withoutPasswords,
} from '../stored-configuration.ts';

/** What would be wrong if this profile were stored: the same as in a configuration file. Paths within the profile. */
export function profileProblems(
  parts: Pick<ConnectorParts, 'secrets'>,
  stored: StoredSettings,
  profile: Profile,
): readonly ConfigurationProblem[] {
  const wanted = { users: [], profiles: [openedProfile(parts, profile)], accounts: [] };
  return problemsOf(stored, wanted, 'profiles[0].');
}

/** What keeps a connection from being tried. */
export function wayInProblems(
  parts: Pick<ConnectorParts, 'secrets'>,
  profile: Profile,
): readonly ConfigurationProblem[] {
  const problems = oauthProblems(openedProfile(parts, profile), 'profile');
  return problems.map((problem) => ({ ...problem, path: problem.path.replace('profile.', '') }));
}

/** Whether a key belongs to its certificate shows only when it is opened; no problem ever holds it. */
function openedProfile({ secrets }: Pick<ConnectorParts, 'secrets'>, profile: Profile): ConfiguredProfile {
  return configuredProfile(profile, (secret, identity) => openOrNull(secret, identity, secrets));
}

/**
 * What would be wrong if this account were stored. Paths within the account.
 * @param names of its user and profile
 * @param byAdministrator is told whose a taken mailbox is, and asked for what only administrators say
 */
export function accountProblems(
  stored: StoredSettings,
  account: Account,
  names: { readonly user: string; readonly profile: string },
  byAdministrator: boolean,
): readonly ConfigurationProblem[] {
  const wanted = configuredAccount(account, () => null, names);
  const problems = problemsOf(stored, { users: [], profiles: [], accounts: [wanted] }, 'accounts[0].');
  if (byAdministrator) return problems;
  return problems.filter(({ path }) => path !== 'impersonate').map(withoutColleague);
}

function problemsOf(stored: StoredSettings, wanted: Configuration, prefix: string): readonly ConfigurationProblem[] {
  const current = withoutOpenClaims(withoutPasswords(stored), stored);
  return crossProblems(current, wanted).map((problem) => ({ ...problem, path: problem.path.replace(prefix, '') }));
}

function withoutColleague(problem: ConfigurationProblem): ConfigurationProblem {
  if (problem.code !== 'mailbox_taken') return problem;
  return { ...problem, sentence: 'mailbox_of_another', params: {} };
}
