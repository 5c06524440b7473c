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
}

/**
 * One mailbox's way to its server: authenticates, declares version and impersonation, follows the
 * version errors, and returns the response element inside `s:Body` (`SyncFolderItemsResponse`).
 * Throws `ConnectorError` for everything that concerns the whole request. For a request that writes,
 * `details.mayHaveBeenApplied` is true when the outcome is not known.
 */
export interface SoapChannel {
  send(request: EwsRequest): Promise<XmlElement>;
  /** The version that requests declare now. */
  readonly version: RequestVersion;
  /** Build of the server as it named itself, for instance `15.2.1544.4`. */
  readonly serverBuild: string | null;
  close(): Promise<void>;
}
