/** The parts of a connection that are looked at one after the other. */
export const CONNECTION_STEPS = [
  /** The address as it was typed, made complete. */
  'address',
  /** DNS. */
  'name',
  /** TCP. */
  'connection',
  'tls',
  /** Something that speaks EWS answers there. */
  'ews',
  /** Where an application signs in. */
  'token',
  'signIn',
  'version',
  /** The named mailbox, with the right to open it. */
  'mailbox',
  'contacts',
  'calendar',
  'clock',
] as const;
export type ConnectionStepName = (typeof CONNECTION_STEPS)[number];

/** What can be done, by whom; its sentence is `diagnosis.remedies.<code>`. */
export interface Remedy {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** PowerShell of the Exchange administrator, ready to paste, one line each. Empty where none helps. */
  readonly commands: readonly string[];
}

/** One question of a search for the server's address. Its sentence is `diagnosis.trials.<code>`. */
export interface ConnectionTrial {
  readonly protocol: 'json' | 'soap' | 'pox' | 'redirect' | 'srv' | 'ews';
  /** Host, or the name of a record. */
  readonly target: string;
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** One finding of a connection test. Its sentence is `diagnosis.findings.<code>`. Never holds a secret. */
export interface ConnectionStep {
  readonly step: ConnectionStepName;
  /** `skipped`: an earlier step failed, or nothing was given that it could look at. */
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  readonly remedies: readonly Remedy[];
  /** Of the step `address`, where the address had to be found: what was asked, in its order. */
  readonly tried?: readonly ConnectionTrial[] | undefined;
  readonly durationMs: number;
}

/** What the directory says about a name or address that a person typed for a mailbox. */
export type MailboxLookup =
  /** `smtp`: the primary address, lower case. */
  | { readonly kind: 'found'; readonly smtp: string }
  | { readonly kind: 'ambiguous'; readonly candidates: number }
  | { readonly kind: 'unknown' }
  /** The server has no directory, or does not let us look: nothing is known, nothing is refuted. */
  | { readonly kind: 'notTold'; readonly code: string };
