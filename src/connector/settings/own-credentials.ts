import type { ConfigurationProblem } from '../../config/index.ts';
import { hasServiceAccount } from '../../settings/index.ts';
import type { Account, Credentials, Profile, SecretBox } from '../../settings/settings.ts';
import { accountPasswordIdentity } from '../secret-identity.ts';
import type { EnteredCredentials } from './entered.ts';
import { sealCredentials } from './seal-credentials.ts';
import { missing } from './settings-result.ts';

export type OwnCredentials =
  | { readonly kind: 'credentials'; readonly credentials: Credentials | null }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

/**
 * The own credentials of an account after a form was sent.
 * @param entered `undefined`: the form says nothing of them
 */
export function ownCredentials(
  before: Pick<Account, 'id' | 'credentials'>,
  profile: Profile,
  entered: EnteredCredentials | null | undefined,
  secrets: SecretBox,
): OwnCredentials {
  if (entered === undefined) {
    // Left from a time before the service account; nobody could take them away otherwise.
    return { kind: 'credentials', credentials: hasServiceAccount(profile) ? null : before.credentials };
  }
  if (entered === null) return { kind: 'credentials', credentials: null };
  const { user, domain, password } = entered;
  if (password === undefined) {
    if (before.credentials === null) return { kind: 'problem', problem: missing('credentials.password') };
    return { kind: 'credentials', credentials: { user, domain, password: before.credentials.password } };
  }
  const identity = accountPasswordIdentity(before.id);
  const credentials = sealCredentials({ user, domain, password }, before.credentials, identity, secrets);
  return { kind: 'credentials', credentials };
}
