import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';

/** Values of `t:RequestServerVersion`, oldest first. Requests declare the lowest that suffices. */
export const REQUEST_VERSIONS = [
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
] as const;
export type RequestVersion = (typeof REQUEST_VERSIONS)[number];

export function isAtLeast(version: RequestVersion, minimum: RequestVersion): boolean {
  return REQUEST_VERSIONS.indexOf(version) >= REQUEST_VERSIONS.indexOf(minimum);
}

export interface EwsRequest {
  /** Wire name, for logs and errors: `SyncFolderItems`. */
  readonly operation: string;
  /** Makes the content of `s:Body` for the version that is declared; prefixes `m:` and `t:` are bound. */
  readonly body: (version: RequestVersion) => Xml;
  /** A request that changes the mailbox is never sent a second time after its first byte has left. */
  readonly writes: boolean;
  /** What belongs to it is kept by one of several servers: later requests of the channel must reach the same one. */
  readonly keepsServer?: boolean;
}

/**
 * One mailbox's way to its server: authenticates, declares version and impersonation, follows the
 * version errors, and returns the response element inside `s:Body` (`SyncFolderItemsResponse`).
 * Throws `ConnectorError` for everything that concerns the whole request. For a request that writes,
 * `details.mayHaveBeenApplied` is true when the outcome is not known.
 */
export interface SoapChannel {
  send(request: EwsRequest): Promise<XmlElement>;
  /**
   * Lends a channel all of whose requests share one deadline, which begins now: when the time is up, the one that is
   * under way ends and no further one is sent.
   */
  withinOneDeadline<T>(work: (channel: SoapChannel) => Promise<T>): Promise<T>;
  /** The version that requests declare now. */
  readonly version: RequestVersion;
  /** Build of the server as it named itself, for instance `15.2.1544.4`. */
  readonly serverBuild: string | null;
  close(): Promise<void>;
}

/** A channel that also carries answers which go on for minutes. Each needs one of its connections for so long. */
export interface StreamingChannel extends SoapChannel {
  /**
   * Sends a request that is answered by many envelopes, at the version that requests declare now. Resolves when the
   * server ends the answer, and is never repeated.
   * @param onAnswer is given the response element of each
   * @throws ConnectorError `timeout` when nothing comes for `silenceMs`, `channel_closed` when `signal` is aborted; what
   * `onAnswer` throws, which ends the stream
   */
  stream(
    request: EwsRequest,
    onAnswer: (content: XmlElement) => void,
    limits: { readonly silenceMs: number; readonly signal: AbortSignal },
  ): Promise<void>;
}
