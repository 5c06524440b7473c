import type { Folder } from '../state/folder.ts';
import { parseFolderId, parseItemId } from '../state/identifiers.ts';
import type { StoredItem } from '../state/item.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf } from '../xml/read.ts';
import type { OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';

/**
 * The folder that a `FolderId` or `DistinguishedFolderId` names. Only the mailbox of the request can be
 * opened: its owner's, or the impersonated one.
 * @throws ItemError
 */
export function folderOf(source: ReceivedElement | undefined, context: OperationContext): Folder {
  if (source === undefined)
    throw new ItemError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
  const id = attributeOf(source, 'Id');
  if (source.name === 't:DistinguishedFolderId') {
    assertOwnMailbox(childOf(childOf(source, 't:Mailbox'), 't:EmailAddress')?.text, context);
    return orNotFound(context.mailbox.distinguished(id));
  }
  const parts = parseFolderId(id);
  if (parts === undefined) throw malformed();
  if (parts.mailbox !== context.mailbox.uuid) throw accessDenied();
  return orNotFound(context.mailbox.folder(parts.folder));
}

/** @throws ItemError */
export function itemOf(source: ReceivedElement, context: OperationContext): StoredItem {
  if (source.name !== 't:ItemId') {
    throw new ItemError('ErrorInvalidOperation', 'Occurrences of series are not available on this server.');
  }
  const id = attributeOf(source, 'Id');
  if (id === '') throw new ItemError('ErrorInvalidIdEmpty', 'Id must be non-empty.');
  const parts = parseItemId(id);
  if (parts === undefined) throw malformed();
  if (parts.mailbox !== context.mailbox.uuid) throw accessDenied();
  const item = context.mailbox.item(parts.item);
  if (item === undefined || item.folder !== parts.folder) {
    throw new ItemError('ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  return item;
}

function assertOwnMailbox(address: string | undefined, context: OperationContext): void {
  if (address === undefined) return;
  const owner = context.organisation.findMailbox(address.trim());
  if (owner === undefined) {
    throw new ItemError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  }
  if (owner !== context.mailbox) throw accessDenied();
}

function orNotFound(folder: Folder | undefined): Folder {
  if (folder === undefined)
    throw new ItemError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
  return folder;
}

function malformed(): ItemError {
  return new ItemError('ErrorInvalidIdMalformed', 'Id is malformed.');
}

function accessDenied(): ItemError {
  return new ItemError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}
