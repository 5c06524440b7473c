import type { StoredItem } from './item.ts';
import type { Mailbox } from './mailbox.ts';

export type DeleteType = 'HardDelete' | 'SoftDelete' | 'MoveToDeletedItems';

/**
 * Deletes an item the way the user or a client wants. What is deleted from Deleted Items itself becomes recoverable,
 * as does a soft deletion; a hard deletion leaves nothing.
 */
export function discard(mailbox: Mailbox, item: StoredItem, type: DeleteType, by: string): void {
  if (type === 'HardDelete') return mailbox.remove(item);
  const trash = mailbox.distinguished('deleteditems');
  const recoverable = type === 'SoftDelete' || item.folder === trash?.number;
  const target = recoverable ? mailbox.distinguished('recoverableitemsdeletions') : trash;
  if (target === undefined) mailbox.remove(item);
  else mailbox.move(item, target.number, by);
}
