import { impersonatedName } from '../settings/impersonated-name.ts';
import type { ConfiguredAccount, ConfiguredProfile } from './configuration.ts';
import type { ConfigurationProblem } from './problem.ts';

/** An account in a profile that impersonates by a name which the account does not have. @param path of the account */
export function impersonationProblems(
  account: Pick<ConfiguredAccount, 'mailbox' | 'impersonate'>,
  { delegate, oauth, impersonateBy, name }: ConfiguredProfile,
  path: string,
): ConfigurationProblem[] {
  const impersonates = oauth !== null || delegate?.accessModel === 'impersonation';
  if (!impersonates || impersonatedName(impersonateBy, account) !== null) return [];
  return [
    {
      path: `${path}.impersonate`,
      code: account.impersonate === null ? 'missing' : 'invalid_value',
      sentence: impersonateBy === 'sid' ? 'sid_needed' : 'principal_name_needed',
      params: { profile: name },
    },
  ];
}
