import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../model/index.ts';
import type { MailboxIdentity } from '../../port.ts';
import { folderIdOf, getFolder } from '../operations/get-folder.ts';
import { resolveNames } from '../operations/resolve-names.ts';
import { isBareCode } from '../soap/bare-fault.ts';
import type { DistinguishedFolder } from '../wire/folder-ref.ts';
import { distinguished } from '../wire/folder-ref.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import type { SideContext } from './side-context.ts';

const FOLDERS: readonly DistinguishedFolder[] = ['contacts', 'calendar', 'msgfolderroot'];

const MISSING = '-';

/** Folder ids stay while the mailbox is the same and differ in every other. */
export async function identifyMailbox(side: SideContext): Promise<MailboxIdentity> {
  const messages = await getFolder(
    side.channel,
    FOLDERS.map((name) => distinguished(name, side.owner)),
  );
  const ids = FOLDERS.map((folder, index) => fingerprintPart(side, folder, messages[index]));
  const [first] = messages;
  // A mailbox without any of them has no fingerprint to be known by.
  if (first !== undefined && ids.every((id) => id === MISSING))
    throw side.owner === null ? errorOf(first, FOLDERS[0]) : nothingShared(side.owner, first.code);
  return {
    smtp: await primaryAddress(side),
    fingerprint: createHash('sha256').update(ids.join('\n')).digest('hex'),
    serverBuild: side.channel.serverBuild,
    requestVersion: side.channel.version,
  };
}

function nothingShared(mailbox: string, answer: string): ConnectorError {
  return new ConnectorError({
    code: 'mailbox_not_shared',
    disposition: 'reauth',
    message: `No folder of the mailbox is shared with the account: ${answer}.`,
    details: { mailbox },
  });
}

/**
 * A folder that does not exist is a fact about the mailbox; one that cannot be read now is none. To a delegate,
 * what is not shared does not exist.
 */
function fingerprintPart(
  { owner }: SideContext,
  folder: DistinguishedFolder,
  message: ResponseMessage | undefined,
): string {
  if (message === undefined) throw answerError('response_incomplete', 'GetFolder left out a folder.', folder);
  if (message.code === 'ErrorFolderNotFound' || message.code === 'ErrorItemNotFound') return MISSING;
  if (owner !== null && message.code === 'ErrorAccessDenied') return MISSING;
  // Not every server has such a root, and no run needs it.
  if (folder === 'msgfolderroot' && isBareCode(message.code)) return MISSING;
  if (message.class === 'error') throw errorOf(message, folder);
  const id = folderIdOf(message);
  if (id === null) throw answerError('response_incomplete', 'GetFolder told no id.', folder);
  return id;
}

/**
 * The configured address may be an alias. A server that has no directory, or does not let us look, leaves
 * us with it. @returns in lower case
 */
async function primaryAddress(side: SideContext): Promise<string> {
  const configured = side.mailbox.trim().toLowerCase();
  try {
    const resolved = (await resolveNames(side.channel, configured)).filter(
      ({ address, routingType }) => address.includes('@') && (routingType ?? 'SMTP').toUpperCase() === 'SMTP',
    );
    const addresses = [...new Set(resolved.map(({ address }) => address.toLowerCase()))];
    // Several answers are several people; then only the exact one counts.
    return addresses.length === 1 ? (addresses[0] ?? configured) : configured;
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.disposition === 'backoff') throw error;
    return configured;
  }
}
