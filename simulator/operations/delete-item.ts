import type { DeleteType } from '../state/discard.ts';
import { discard } from '../state/discard.ts';
import { attendeeAddresses, isOrganizedBy } from '../state/item.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import { itemOf } from './access.ts';
import type { Operation } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

export const deleteItem: Operation = (request, context) => {
  const { children: ids } = childOrThrow(request, 'm:ItemIds');
  const type = attributeOf(request, 'DeleteType') as DeleteType;
  const cancellations = attributeOf(request, 'SendMeetingCancellations');
  const { mailbox, organisation } = context;
  return answerEach(request, ids, context, (id) => {
    const item = itemOf(id, context);
    if (item.kind === 'CalendarItem' && cancellations === '') {
      throw new ItemError(
        'ErrorSendMeetingCancellationsRequired',
        'SendMeetingCancellations attribute is required for calendar items.',
      );
    }
    if (item.kind === 'Task' && attributeOf(request, 'AffectedTaskOccurrences') === '') {
      throw new ItemError(
        'ErrorAffectedTaskOccurrencesRequired',
        'AffectedTaskOccurrences attribute is required for tasks.',
      );
    }
    const itemId = mailbox.itemId(item);
    discard(mailbox, item, type, mailbox.owner.displayName);
    if (cancellations !== 'SendToNone' && item.kind === 'CalendarItem' && isOrganizedBy(item, mailbox.owner.smtp)) {
      organisation.outbox.send({ from: mailbox.owner.smtp, kind: 'cancellation', to: attendeeAddresses(item), itemId });
    }
    return [];
  });
};
