import { ConnectorError } from '../../../model/index.ts';
import { isOwnCode } from '../errors/index.ts';
import type { DescribedFolder } from '../operations/describe-folders.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import type { SoapChannel } from '../soap/index.ts';
import { assertTold, KNOWN_BY } from './named-mailbox.ts';

/** Nobody has an address there (RFC 2606). */
const NOBODY = 'nobody@raccordo.invalid';

/**
 * Whether the server leaves unread whom a folder is named after: then a name that nobody has opens one too, and that
 * two names open the same folder says nothing about them.
 * @throws ConnectorError for what concerns the whole request, or passes
 */
export async function opensFoldersOfNobody(channel: SoapChannel): Promise<boolean> {
  const folders = await describedOrNone(channel, NOBODY);
  return folders.some(({ kind }) => kind === 'described');
}

/**
 * `KNOWN_BY`, or none: an account without a mailbox has no folders of its own, and some servers say of the request what
 * is meant of those.
 * @throws ConnectorError for what concerns the whole request, or passes
 */
export async function describedOrNone(
  channel: SoapChannel,
  mailbox: string | null,
): Promise<readonly DescribedFolder[]> {
  try {
    const folders = await describeFolders(channel, KNOWN_BY, mailbox);
    assertTold(folders);
    return folders;
  } catch (error) {
    const isAnswer = error instanceof ConnectorError && !isOwnCode(error.code);
    if (isAnswer && error.disposition !== 'retry' && error.disposition !== 'backoff') return [];
    throw error;
  }
}
