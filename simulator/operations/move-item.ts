import type { StoredItem } from '../state/item.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOf, childOrThrow } from '../xml/read.ts';
import { folderOf, itemOf } from './access.ts';
import type { Operation, OperationContext } from './context.ts';
import { answerEach } from './response.ts';
import { savedItemNode } from './saved-item.ts';

type Transfer = (item: StoredItem, folder: number, context: OperationContext) => StoredItem;

/** Both give the item a new id in the other folder; stamps and the search key go along. */
export const moveItem: Operation = (request, context) =>
  transfer(request, context, (item, folder, { mailbox }) => mailbox.move(item, folder, mailbox.owner.displayName));

export const copyItem: Operation = (request, context) =>
  transfer(request, context, (item, folder, { mailbox }) => mailbox.copy(item, folder, mailbox.owner.displayName));

function transfer(request: ReceivedElement, context: OperationContext, act: Transfer) {
  const { children: ids } = childOrThrow(request, 'm:ItemIds');
  const returnsIds = !/^\s*(false|0)\s*$/.test(childOf(request, 'm:ReturnNewItemIds')?.text ?? 'true');
  return answerEach(
    request,
    ids,
    context,
    (id) => {
      const folder = folderOf(childOrThrow(request, 'm:ToFolderId').children[0], context);
      const item = act(itemOf(id, context), folder.number, context);
      return [element('m:Items', {}, returnsIds ? [savedItemNode(item, context.mailbox)] : [])];
    },
    { whenFailed: [element('m:Items')] },
  );
}
