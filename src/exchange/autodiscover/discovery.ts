import type { ConnectorError } from '../../model/index.ts';
import type { Whereabouts } from '../ews/http/index.ts';
import type { EwsOptions } from '../ews/options.ts';
import type { TrialCode } from './trials.ts';

/** What is looked for, and as whom. */
export interface DiscoveryRequest extends Pick<EwsOptions, 'signIn' | 'tls' | 'allowInsecureHttp' | 'onRequest'> {
  /** Mail domain where the search begins, and hosts that are accepted beside its own. */
  readonly domain: string;
  readonly trust: readonly string[];
  /** SMTP address of the mailbox whose server is wanted. */
  readonly mailbox: string;
  /** `null` asks only what is told to anybody. The same counts for applications: their token is for EWS alone. */
  readonly credentials: EwsOptions['credentials'] | null;
  /** For the search as a whole, milliseconds. */
  readonly timeoutMs: number;
}

/** How names are looked up; by default as the system does it. */
export interface DiscoveryNetwork {
  readonly resolveSrv?: ResolveSrv | undefined;
  readonly whereabouts?: Whereabouts | undefined;
}

export interface SrvRecord {
  /** Host without the dot at its end; empty: the service is declared absent. */
  readonly target: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** @returns nothing where there is no record. @throws ConnectorError `dns_not_found`, `timeout` */
export type ResolveSrv = (name: string, signal: AbortSignal) => Promise<readonly SrvRecord[]>;

/** One question and what came of it. */
export interface DiscoveryTrial {
  readonly protocol: 'json' | 'soap' | 'pox' | 'redirect' | 'srv' | 'ews';
  /** Host with its port where that is not the usual one; for `srv` the name of the record. */
  readonly target: string;
  /** Its sentence is `diagnosis.trials.<code>`. */
  readonly code: TrialCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  readonly durationMs: number;
}

export type Discovery =
  | {
      readonly kind: 'found';
      /** The one to use, complete. */
      readonly url: string;
      /** As told for clients outside and inside of the company's network; `null` where nothing was told. */
      readonly external: string | null;
      readonly internal: string | null;
      /** Host that told it. */
      readonly toldBy: string;
      readonly trials: readonly DiscoveryTrial[];
    }
  | {
      readonly kind: 'failed';
      readonly error: ConnectorError;
      /** Host that would tell more to somebody who signs in; `null` where there is none. */
      readonly asksForSignIn: string | null;
      readonly trials: readonly DiscoveryTrial[];
    };
