import { attachmentNode, attachmentsOf, parseAttachmentId } from '../attachments/attachment.ts';
import { element } from '../xml/node.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import { openItem } from './access.ts';
import type { Operation } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

export const getAttachment: Operation = (request, context) => {
  const { children: ids } = childOrThrow(request, 'm:AttachmentIds');
  return answerEach(
    request,
    ids,
    context,
    (id) => {
      const { itemId, number } = parseAttachmentId(attributeOf(id, 'Id'));
      const { item } = openItem({ ...id, name: 't:ItemId', attributes: { Id: itemId } }, context);
      const attachment = attachmentsOf(item).find((candidate) => candidate.number === number);
      if (attachment === undefined) throw new ItemError('ErrorInvalidAttachmentId', 'The attachment ID is not valid.');
      return [element('m:Attachments', {}, [attachmentNode(itemId, attachment, true)])];
    },
    { whenFailed: [element('m:Attachments')] },
  );
};
