import { attachmentKey, parseAttachmentId } from '../attachments/attachment.ts';
import { saveItem } from '../recurrence/store-item.ts';
import { element } from '../xml/node.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import { openItem } from './access.ts';
import type { Operation } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

export const deleteAttachment: Operation = (request, context) => {
  const { children: ids } = childOrThrow(request, 'm:AttachmentIds');
  return answerEach(request, ids, context, (id) => {
    const { itemId, number } = parseAttachmentId(attributeOf(id, 'Id'));
    const { item, mailbox } = openItem({ ...id, name: 't:ItemId', attributes: { Id: itemId } }, context, 'change');
    const { [attachmentKey(number)]: gone, ...values } = item.values;
    if (gone === undefined) throw new ItemError('ErrorInvalidAttachmentId', 'The attachment ID is not valid.');
    const saved = saveItem(mailbox, item, values, context.actor.displayName);
    const root = { RootItemId: mailbox.itemId(saved), RootItemChangeKey: mailbox.changeKey(saved) };
    return [element('m:RootItemId', root)];
  });
};
