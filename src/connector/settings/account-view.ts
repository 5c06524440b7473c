import { impersonatesBy } from '../../settings/index.ts';
import type { Account, MailboxClaim, Profile, Versioned } from '../../settings/settings.ts';
import type { AccountTarget } from '../account-target.ts';
import { getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { accountPasswordIdentity } from '../secret-identity.ts';
import type { AvailableProfile } from './available-profiles.ts';
import type { CredentialsView } from './credentials-view.ts';
import { credentialsView } from './credentials-view.ts';

/** An account as people see it: with names, and without its password. */
export interface AccountView extends Omit<Account, 'id' | 'userId' | 'profileId' | 'credentials' | 'claim'>, Versioned {
  readonly userId: string;
  readonly user: { readonly name: string; readonly displayName: string };
  /** Of one that is switched off too, which `available-profiles` does not list. */
  readonly profile: Pick<Profile, 'name' | 'title'> & Pick<AvailableProfile, 'impersonatesBy'>;
  readonly credentials: CredentialsView | null;
  readonly claim: MailboxClaim;
}

/** @throws ConnectorError `account_unknown` */
export async function getAccountView({ parts }: Pick<Connector, 'parts'>, name: string): Promise<AccountView> {
  return accountViewOf(parts, await getTargetOrThrow(parts, name));
}

export function accountViewOf(
  parts: Connector['parts'],
  { account, profile, user, claim }: AccountTarget,
): AccountView {
  const { id, profileId: _profile, credentials, ...rest } = account;
  return {
    ...rest,
    user: { name: user.name, displayName: user.displayName },
    profile: { name: profile.name, title: profile.title, impersonatesBy: impersonatesBy(profile) },
    credentials: credentials && credentialsView(parts, credentials, accountPasswordIdentity(id)),
    claim,
  };
}
