import { ConnectorError } from '../../../model/index.ts';
import { dispositionOf, errorFromResponseCode, isOwnCode } from '../errors/index.ts';
import type { DescribedFolder } from '../operations/describe-folders.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import { blamesServer, isBareCode, isBareFault } from '../soap/bare-fault.ts';
import type { SoapChannel } from '../soap/index.ts';
import type { DistinguishedFolder } from '../wire/folder-ref.ts';

/** Folders by which a mailbox is known, in the order in which they are asked for. */
export const KNOWN_BY: readonly DistinguishedFolder[] = ['contacts', 'calendar'];

/** What the mailbox of a named address is to an account that signs in for itself. */
export type NamedMailbox =
  | { readonly kind: 'own' }
  /** Somebody else's. `opens`: the account has rights on it. */
  | { readonly kind: 'another'; readonly opens: boolean }
  /** Nobody has the address. */
  | { readonly kind: 'unknown'; readonly code: string }
  /** Nothing is known, for the server opens no folder by an address. `code`: what it answered, where it was asked. */
  | { readonly kind: 'notTold'; readonly code: string | null };

/**
 * An account without a right to impersonate gets its own mailbox, whatever address the settings name. The folders of
 * the named address are asked for: only in one's own mailbox are they the same.
 * @param own folders of the account's own mailbox: `KNOWN_BY`
 * @throws ConnectorError for what concerns the whole request, or passes: then nothing was found out
 */
export async function compareWithNamed(
  channel: SoapChannel,
  mailbox: string,
  own: readonly DescribedFolder[],
): Promise<NamedMailbox> {
  const index = own.findIndex(({ kind }) => kind === 'described');
  const mine = own[index];
  const folder = KNOWN_BY[index];
  if (mine?.kind !== 'described' || folder === undefined) return { kind: 'notTold', code: null };
  const named = await namedFolder(channel, mailbox, folder);
  if (named.kind === 'failed') return meaningOf(named.code);
  return named.id === mine.id ? { kind: 'own' } : { kind: 'another', opens: true };
}

/** Some servers say of the whole request what others say of the folder. */
async function namedFolder(
  channel: SoapChannel,
  mailbox: string,
  folder: DistinguishedFolder,
): Promise<DescribedFolder> {
  try {
    const [named] = await describeFolders(channel, [folder], mailbox);
    return named ?? { kind: 'failed', code: 'response_incomplete' };
  } catch (error) {
    if (!(error instanceof ConnectorError) || isOwnCode(error.code)) throw error;
    if (passes(error.disposition) && !isBareFault(error)) throw error;
    return { kind: 'failed', code: error.code };
  }
}

function meaningOf(code: string): NamedMailbox {
  if (isUnknownMailbox(code)) return { kind: 'unknown', code };
  if (KEEPS_OUT.has(code)) return { kind: 'another', opens: false };
  if (passes(dispositionOf(code, 'item')) && !isBareCode(code)) throw errorFromResponseCode(code);
  return { kind: 'notTold', code };
}

/** How servers keep somebody out; a folder that one may not see does not exist. */
export const KEEPS_OUT: ReadonlySet<string> = new Set([
  'ErrorAccessDenied',
  'ErrorFolderNotFound',
  'ErrorItemNotFound',
]);

function passes(disposition: ConnectorError['disposition']): boolean {
  return disposition === 'retry' || disposition === 'backoff';
}

const UNKNOWN_MAILBOX: ReadonlySet<string> = new Set([
  'ErrorNonExistentMailbox',
  'ErrorMailRecipientNotFound',
  'ErrorCannotFindUser',
  'ErrorInvalidSmtpAddress',
  'ErrorInvalidMailbox',
  'ErrorInvalidExchangeImpersonationHeaderData',
]);

/** How servers say that nobody has an address. */
export function isUnknownMailbox(code: string): boolean {
  return UNKNOWN_MAILBOX.has(code);
}

/**
 * A server in trouble has told nothing, and nothing may be concluded from that about whose mailbox it is.
 * @throws ConnectorError when no folder was described and the server blames itself
 */
export function assertTold(folders: readonly DescribedFolder[]): void {
  const codes = folders.flatMap((folder) => (folder.kind === 'failed' ? folder.code : []));
  const trouble = codes.length === folders.length ? codes.find(blamesServer) : undefined;
  if (trouble !== undefined) throw errorFromResponseCode(trouble, { level: 'request' });
}
