import type { Configuration, PlainCredentials } from '../config/index.ts';
import type { CrmUser } from '../crm/port.ts';
import { ConnectorError } from '../model/index.ts';
import type { Account, Credentials, Profile, SecretBox } from '../settings/settings.ts';
import type { ConnectorParts } from './parts.ts';
import { accountPasswordIdentity, delegatePasswordIdentity } from './secret-identity.ts';

/** What is stored now: as rows with ids, and in the form of a configuration file. */
export interface StoredConfiguration {
  readonly users: readonly CrmUser[];
  readonly profiles: readonly Profile[];
  readonly accounts: readonly Account[];
  /** Passwords are in the clear: for comparing only, never to be shown. */
  readonly configuration: Configuration;
}

export async function readStoredConfiguration(
  parts: Pick<ConnectorParts, 'settings' | 'crm' | 'secrets'>,
): Promise<StoredConfiguration> {
  const [users, profiles, accounts] = await Promise.all([
    parts.crm.users.list(),
    parts.settings.listProfiles(),
    parts.settings.listAccounts(),
  ]);
  const userNames = new Map(users.map(({ id, name }) => [id, name]));
  const profileNames = new Map(profiles.map(({ id, name }) => [id, name]));
  const configuration: Configuration = {
    users: users.map(({ id: _id, ...user }) => user),
    profiles: profiles.map(({ id, delegate, ...profile }) => ({
      ...profile,
      delegate: delegate && {
        ...plain(delegate, delegatePasswordIdentity(id), parts.secrets),
        accessModel: delegate.accessModel,
      },
    })),
    accounts: accounts.map(({ id, userId, profileId, credentials, ...account }) => ({
      ...account,
      user: userNames.get(userId) ?? userId,
      profile: profileNames.get(profileId) ?? profileId,
      credentials: credentials && plain(credentials, accountPasswordIdentity(id), parts.secrets),
    })),
  };
  return { users, profiles, accounts, configuration };
}

function plain(credentials: Credentials, identity: string, secrets: SecretBox): PlainCredentials {
  return {
    user: credentials.user,
    domain: credentials.domain,
    password: openOrNull(credentials, identity, secrets),
  };
}

/** A lost key must not keep anybody from storing the passwords again. */
function openOrNull(credentials: Credentials, identity: string, secrets: SecretBox): string | null {
  try {
    return secrets.open(credentials.password, identity);
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}
