import { sendAnswer } from '../meetings/answers.ts';
import { sendMeetingMail } from '../meetings/delivery.ts';
import { discardItem } from '../recurrence/store-item.ts';
import type { DeleteType } from '../state/discard.ts';
import type { StoredItem } from '../state/item.ts';
import { attendeeAddresses, isMeeting, isOrganizedBy, textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import { openItem } from './access.ts';
import type { Operation } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

export const deleteItem: Operation = (request, context) => {
  const { children: ids } = childOrThrow(request, 'm:ItemIds');
  const type = attributeOf(request, 'DeleteType') as DeleteType;
  const cancellations = attributeOf(request, 'SendMeetingCancellations');
  const { organisation } = context;
  return answerEach(request, ids, context, (id) => {
    const { item, mailbox, rights } = openItem(id, context, 'delete');
    if (rights.as !== 'owner' && type === 'MoveToDeletedItems' && item.occurrenceDay === undefined) {
      throw new ItemError('ErrorCannotDeleteObject', 'A delegate moves items to Deleted Items with MoveItem.');
    }
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
    discardItem(mailbox, item, type, context.actor.displayName);
    if (item.kind === 'CalendarItem' && cancellations !== 'SendToNone') tellOthers(item, mailbox, organisation);
    return [];
  });
};

/** A deleted meeting is called off by its organizer and declined by everybody else, unless it is deleted in silence. */
function tellOthers(item: StoredItem, mailbox: Mailbox, organisation: Organisation): void {
  if (isOrganizedBy(item, mailbox.owner.smtp)) {
    sendMeetingMail(organisation, { kind: 'cancellation', from: mailbox, to: attendeeAddresses(item), meeting: item });
  } else if (isMeeting(item) && textOf(item, 'IsCancelled') !== 'true') {
    sendAnswer(organisation, mailbox, item, 'Decline');
  }
}
