import type { StoredItem } from '../state/item.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOf, childOrThrow } from '../xml/read.ts';
import type { Opened, OpenedItem } from './access.ts';
import { openFolder, openItem } from './access.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';
import { savedItemNode } from './saved-item.ts';

type Transfer = (source: OpenedItem, target: Opened, by: string) => StoredItem;

/** Both give the item a new id in the other folder; stamps and the search key go along. */
export const moveItem: Operation = (request, context) =>
  transfer(request, context, 'delete', ({ mailbox, item }, target, by) => {
    mailbox.remove(item);
    return target.mailbox.copy(item, target.folder.number, by);
  });

export const copyItem: Operation = (request, context) =>
  transfer(request, context, 'read', ({ item }, target, by) => target.mailbox.copy(item, target.folder.number, by));

function transfer(request: ReceivedElement, context: OperationContext, need: 'read' | 'delete', act: Transfer) {
  const { children: ids } = childOrThrow(request, 'm:ItemIds');
  const returnsIds = !/^\s*(false|0)\s*$/.test(childOf(request, 'm:ReturnNewItemIds')?.text ?? 'true');
  return answerEach(
    request,
    ids,
    context,
    (id) => {
      const target = openFolder(childOrThrow(request, 'm:ToFolderId').children[0], context, 'create');
      const opened = openItem(id, context, need);
      if (opened.item.occurrenceDay !== undefined) {
        throw new ItemError('ErrorCalendarCannotMoveOrCopyOccurrence', 'An occurrence cannot be moved or copied.');
      }
      const item = act(opened, target, context.actor.displayName);
      return [element('m:Items', {}, returnsIds ? [savedItemNode(item, target.mailbox)] : [])];
    },
    { whenFailed: [element('m:Items')] },
  );
}
