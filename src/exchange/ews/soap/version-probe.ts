import { dispositionOf, errorFromResponseCode } from '../errors/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import type { EwsRequest } from './channel.ts';
import { responseCodes } from './response-codes.ts';

/** The cheapest question that every server since 2007 answers. `root` would be "non IPM" to some. */
export const VERSION_PROBE: EwsRequest = {
  operation: 'VersionProbe',
  writes: false,
  body: () =>
    xml`<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:FolderIds></m:GetFolder>`,
};

/**
 * The probe only asks for the header, so a strange body does no harm; but when the mailbox may not be
 * opened at all, this is where it shows first.
 * @throws ConnectorError with the wire's code
 */
export function assertMailboxOpened(response: XmlElement): void {
  for (const { code, messageXml } of responseCodes(response)) {
    // Who has no such root may still have the folders that matter; the first look at them tells.
    const isAboutFolder = code === 'ErrorFolderNotFound' || code === 'ErrorItemNotFound';
    if (code === 'NoError' || isAboutFolder || dispositionOf(code, 'item') === 'quarantine') continue;
    throw errorFromResponseCode(code, { level: 'request', messageXml });
  }
}
