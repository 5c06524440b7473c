import { sendMeetingMail } from '../meetings/delivery.ts';
import { applySaveRules } from '../properties/save-rules.ts';
import { saveItem } from '../recurrence/store-item.ts';
import type { StoredItem } from '../state/item.ts';
import { attendeeAddresses, isMeeting, isOrganizedBy } from '../state/item.ts';
import { element, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import { openItem } from './access.ts';
import type { ConflictResolution } from './conflict.ts';
import { resolveConflict } from './conflict.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { applyUpdates, setsRecurrence } from './item-update.ts';
import { answerEach } from './response.ts';
import { savedItemNode } from './saved-item.ts';

export const updateItem: Operation = (request, context) => {
  const { children: changes } = childOrThrow(request, 'm:ItemChanges');
  const mode = attributeOf(request, 'ConflictResolution') as ConflictResolution;
  const sending = attributeOf(request, 'SendMeetingInvitationsOrCancellations');
  return answerEach(
    request,
    changes,
    context,
    (change) => {
      const id = change.children[0] as ReceivedElement;
      const { item, mailbox, within } = openItem(id, context, 'change');
      assertMaySend(item, sending, within);
      const updates = childOrThrow(change, 't:Updates').children;
      const wanted = applyUpdates(item, updates, context.zoneId);
      const resolved = resolveConflict(item, wanted, id.attributes['ChangeKey'], mailbox.uuid, mode);
      const ruled = applySaveRules(item.kind, item.values, resolved.values);
      const invites = sends(sending) && isMeeting({ values: ruled }) && isOrganizedBy(item, mailbox.owner.smtp);
      const values = invites ? { ...ruled, MeetingRequestWasSent: 'true' } : ruled;
      const saved = saveItem(mailbox, item, values, context.actor.displayName, setsRecurrence(updates));
      if (saved !== item) notify(item, saved, sending, within);
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

function sends(sending: string): boolean {
  return sending !== '' && sending !== 'SendToNone';
}

/** Who leaves a meeting gets a cancellation, the others an update: all of them, or only those who were added. */
function notify(before: StoredItem, after: StoredItem, sending: string, context: OperationContext): void {
  const { mailbox, organisation } = context;
  if (!sends(sending) || !isOrganizedBy(after, mailbox.owner.smtp)) return;
  const old = new Set(attendeeAddresses(before));
  const now = attendeeAddresses(after);
  const onlyChanged = sending === 'SendOnlyToChanged' || sending === 'SendToChangedAndSaveCopy';
  const to = onlyChanged ? now.filter((address) => !old.has(address)) : now;
  sendMeetingMail(organisation, { kind: 'update', from: mailbox, to, meeting: after });
  const removed = [...old].filter((address) => !now.includes(address));
  sendMeetingMail(organisation, { kind: 'cancellation', from: mailbox, to: removed, meeting: after });
}
