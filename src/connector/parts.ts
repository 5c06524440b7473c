import type { BuiltinCrm } from '../crm/builtin/index.ts';
import type { EwsOptions } from '../exchange/ews/index.ts';
import type { ExchangeSide } from '../exchange/port.ts';
import type { Log } from '../observability/index.ts';
import type { SecretBox, SettingsStore } from '../settings/settings.ts';
import type { RunStore, SyncStore } from '../store/port.ts';
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
}

/** The implementations that the use cases work with. Only `main.ts` chooses them. */
export interface ConnectorParts {
  readonly crm: BuiltinCrm;
  readonly settings: SettingsStore;
  readonly secrets: SecretBox;
  readonly store: SyncStore;
  readonly runs: RunStore;
  readonly connectExchange: (options: EwsOptions) => ExchangeSide;
  /** @throws ConnectorError when no Exchange server can have this address */
  readonly normaliseServerUrl: (typed: string, allowInsecureHttp: boolean) => string;
  /** Secret of the installation from which the stamps of items are made. */
  readonly stampKey: Uint8Array;
  readonly clock: RunClock;
  readonly newId: () => string;
  /** Names this process in leases. */
  readonly ownerId: string;
  readonly tuning: Tuning;
  readonly log: Log;
}
