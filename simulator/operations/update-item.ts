import { applySaveRules } from '../properties/save-rules.ts';
import type { StoredItem } from '../state/item.ts';
import { attendeeAddresses, isOrganizedBy } from '../state/item.ts';
import { element, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import { itemOf } from './access.ts';
import type { ConflictResolution } from './conflict.ts';
import { resolveConflict } from './conflict.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { applyUpdates } from './item-update.ts';
import { answerEach } from './response.ts';
import { savedItemNode } from './saved-item.ts';

export const updateItem: Operation = (request, context) => {
  const { children: changes } = childOrThrow(request, 'm:ItemChanges');
  const mode = attributeOf(request, 'ConflictResolution') as ConflictResolution;
  const sending = attributeOf(request, 'SendMeetingInvitationsOrCancellations');
  const { mailbox } = context;
  return answerEach(
    request,
    changes,
    context,
    (change) => {
      const id = change.children[0] as ReceivedElement;
      const item = itemOf(id, context);
      assertMaySend(item, sending, context);
      const wanted = applyUpdates(item, childOrThrow(change, 't:Updates').children, context.zoneId);
      const resolved = resolveConflict(item, wanted, id.attributes['ChangeKey'], mailbox.uuid, mode);
      const values = applySaveRules(item.kind, item.values, resolved.values);
      const saved = mailbox.save(item, values, mailbox.owner.displayName);
      if (saved !== item) notify(item, saved, sending, context);
      return [
        element('m:Items', {}, [savedItemNode(saved, mailbox)]),
        element('m:ConflictResults', {}, [textElement('t:Count', String(resolved.conflicts))]),
      ];
    },
    { whenFailed: [element('m:Items')] },
  );
};

function assertMaySend(item: StoredItem, sending: string, { mailbox }: OperationContext): void {
  if (item.kind !== 'CalendarItem') return;
  if (sending === '') {
    throw new ItemError(
      'ErrorSendMeetingInvitationsOrCancellationsRequired',
      'SendMeetingInvitationsOrCancellations attribute is required for calendar items.',
    );
  }
  if (sending !== 'SendToNone' && mailbox.folder(item.folder)?.distinguished === 'deleteditems') {
    throw new ItemError('ErrorCalendarCannotUpdateDeletedItem', 'A deleted calendar item cannot be updated.');
  }
}

/** Who leaves a meeting gets a cancellation, the others an update: all of them, or only those who were added. */
function notify(before: StoredItem, after: StoredItem, sending: string, context: OperationContext): void {
  const { mailbox, organisation } = context;
  if (sending === '' || sending === 'SendToNone' || !isOrganizedBy(after, mailbox.owner.smtp)) return;
  const old = new Set(attendeeAddresses(before));
  const now = attendeeAddresses(after);
  const from = mailbox.owner.smtp;
  const itemId = mailbox.itemId(after);
  const onlyChanged = sending === 'SendOnlyToChanged' || sending === 'SendToChangedAndSaveCopy';
  const to = onlyChanged ? now.filter((address) => !old.has(address)) : now;
  organisation.outbox.send({ from, kind: 'update', to, itemId });
  const removed = [...old].filter((address) => !now.includes(address));
  organisation.outbox.send({ from, kind: 'cancellation', to: removed, itemId });
}
