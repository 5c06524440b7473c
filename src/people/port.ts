import type { CrmUser } from '../crm/port.ts';

export const ROLES = ['administrator', 'user'] as const;
/** `administrator` manages profiles, rules and people; `user` has the own accounts and records, and no more. */
export type Role = (typeof ROLES)[number];

/** On whose behalf a request is made. */
export type Principal =
  /** Holds the token of the installation: the person at the machine, who may do everything. */
  | { readonly kind: 'operator' }
  | {
      readonly kind: 'person';
      readonly userId: string;
      /** Login name. */
      readonly name: string;
      readonly role: Role;
      readonly sessionId: string;
    };

/** A CRM user as one who can sign in. */
export interface Person extends CrmUser {
  readonly role: Role;
  readonly hasPassword: boolean;
  /**
   * The present e-mail address was confirmed by an administrator (or stands in a configuration file, which is the
   * same). A changed address is unconfirmed until somebody confirms it.
   */
  readonly emailVerified: boolean;
  /** ISO instant. */
  readonly lastSignInAt: string | null;
  /** Changes with every change of the person; opaque. */
  readonly version: string;
}

export interface Session {
  readonly id: string;
  readonly person: Person;
  /** Sent back with every request that changes something; worthless without the cookie. */
  readonly csrfToken: string;
  /** ISO instant after which it ends, unless it is used before. */
  readonly expiresAt: string;
}

/** A session with the secret that goes into the cookie; the secret is stored nowhere. */
export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

/**
 * `setup` makes the first administrator; `password` lets its person choose a password; `signIn` signs its person in.
 * Each works once.
 */
export type LinkKind = 'setup' | 'password' | 'signIn';

export interface IssuedLink {
  readonly token: string;
  /** ISO instant. */
  readonly expiresAt: string;
}

export interface NewPerson {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly timeZone: string;
}

export interface PersonChange extends Partial<NewPerson> {
  readonly active?: boolean;
  readonly role?: Role;
  /** `true` confirms the address that the person has after this change. */
  readonly emailVerified?: boolean;
}

/** What was done, by whom, to what: never a secret, never content. */
export interface AuditEntry {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** Login name, `operator` for the holder of the token, or `null` for nobody (a refused sign-in). */
  readonly actor: string | null;
  readonly action: AuditAction;
  /** What it was done to. */
  readonly object: { readonly kind: AuditObject; readonly name: string } | null;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export type AuditObject = 'person' | 'profile' | 'account' | 'configuration' | 'session';

export const AUDIT_ACTIONS = [
  'account_changed',
  'account_created',
  'account_deleted',
  'claim_granted',
  'claim_refused',
  'claim_waiting',
  'configuration_applied',
  'conflict_decided',
  'findings_repaired',
  'installation_confirmed',
  'link_issued',
  'old_deletions_left',
  'password_set',
  'person_changed',
  'person_created',
  'plan_approved',
  'profile_changed',
  'profile_created',
  'profile_deleted',
  'sessions_ended',
  'sign_in_refused',
  'signed_in',
  'signed_out',
  'stop_tried',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** People, their sessions, the links that let them in, and the record of what they did. */
export interface People {
  /** Whether anybody active can administer. */
  hasAdministrator(): Promise<boolean>;
  /** In order of their names. @param userIds only these; by default everybody */
  list(userIds?: readonly string[]): Promise<readonly Person[]>;
  /**
   * In order of their names. @param afterId the last one seen; `null` begins
   * @throws ConnectorError `cursor_invalid` when there is nobody of that id
   */
  page(afterId: string | null, limit: number): Promise<readonly Person[]>;
  /** Ids of those in whose names and e-mail address every word of the text is found; case and accents do not matter. */
  search(text: string): Promise<readonly string[]>;
  get(userId: string): Promise<Person | null>;
  /** By login name, without regard to case. */
  findByName(name: string): Promise<Person | null>;
  /** @throws ConnectorError `crm_user_exists`, `crm_invalid_record` */
  create(person: NewPerson, login: { readonly role: Role; readonly emailVerified: boolean }): Promise<Person>;
  /**
   * An inactive person, or one whose role became less, is signed out everywhere.
   * @param expectedVersion `null` changes whatever it is now
   * @throws ConnectorError `person_unknown`, `person_changed`, `last_administrator`, `crm_user_exists`, `crm_invalid_record`
   */
  update(userId: string, change: PersonChange, expectedVersion: string | null): Promise<Person>;

  /**
   * @param name login name or e-mail address
   * @param address where the request comes from, for throttling
   * @throws ConnectorError `login_refused` (it never tells whether the name exists), `login_throttled` with `retryAfterMs`
   */
  signIn(name: string, password: string, address: string): Promise<OpenedSession>;
  /**
   * `null` for a token that is unknown, ended, or whose person is inactive.
   * @param counts `use` (default) keeps the session from ending as idle; `look` does not: for what goes on by itself
   *   while nobody is there
   */
  findSession(token: string, counts?: 'use' | 'look'): Promise<Session | null>;
  signOut(sessionId: string): Promise<void>;
  /** @returns how many ended */
  endSessions(userId: string, exceptSessionId: string | null): Promise<number>;
  /** Ends all other sessions of the person. @throws ConnectorError `login_refused`, `login_throttled`, `password_weak` */
  changePassword(session: Session, current: string, next: string): Promise<void>;
  /** Ends all sessions of the person. For the operator and for tests. @throws ConnectorError `password_weak`, `person_unknown` */
  setPassword(userId: string, password: string): Promise<void>;

  /** A new link of a kind replaces the older ones of that kind and person. */
  issueLink(kind: LinkKind, userId: string | null, lifetimeMs: number): Promise<IssuedLink>;
  /** Looks without using. `null`: unknown, used, expired, or its person is inactive. */
  inspectLink(token: string): Promise<{ readonly kind: LinkKind; readonly person: Person | null } | null>;
  /**
   * Uses a `password` or `signIn` link. A weak password leaves the link usable.
   * @throws ConnectorError `login_link_invalid`, `password_weak`
   */
  redeemLink(token: string, password: string | null): Promise<OpenedSession>;
  /**
   * Uses a `setup` link: the first administrator, address confirmed, signed in.
   * @throws ConnectorError `login_link_invalid`, `password_weak`, `crm_user_exists`, `crm_invalid_record`
   */
  createAdministrator(token: string, person: NewPerson, password: string): Promise<OpenedSession>;

  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
  /** Newest first. @param cursor `null` for the newest; @throws ConnectorError `cursor_invalid` */
  pageAudit(
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly cursor: string | null }>;
}
