import type { BuiltinCrm } from '../crm/builtin/index.ts';
import type { Discovery } from '../exchange/autodiscover/index.ts';
import type { ConnectionStep, MailboxLookup } from '../exchange/diagnosis.ts';
import type { EwsOptions } from '../exchange/ews/index.ts';
import type { ExchangeSide } from '../exchange/port.ts';
import type { InstallationGuard } from '../installation/index.ts';
import type { Log } from '../observability/index.ts';
import type { People } from '../people/index.ts';
import type { SecretBox, SettingsStore, SignInSetting } from '../settings/settings.ts';
import type { ConflictStore, FindingStore, PlanStore, RunStore, ScopeReports, SyncStore } from '../store/index.ts';
import type { BrakeLimits } from '../sync/index.ts';
import type { RunClock } from '../sync-run/index.ts';

/** Limits of one installation that no profile sets. */
export interface Tuning {
  /** A write whose outcome is unknown may still land for so long (sync-spec §2.1). */
  readonly waitOutSeconds: number;
  readonly brakes: BrakeLimits;
  /** For one HTTP exchange with Exchange, connection and sign-in included. */
  readonly exchangeTimeoutMs: number;
  /** Connections to one mailbox at one time. */
  readonly connectionsPerMailbox: number;
  /** Steps that a run lists for people. */
  readonly listedSteps: number;
  /** Questions to the directory of a mail server that the forms of one user may cause within ten minutes. */
  readonly lookUpsPerPerson: number;
}

/** The implementations that the use cases work with. Only `main.ts` chooses them. */
export interface ConnectorParts {
  readonly crm: BuiltinCrm;
  readonly settings: SettingsStore;
  readonly secrets: SecretBox;
  readonly store: SyncStore;
  readonly runs: RunStore;
  readonly plans: PlanStore;
  readonly reports: ScopeReports;
  readonly conflicts: ConflictStore;
  readonly findings: FindingStore;
  readonly people: People;
  /** Whether the database may be trusted to know what was done. */
  readonly installation: InstallationGuard;
  readonly connectExchange: (options: EwsOptions) => ExchangeSide;
  /**
   * Looks at a connection step by step; each step is told as soon as it is known, all of `CONNECTION_STEPS` in their
   * order. Never throws for what the server does. `mailbox` may be empty: then its steps are skipped.
   */
  readonly diagnoseExchange: (options: EwsOptions) => AsyncIterable<ConnectionStep>;
  /** What the server thinks of this password is asked anew by whoever shows it next; heard once a minute. */
  readonly forgetRefusals: (credentials: EwsOptions['credentials']) => void;
  /** Looks for the server of a mailbox whose address is a mail domain. Never throws for what servers do. */
  readonly discoverExchange: (options: EwsOptions) => Promise<Discovery>;
  /**
   * Asks the server's directory whose primary address `typed` leads to, with the credentials as they are (no
   * impersonation). @throws ConnectorError for what fails before the directory is asked: network, sign-in
   */
  readonly lookUpMailbox: (options: EwsOptions, typed: string) => Promise<MailboxLookup>;
  /**
   * For credentials of a user's own: they open the mailbox that is named, and no other. A server that cannot be asked
   * this lets it pass. @throws ConnectorError `mailbox_not_own`; for what fails before
   */
  readonly assertOwnMailbox: (options: EwsOptions) => Promise<void>;
  /** @throws ConnectorError when no Exchange server can have this address */
  readonly normaliseServerUrl: (typed: string, allowInsecureHttp: boolean, signIn: SignInSetting) => string;
  /** Secret of the installation from which the stamps of items are made. */
  readonly stampKey: Uint8Array;
  readonly clock: RunClock;
  readonly newId: () => string;
  /** Names this process in leases. */
  readonly ownerId: string;
  /** Other processes may be at work in the same database. */
  readonly sharesDatabase: boolean;
  readonly tuning: Tuning;
  readonly log: Log;
}
