import type {
  Configuration,
  ConfiguredAccount,
  ConfiguredProfile,
  ConfiguredUser,
  PlainCredentials,
  PlainOAuth,
} from '../config/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { Person } from '../people/index.ts';
import type {
  Account,
  Credentials,
  OAuthApplication,
  Profile,
  SealedSecret,
  SecretBox,
  Versioned,
} from '../settings/settings.ts';
import type { ConnectorParts } from './parts.ts';
import {
  accountPasswordIdentity,
  clientSecretIdentity,
  delegatePasswordIdentity,
  privateKeyIdentity,
} from './secret-identity.ts';
import { claimInForce } from './settings/claim-rule.ts';

/** What is stored now, as rows with ids. */
export interface StoredSettings {
  readonly users: readonly Person[];
  readonly profiles: readonly (Profile & Versioned)[];
  readonly accounts: readonly (Account & Versioned)[];
}

export interface StoredConfiguration extends StoredSettings {
  /** In the form of a configuration file. Passwords are in the clear: for comparing only, never to be shown. */
  readonly configuration: Configuration;
}

export async function readStoredSettings(parts: Pick<ConnectorParts, 'settings' | 'people'>): Promise<StoredSettings> {
  const [users, profiles, accounts] = await Promise.all([
    parts.people.list(),
    parts.settings.listProfiles(),
    parts.settings.listAccounts(),
  ]);
  return { users, profiles, accounts };
}

export async function readStoredConfiguration(
  parts: Pick<ConnectorParts, 'settings' | 'people' | 'secrets'>,
): Promise<StoredConfiguration> {
  const stored = await readStoredSettings(parts);
  const open: Open = (secret, identity) => openOrNull(secret, identity, parts.secrets);
  return { ...stored, configuration: configurationOf(stored, open) };
}

/** Where only the settings matter, and no password. */
export function withoutPasswords(stored: StoredSettings): Configuration {
  return configurationOf(stored, () => null);
}

/**
 * What a new setting is checked against. A mailbox that was not granted, or whose grant counts no longer, is nobody's: a
 * claim that waits must not keep its owner out.
 */
export function withoutOpenClaims(
  configuration: Configuration,
  { users, accounts }: Pick<StoredSettings, 'users' | 'accounts'>,
): Configuration {
  const people = new Map(users.map((person) => [person.id, person]));
  const isGranted = ({ userId, claim }: Account) => {
    const person = people.get(userId);
    return (person === undefined ? claim : claimInForce(claim, person)).state === 'granted';
  };
  const open = new Set(accounts.filter((account) => !isGranted(account)).map(({ name }) => name));
  return {
    ...configuration,
    accounts: configuration.accounts.map((account) => (open.has(account.name) ? { ...account, mailbox: '' } : account)),
  };
}

/** A lost key must not keep anybody from storing the passwords again. */
export function openOrNull(secret: SealedSecret, identity: string, secrets: SecretBox): string | null {
  try {
    return secrets.open(secret, identity);
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}

type Open = (secret: SealedSecret, identity: string) => string | null;

function configurationOf({ users, profiles, accounts }: StoredSettings, open: Open): Configuration {
  const userNames = new Map(users.map(({ id, name }) => [id, name]));
  const profileNames = new Map(profiles.map(({ id, name }) => [id, name]));
  return {
    users: users.map(configuredUser),
    profiles: profiles.map((profile) => configuredProfile(profile, open)),
    accounts: accounts.map((account) =>
      configuredAccount(account, open, {
        user: userNames.get(account.userId) ?? account.userId,
        profile: profileNames.get(account.profileId) ?? account.profileId,
      }),
    ),
  };
}

function configuredUser({ name, displayName, email, timeZone, active, role }: Person): ConfiguredUser {
  return { name, displayName, email, timeZone, active, role };
}

export function configuredProfile(
  { id, version: _version, delegate, oauth, ...profile }: Profile & Partial<Versioned>,
  open: Open = () => null,
): ConfiguredProfile {
  return {
    ...profile,
    delegate: delegate && {
      ...plain(delegate, delegatePasswordIdentity(id), open),
      accessModel: delegate.accessModel,
    },
    oauth: oauth && plainApplication(id, oauth, open),
  };
}

export function configuredAccount(
  {
    id,
    version: _version,
    userId: _user,
    profileId: _profile,
    claim: _claim,
    credentials,
    ...account
  }: Account & Partial<Versioned>,
  open: Open,
  names: Pick<ConfiguredAccount, 'user' | 'profile'>,
): ConfiguredAccount {
  return {
    ...account,
    ...names,
    credentials: credentials && plain(credentials, accountPasswordIdentity(id), open),
  };
}

function plain(credentials: Credentials, identity: string, open: Open): PlainCredentials {
  const { user, domain } = credentials;
  return { user, domain, password: open(credentials.password, identity) };
}

function plainApplication(
  profileId: string,
  { authority, clientId, scope, clientSecret, certificate }: OAuthApplication,
  open: Open,
): PlainOAuth {
  return {
    authority,
    clientId,
    scope,
    ...(clientSecret && { clientSecret: open(clientSecret, clientSecretIdentity(profileId)) }),
    ...(certificate && {
      certificate: certificate.pem,
      privateKey: open(certificate.privateKey, privateKeyIdentity(profileId)),
    }),
  };
}
