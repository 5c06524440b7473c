import { ConnectorError } from '../model/index.ts';
import type { Account, Profile, SealedSecret, SettingsStore } from '../settings/settings.ts';
import type { RenewableSecretBox } from './secret-box.ts';

/** What the secrets of profiles and accounts are bound to. */
export interface SecretIdentities {
  readonly delegatePassword: (profileId: string) => string;
  readonly clientSecret: (profileId: string) => string;
  readonly privateKey: (profileId: string) => string;
  readonly accountPassword: (accountId: string) => string;
}

export interface Rewrapped {
  /** Secrets that are under the newest key since now. */
  readonly renewed: number;
  /** Secrets that no key at hand opens; they stay as they are, and their profiles and accounts say so. */
  readonly unreadable: number;
}

/** The same secret under the newest key; the very same object where there is nothing to do, or nothing that helps. */
type Rewrap = (secret: SealedSecret, identity: string) => SealedSecret;

/**
 * Puts all stored secrets under the newest key, so that an older one can be taken out of the ring. Cut off in the
 * middle, the next time does the rest; done before, it writes nothing.
 * @throws ConnectorError of the store, `profile_changed`, `account_changed`
 */
export async function rewrapStored(
  settings: SettingsStore,
  box: RenewableSecretBox,
  identities: SecretIdentities,
): Promise<Rewrapped> {
  let renewed = 0;
  let unreadable = 0;
  const rewrap: Rewrap = (secret, identity) => {
    try {
      const now = box.rewrap(secret, identity);
      if (now !== secret) renewed += 1;
      return now;
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'secret_unreadable') throw error;
      unreadable += 1;
      return secret;
    }
  };
  for (const { version, ...profile } of await settings.listProfiles()) {
    const before = renewed;
    const wrapped = rewrappedProfile(profile, identities, rewrap);
    if (renewed > before) await settings.putProfile(wrapped, version);
  }
  for (const { version, ...account } of await settings.listAccounts()) {
    const before = renewed;
    const wrapped = rewrappedAccount(account, identities, rewrap);
    if (renewed > before) await settings.putAccount(wrapped, version);
  }
  return { renewed, unreadable };
}

function rewrappedProfile(profile: Profile, identities: SecretIdentities, rewrap: Rewrap): Profile {
  const { id, delegate, oauth } = profile;
  return {
    ...profile,
    delegate: delegate && { ...delegate, password: rewrap(delegate.password, identities.delegatePassword(id)) },
    oauth: oauth && {
      ...oauth,
      clientSecret: oauth.clientSecret && rewrap(oauth.clientSecret, identities.clientSecret(id)),
      certificate: oauth.certificate && {
        ...oauth.certificate,
        privateKey: rewrap(oauth.certificate.privateKey, identities.privateKey(id)),
      },
    },
  };
}

function rewrappedAccount(account: Account, identities: SecretIdentities, rewrap: Rewrap): Account {
  const { id, credentials } = account;
  return {
    ...account,
    credentials: credentials && {
      ...credentials,
      password: rewrap(credentials.password, identities.accountPassword(id)),
    },
  };
}
