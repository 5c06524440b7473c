import { ConnectorError } from '../model/index.ts';
import type { Credentials, SettingsStore } from '../settings/settings.ts';
import type { RenewableSecretBox } from './secret-box.ts';

/** What the passwords of profiles and accounts are bound to. */
export interface SecretIdentities {
  readonly profile: (profileId: string) => string;
  readonly account: (accountId: string) => string;
}

export interface Rewrapped {
  /** Secrets that are under the newest key since now. */
  readonly renewed: number;
  /** Secrets that no key at hand opens; they stay as they are, and their profiles and accounts say so. */
  readonly unreadable: number;
}

/**
 * Puts all stored passwords under the newest key, so that an older one can be taken out of the ring. Cut off in the
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
  const rewrap = async (
    credentials: Credentials | null,
    identity: string,
    store: (password: Credentials['password']) => Promise<unknown>,
  ) => {
    if (credentials === null) return;
    try {
      const password = box.rewrap(credentials.password, identity);
      if (password === credentials.password) return;
      await store(password);
      renewed += 1;
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'secret_unreadable') throw error;
      unreadable += 1;
    }
  };
  for (const { version, ...profile } of await settings.listProfiles()) {
    const { delegate } = profile;
    await rewrap(delegate, identities.profile(profile.id), (password) =>
      settings.putProfile({ ...profile, delegate: delegate && { ...delegate, password } }, version),
    );
  }
  for (const { version, ...account } of await settings.listAccounts()) {
    const { credentials } = account;
    await rewrap(credentials, identities.account(account.id), (password) =>
      settings.putAccount({ ...account, credentials: credentials && { ...credentials, password } }, version),
    );
  }
  return { renewed, unreadable };
}
