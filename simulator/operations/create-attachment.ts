import { attachmentIdOf, attachmentKey, isContactPhoto } from '../attachments/attachment.ts';
import { withoutContactPhotos, withSizeAndTime } from '../attachments/contact-photo.ts';
import { asNode } from '../properties/take-value.ts';
import { saveItem } from '../recurrence/store-item.ts';
import { rankOf } from '../soap/versions.ts';
import { element } from '../xml/node.ts';
import { childOrThrow } from '../xml/read.ts';
import { openItem } from './access.ts';
import type { Operation } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

/** Each attachment is a save of its own; the last answer has the change key that is valid afterwards. */
export const createAttachment: Operation = (request, context) => {
  const parent = childOrThrow(request, 'm:ParentItemId');
  const { children: attachments } = childOrThrow(request, 'm:Attachments');
  return answerEach(
    request,
    attachments,
    context,
    (attachment) => {
      if (attachment.name !== 't:FileAttachment') {
        throw new ItemError('ErrorAttachmentNestLevelLimitExceeded', 'Items inside of items are not simulated.');
      }
      const { item, mailbox } = openItem(parent, context, 'change');
      const number = mailbox.sequence + 1;
      const node = asNode(attachment);
      const file = rankOf(context.server) < rankOf('Exchange2010') ? node : withSizeAndTime(node);
      const replaces = !context.keepsAllPhotos && isContactPhoto({ number, node: file });
      const others = replaces ? withoutContactPhotos(item) : item.values;
      const values = { ...others, [attachmentKey(number)]: file };
      const saved = saveItem(mailbox, item, values, context.actor.displayName);
      const itemId = mailbox.itemId(saved);
      const id = element('t:AttachmentId', {
        Id: attachmentIdOf(itemId, number),
        RootItemId: itemId,
        RootItemChangeKey: mailbox.changeKey(saved),
      });
      return [element('m:Attachments', {}, [element('t:FileAttachment', {}, [id])])];
    },
    { whenFailed: [element('m:Attachments')] },
  );
};
