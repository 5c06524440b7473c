import { ConnectorError } from '../../../model/index.ts';
import type { DescribedFolder } from '../operations/describe-folders.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import type { SoapChannel } from '../soap/index.ts';
import { describedOrNone, opensFoldersOfNobody } from './folders-of-nobody.ts';
import { KNOWN_BY } from './named-mailbox.ts';

/** Whether the server opens the folders of whom they are named after. */
export type OwnerOfFolders =
  | 'heeded'
  /** It opens the folders of whoever signs in, whatever address they are named with. */
  | 'ignored';

/**
 * A server that does not know delegates may leave the address in a folder's name unread and open the account's own
 * folder: then everybody's items would be written into one mailbox. Named and own folders are the same ones there;
 * that the account is meant to work in its own mailbox tells a name that nobody has.
 * @param named folders of the named address: `KNOWN_BY`
 * @throws ConnectorError for what concerns the whole request, or passes
 */
export async function ownerOfFolders(channel: SoapChannel, named: readonly DescribedFolder[]): Promise<OwnerOfFolders> {
  const own = await describedOrNone(channel, null);
  if (!named.some((folder, at) => isSame(folder, own[at]))) return 'heeded';
  return (await opensFoldersOfNobody(channel)) ? 'ignored' : 'heeded';
}

/** @throws ConnectorError `folder_owner_ignored` (disposition `reauth`); what concerns the whole request */
export async function assertOwnerHeeded(channel: SoapChannel, mailbox: string): Promise<void> {
  const named = await describeFolders(channel, KNOWN_BY, mailbox);
  if ((await ownerOfFolders(channel, named)) === 'heeded') return;
  throw new ConnectorError({
    code: 'folder_owner_ignored',
    disposition: 'reauth',
    message: 'the server opens the folders of the account that signs in, whatever mailbox they are named with',
    details: { mailbox },
  });
}

function isSame(folder: DescribedFolder, other: DescribedFolder | undefined): boolean {
  return folder.kind === 'described' && other?.kind === 'described' && folder.id === other.id;
}
