import type { ItemType } from '../model/index.ts';
import type { ItemRules } from '../sync/index.ts';

/** Values of `t:RequestServerVersion` that a profile may ask for; `auto` detects. `Exchange2016` also serves 2019 and SE. */
export const EXCHANGE_VERSIONS = [
  'auto',
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
] as const;
export type ExchangeVersionSetting = (typeof EXCHANGE_VERSIONS)[number];

/** Rules that stand once in the profile and count for both item types. */
export type ProfileItemRules = Omit<ItemRules, 'privateItems'>;

/** A stored password: ciphertext with the version of its key. Opened only where a connection is made. */
export interface SealedSecret {
  readonly sealed: string;
}

export interface Credentials {
  /** `DOMAIN\user`, a UPN, or a plain name with `domain`. */
  readonly user: string;
  readonly domain: string | null;
  readonly password: SealedSecret;
}

/** One Exchange server and the rules for it: "Parametri di configurazione generale". */
export interface Profile {
  readonly id: string;
  /** Unique, used in configuration files. */
  readonly name: string;
  readonly title: string;
  /** Normalised: `https://HOST/EWS/Exchange.asmx`. */
  readonly serverUrl: string;
  readonly active: boolean;
  /** The service account. With one, users give only the mailbox name. */
  readonly delegate: (Credentials & { readonly accessModel: 'impersonation' }) | null;
  readonly signIn: 'auto' | 'basic' | 'ntlm';
  readonly exchangeVersion: ExchangeVersionSetting;
  readonly tls: { readonly certificateSha256: string | null; readonly caPem: string | null };
  /** Plain `http` is refused without it. */
  readonly allowInsecureHttp: boolean;
  readonly invitations: 'never';
  readonly privateItems: 'skip' | 'full';
  /** Seconds between runs, 5 to 86400. */
  readonly intervalSeconds: number;
  readonly contacts: ProfileItemRules;
  readonly appointments: ProfileItemRules;
}

export type AppointmentsFrom =
  | { readonly kind: 'all' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'lastMonths'; readonly months: number };

/** One user's connection to one profile: "Configurazione sincronizzazione utente". */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly profileId: string;
  /** SMTP address of the mailbox. */
  readonly mailbox: string;
  /** Only where the profile has no delegate account. */
  readonly credentials: Credentials | null;
  readonly synchronise: Readonly<Record<ItemType, boolean>>;
  readonly appointmentsFrom: AppointmentsFrom;
  readonly active: boolean;
}

export interface SettingsStore {
  listProfiles(): Promise<readonly Profile[]>;
  putProfile(profile: Profile): Promise<void>;
  deleteProfile(id: string): Promise<void>;
  listAccounts(): Promise<readonly Account[]>;
  putAccount(account: Account): Promise<void>;
  deleteAccount(id: string): Promise<void>;
}

/** Seals and opens secrets. The identity binds a ciphertext to its row: moved elsewhere it does not open. */
export interface SecretBox {
  seal(plain: string, identity: string): SealedSecret;
  /** @throws ConnectorError `secret_unreadable` (disposition `reauth`) */
  open(secret: SealedSecret, identity: string): string;
}
