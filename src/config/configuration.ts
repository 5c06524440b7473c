import type { AccessModel, Account, Profile } from '../settings/settings.ts';

/** Credentials in the clear, as they come from a file; never printed, never stored like this. */
export interface PlainCredentials {
  readonly user: string;
  readonly domain: string | null;
  /** `null` only in what is stored now, when it cannot be opened with the present key. */
  readonly password: string | null;
}

/** An application with its secrets in the clear, under the same conditions. */
export interface PlainOAuth {
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  /** Absent where it proves itself with a certificate. */
  readonly clientSecret?: string | null;
  /** PEM; `null` only where a file names one that cannot be read. */
  readonly certificate?: string | null;
  /** PEM. */
  readonly privateKey?: string | null;
}

export interface ConfiguredUser {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly timeZone: string;
  readonly active: boolean;
  readonly role: 'administrator' | 'user';
}

export type ConfiguredProfile = Omit<Profile, 'id' | 'delegate' | 'oauth'> & {
  readonly delegate: (PlainCredentials & { readonly accessModel: AccessModel }) | null;
  readonly oauth: PlainOAuth | null;
};

/**
 * References are names, because ids mean nothing in a file. A claim is none of its settings: whoever applies a file
 * grants what stands in it.
 */
export type ConfiguredAccount = Omit<Account, 'id' | 'userId' | 'profileId' | 'credentials' | 'claim'> & {
  readonly user: string;
  readonly profile: string;
  readonly credentials: PlainCredentials | null;
};

/** A set of objects, whose names are their identity: what a file wants, or what is stored now. */
export interface Configuration {
  readonly users: readonly ConfiguredUser[];
  readonly profiles: readonly ConfiguredProfile[];
  readonly accounts: readonly ConfiguredAccount[];
}
