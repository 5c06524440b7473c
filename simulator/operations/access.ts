import type { Right } from '../rights/folder-role.ts';
import type { MailboxRights } from '../rights/mailbox-rights.ts';
import { rightsIn } from '../rights/mailbox-rights.ts';
import type { Folder } from '../state/folder.ts';
import { parseFolderId } from '../state/identifiers.ts';
import type { StoredItem } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf } from '../xml/read.ts';
import type { OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { readItemReference } from './item-reference.ts';

export interface Opened {
  /** Where it lies: with rights on it, that may be another mailbox than the one of the request. */
  readonly mailbox: Mailbox;
  readonly rights: MailboxRights;
  readonly folder: Folder;
  /** The context of the request, seen from that mailbox. */
  readonly within: OperationContext;
}

export interface OpenedItem extends Opened {
  readonly item: StoredItem;
}

/**
 * The folder that a `FolderId` or `DistinguishedFolderId` names.
 * @param need what shall be done in it, beside looking at the folder itself
 * @throws ItemError
 */
export function openFolder(
  source: ReceivedElement | undefined,
  context: OperationContext,
  need?: Extract<Right, 'readAny' | 'create'>,
): Opened {
  if (source === undefined) throw folderNotFound();
  const { mailbox, folder } = foundFolder(source, context);
  const rights = rightsIn(mailbox, context.actor, context.organisation);
  if (rights.as === 'none') throw accessDenied();
  // Who may see nothing of a folder is told that there is none.
  if (folder === undefined || rights.maskOf(folder) === 0) throw folderNotFound();
  if (need !== undefined && !rights.may(need, folder)) throw accessDenied();
  return { mailbox, rights, folder, within: inMailbox(context, mailbox, rights) };
}

/**
 * The item that an `ItemId` names, or the occurrence of a series.
 * @param need what shall be done with it
 * @throws ItemError
 */
export function openItem(
  source: ReceivedElement,
  context: OperationContext,
  need: 'read' | 'change' | 'delete' = 'read',
): OpenedItem {
  const { parts, pick } = readItemReference(source);
  const mailbox = mailboxWith(parts.mailbox, context);
  const rights = rightsIn(mailbox, context.actor, context.organisation);
  if (rights.as === 'none') throw accessDenied();
  const item = mailbox.item(parts.item);
  const folder = item === undefined ? undefined : mailbox.folder(item.folder);
  if (item === undefined || folder === undefined || item.folder !== parts.folder || !rights.sees(item, folder)) {
    throw new ItemError('ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  if (need === 'change' && !rights.mayChange(item, folder)) throw accessDenied();
  if (need === 'delete' && !rights.mayDelete(item, folder)) throw accessDenied();
  return { mailbox, rights, folder, item: pick(item), within: inMailbox(context, mailbox, rights) };
}

function foundFolder(
  source: ReceivedElement,
  context: OperationContext,
): { readonly mailbox: Mailbox; readonly folder: Folder | undefined } {
  const id = attributeOf(source, 'Id');
  if (source.name === 't:DistinguishedFolderId') {
    const mailbox = namedMailbox(childOf(childOf(source, 't:Mailbox'), 't:EmailAddress')?.text, context);
    return { mailbox, folder: mailbox.distinguished(id) };
  }
  const parts = parseFolderId(id);
  if (parts === undefined) throw malformed();
  const mailbox = mailboxWith(parts.mailbox, context);
  return { mailbox, folder: mailbox.folder(parts.folder) };
}

function namedMailbox(address: string | undefined, context: OperationContext): Mailbox {
  if (address === undefined) return context.mailbox;
  const owner = context.organisation.findMailbox(address.trim());
  if (owner === undefined) {
    throw new ItemError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  }
  return owner;
}

function mailboxWith(uuid: string, context: OperationContext): Mailbox {
  const mailbox = context.organisation.mailboxes().find((candidate) => candidate.uuid === uuid);
  if (mailbox === undefined) throw accessDenied();
  return mailbox;
}

function inMailbox(context: OperationContext, mailbox: Mailbox, rights: MailboxRights): OperationContext {
  return { ...context, mailbox, rights };
}

function folderNotFound(): ItemError {
  return new ItemError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
}

function malformed(): ItemError {
  return new ItemError('ErrorInvalidIdMalformed', 'Id is malformed.');
}

function accessDenied(): ItemError {
  return new ItemError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}
