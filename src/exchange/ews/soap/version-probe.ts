import { dispositionOf, errorFromResponseCode } from '../errors/index.ts';
import { distinguished, folderIdElement } from '../wire/folder-ref.ts';
import type { XmlElement } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import type { EwsRequest } from './channel.ts';
import { responseCodes } from './response-codes.ts';

/**
 * The cheapest question that every server since 2007 answers. `root` would be "non IPM" to some.
 * @param owner address of the mailbox whose version counts, where requests are not made as its owner
 */
export function versionProbe(owner: string | null): EwsRequest {
  const root = folderIdElement(distinguished('msgfolderroot', owner));
  return {
    operation: 'VersionProbe',
    writes: false,
    body: () =>
      xml`<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>${root}</m:FolderIds></m:GetFolder>`,
  };
}

/**
 * The probe only asks for the header, so a strange body does no harm; but when the mailbox may not be
 * opened at all, this is where it shows first.
 * @throws ConnectorError with the wire's code
 */
export function assertMailboxOpened(response: XmlElement, owner: string | null): void {
  for (const { code, messageXml } of responseCodes(response)) {
    // Who has no such root, or may not see it, may still have the folders that matter; the first look at them tells.
    const isAboutFolder =
      code === 'ErrorFolderNotFound' ||
      code === 'ErrorItemNotFound' ||
      (owner !== null && code === 'ErrorAccessDenied');
    if (code === 'NoError' || isAboutFolder || dispositionOf(code, 'item') === 'quarantine') continue;
    throw errorFromResponseCode(code, { level: 'request', messageXml });
  }
}
