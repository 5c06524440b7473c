import type { Delegation } from './rights/delegation.ts';

/** A person who may sign in, and the mailbox behind it. */
export interface SimulatorUser {
  /** Name to sign in with, without domain. `smtp` signs in too. */
  readonly user: string;
  readonly password: string;
  /** Windows domain: `DOMAIN\user` then signs in as well. */
  readonly domain?: string;
  /** Primary SMTP address. */
  readonly smtp: string;
  readonly displayName: string;
  /** Has the right ApplicationImpersonation: over all mailboxes, or over those with these primary addresses. */
  readonly mayImpersonate?: boolean | readonly string[];
  /** What others may do in the mailbox. */
  readonly delegates?: readonly Delegation[];
  /** User principal name; the primary address where it is not given. */
  readonly principalName?: string;
  /** Security identifier of the account, `S-1-5-21-…`. */
  readonly sid?: string;
  /** Further addresses of the mailbox. */
  readonly aliases?: readonly string[];
  /** `false`: EWS is switched off for this mailbox, whoever opens it. */
  readonly ewsEnabled?: boolean;
  /** `false`: an account of Windows without a mailbox, as service accounts often are. */
  readonly hasMailbox?: boolean;
  /** A program without a mailbox, signed in with a token: it works for others only. */
  readonly isApplication?: boolean;
  /** The right password is answered with what Exchange says about an expired one. */
  readonly passwordExpired?: boolean;
}

/** A service account that may open every mailbox, and three people. */
export const DEFAULT_USERS: readonly SimulatorUser[] = [
  {
    user: 'svc-raccordo',
    password: 'Servizio-2026',
    domain: 'AZIENDA',
    smtp: 'svc-raccordo@azienda.example',
    displayName: 'Servizio Raccordo',
    mayImpersonate: true,
  },
  {
    user: 'mario.rossi',
    password: 'Rossi-2026',
    domain: 'AZIENDA',
    smtp: 'mario.rossi@azienda.example',
    displayName: 'Mario Rossi',
    aliases: ['m.rossi@azienda.example'],
  },
  {
    user: 'giulia.bianchi',
    password: 'Bianchi-2026',
    domain: 'AZIENDA',
    smtp: 'giulia.bianchi@azienda.example',
    displayName: 'Giulia Bianchi',
  },
  {
    user: 'niccolo.conti',
    password: 'Conti-2026-però',
    domain: 'AZIENDA',
    smtp: 'niccolo.conti@azienda.example',
    displayName: 'Niccolò Conti',
  },
];
