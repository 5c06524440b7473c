import type {
  AccessModel,
  AppointmentsFrom,
  FirstRunMode,
  OAuthApplication,
  Profile,
  ProfileItemRules,
} from '../../settings/settings.ts';

/** What is absent, or `undefined`, stays as it is or has its default. */
export type Loose<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** Credentials as a person enters them: without a password the stored one stays. */
export interface EnteredCredentials {
  readonly user: string;
  readonly domain: string | null;
  readonly password?: string | undefined;
}

/** An application as a person enters it: without secret and certificate the stored ones stay. */
export interface EnteredApplication extends Pick<OAuthApplication, 'authority' | 'clientId' | 'scope'> {
  readonly clientSecret?: string | undefined;
  /** PEM. Without a private key the stored one stays. */
  readonly certificate?: string | undefined;
  /** PEM. Without a certificate the stored one stays. */
  readonly privateKey?: string | undefined;
}

/** General parameters as a person enters them; `serverUrl` as typed. */
export type EnteredProfile = Omit<Profile, 'id' | 'name' | 'delegate' | 'oauth' | 'contacts' | 'appointments'> & {
  readonly delegate: (EnteredCredentials & { readonly accessModel: AccessModel }) | null;
  readonly oauth: EnteredApplication | null;
};

export type NewProfileSettings = Pick<EnteredProfile, 'title' | 'serverUrl'> &
  Loose<
    Omit<EnteredProfile, 'title' | 'serverUrl'> & {
      /** Default: made from the title. */
      readonly name: string;
      readonly contacts: ProfileItemRules;
      readonly appointments: ProfileItemRules;
    }
  >;

export interface EnteredAccount {
  /** An address, or a name that the server's directory resolves. */
  readonly mailbox: string;
  readonly impersonate: string | null;
  readonly credentials: EnteredCredentials | null;
  readonly synchronise: { readonly contacts: boolean; readonly appointments: boolean };
  readonly appointmentsFrom: AppointmentsFrom;
  readonly active: boolean;
  readonly firstRun: FirstRunMode;
}

export type NewAccountSettings = Pick<EnteredAccount, 'mailbox'> &
  Loose<Omit<EnteredAccount, 'mailbox'>> & {
    /** Login name. Default: the caller. */
    readonly user?: string | undefined;
    /** Name. */
    readonly profile: string;
  };

/** Without what was left out, so that it can be spread over what is there. */
export function given<T extends object>(loose: Loose<T>): Partial<T> {
  return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined)) as Partial<T>;
}
