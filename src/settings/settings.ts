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
export type ProfileItemRules = Omit<ItemRules, 'privateItems' | 'invitations' | 'afterCrmRestore'>;

export const INVITATIONS = ['never', 'silent', 'notify'] as const satisfies readonly ItemRules['invitations'][];
export const AFTER_CRM_RESTORE = ['exchange', 'ask', 'crm'] as const satisfies readonly ItemRules['afterCrmRestore'][];

/** A stored password or other secret: ciphertext with the version of its key. Opened only where a connection is made. */
export interface SealedSecret {
  readonly sealed: string;
}

export interface Credentials {
  /** `DOMAIN\user`, a UPN, or a plain name with `domain`. */
  readonly user: string;
  readonly domain: string | null;
  readonly password: SealedSecret;
}

/** How service accounts that are persons sign in, and `oauth`, where an application takes their place. */
export const SIGN_INS = ['auto', 'basic', 'ntlm', 'oauth'] as const;
export type SignInSetting = (typeof SIGN_INS)[number];

/** How a service account opens the mailboxes of others: by acting as their owner, or by rights on their folders. */
export const ACCESS_MODELS = ['impersonation', 'delegateFolders'] as const;
export type AccessModel = (typeof ACCESS_MODELS)[number];

/** By which of the owner's names an account or application that impersonates calls the owner of a mailbox. */
export const IMPERSONATION_NAMES = ['primarySmtpAddress', 'principalName', 'sid'] as const;
export type ImpersonationName = (typeof IMPERSONATION_NAMES)[number];

/** What the token is for, where nothing else is said: Exchange Online. */
export const DEFAULT_OAUTH_SCOPE = 'https://outlook.office365.com/.default';

/** An application in the place of the service account: it signs in as itself (RFC 6749 section 4.4) and impersonates. */
export interface OAuthApplication {
  /** `https://login.microsoftonline.com/TENANT`, or the whole address of a token endpoint; see `tokenUrlOf`. */
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  /** The one or the other: exactly one of both is there. */
  readonly clientSecret: SealedSecret | null;
  /** `pem` is public; the private key that belongs to it is not. */
  readonly certificate: { readonly pem: string; readonly privateKey: SealedSecret } | null;
}

/** Of a stored object: changes with every change of it. Opaque. */
export interface Versioned {
  readonly version: string;
}

/** One Exchange server and the rules for it: "Parametri di configurazione generale". */
export interface Profile {
  readonly id: string;
  /** Unique, used in configuration files. */
  readonly name: string;
  readonly title: string;
  /** Normalised: `https://HOST/EWS/Exchange.asmx`, or `autodiscover:MAIL.DOMAIN`, where each mailbox is looked for. */
  readonly serverUrl: string;
  readonly active: boolean;
  /** The service account. With one, users give only the mailbox name. */
  readonly delegate: (Credentials & { readonly accessModel: AccessModel }) | null;
  readonly signIn: SignInSetting;
  /** There exactly where `signIn` is `oauth`, and then there is no `delegate`. */
  readonly oauth: OAuthApplication | null;
  /** Counts where mailboxes are opened by impersonation. */
  readonly impersonateBy: ImpersonationName;
  readonly exchangeVersion: ExchangeVersionSetting;
  readonly tls: { readonly certificateSha256: string | null; readonly caPem: string | null };
  /** Plain `http` is refused without it. */
  readonly allowInsecureHttp: boolean;
  readonly invitations: ItemRules['invitations'];
  readonly privateItems: ItemRules['privateItems'];
  readonly afterCrmRestore: ItemRules['afterCrmRestore'];
  /** Seconds between runs, 5 to 86400. */
  readonly intervalSeconds: number;
  /** Changes start a run at once, on either side; the interval goes on as the safety net. */
  readonly asItHappens: boolean;
  readonly contacts: ProfileItemRules;
  readonly appointments: ProfileItemRules;
}

export type AppointmentsFrom =
  | { readonly kind: 'all' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'lastMonths'; readonly months: number };

/**
 * Whether the user may synchronise this mailbox. A service account opens every mailbox, so a user gets at once only the
 * one whose primary address is the own confirmed e-mail address; everything else waits for an administrator.
 */
export interface MailboxClaim {
  readonly state: 'granted' | 'waiting' | 'refused';
  /** Why it waits; `null` when it does not. */
  readonly reason: 'otherAddress' | 'emailNotVerified' | 'notResolved' | null;
  /** The primary address that the server told for the mailbox, lower case; `null` when it told none. */
  readonly resolvedSmtp: string | null;
  /** Login name of who granted or refused it, `operator`, or `null` where the rule itself did. */
  readonly decidedBy: string | null;
  /** ISO instant of the latest change. */
  readonly at: string;
}

/** `approve`: the first run is a plan that a person looks at and approves. `automatic`: it is applied at once. */
export type FirstRunMode = 'approve' | 'automatic';

/** One user's connection to one profile: "Configurazione sincronizzazione utente". */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly profileId: string;
  /** SMTP address of the mailbox. */
  readonly mailbox: string;
  /**
   * Principal name or SID of the mailbox's owner, where the profile impersonates by it. Whoever sets it says whose
   * mailbox is opened, so only administrators may.
   */
  readonly impersonate: string | null;
  /** Only where the profile has neither delegate account nor application. */
  readonly credentials: Credentials | null;
  readonly synchronise: Readonly<Record<ItemType, boolean>>;
  readonly appointmentsFrom: AppointmentsFrom;
  readonly active: boolean;
  readonly firstRun: FirstRunMode;
  readonly claim: MailboxClaim;
}

/** Which accounts are meant; what is absent does not narrow. */
export interface AccountFilter {
  readonly ids?: readonly string[];
  readonly name?: string;
  readonly userIds?: readonly string[];
  readonly profileId?: string;
  /** Found in the name or the mailbox, without regard to case, or the account is of one of these users. */
  readonly search?: { readonly text: string; readonly userIds: readonly string[] };
}

export interface AccountPage {
  readonly accounts: readonly (Account & Versioned)[];
  /** Whether more follow. */
  readonly more: boolean;
  /** Of all that are meant, on whatever page. */
  readonly total: number;
}

export type LeaveServer = (account: Account) => Account;

export interface SettingsStore {
  /** In order of name. */
  listProfiles(): Promise<readonly (Profile & Versioned)[]>;
  /**
   * @param expectedVersion of the profile as it was read; `null` writes whatever it is now
   * @throws ConnectorError `profile_name_taken`, `profile_changed` (disposition `conflict`)
   */
  putProfile(profile: Profile, expectedVersion: string | null): Promise<Versioned>;
  /**
   * Stores a profile that goes to another server, and at the same moment what its accounts lose by that: whoever fills
   * one in for the old server comes before, or is told that the profile changed.
   * @param expectedVersion of the profile as it was read; `null` writes whatever it is now
   * @param leave what becomes of an account; the same object leaves it alone
   * @throws ConnectorError `profile_name_taken`, `profile_changed` (disposition `conflict`)
   */
  moveProfile(profile: Profile, expectedVersion: string | null, leave: LeaveServer): Promise<Versioned>;
  /** @throws ConnectorError `profile_in_use`, `profile_changed` */
  deleteProfile(id: string, expectedVersion: string | null): Promise<void>;
  /** In order of name. */
  listAccounts(filter?: AccountFilter): Promise<readonly (Account & Versioned)[]>;
  /** In order of name. @param after name of the last one seen; empty begins */
  pageAccounts(filter: AccountFilter, after: string, limit: number): Promise<AccountPage>;
  /**
   * @param expectedVersion of the account as it was read; `null` writes whatever it is now
   * @param profileVersion of its profile as it was read: whatever a server told, or is to be told, counts for that one;
   *   `undefined` for any
   * @throws ConnectorError `mailbox_taken`, `item_type_active_elsewhere`, `account_name_taken`, `profile_unknown`,
   *   `account_changed`, `profile_changed`
   */
  putAccount(account: Account, expectedVersion: string | null, profileVersion?: string): Promise<Versioned>;
  /** @throws ConnectorError `account_changed` */
  deleteAccount(id: string, expectedVersion: string | null): Promise<void>;
}

/** Seals and opens secrets. The identity binds a ciphertext to its row: moved elsewhere it does not open. */
export interface SecretBox {
  seal(plain: string, identity: string): SealedSecret;
  /** @throws ConnectorError `secret_unreadable` (disposition `reauth`) */
  open(secret: SealedSecret, identity: string): string;
}
