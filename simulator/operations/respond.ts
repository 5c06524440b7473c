import type { Answer } from '../meetings/answers.ts';
import { sendAnswer } from '../meetings/answers.ts';
import { sendMeetingMail } from '../meetings/delivery.ts';
import { discardItem, saveItem } from '../recurrence/store-item.ts';
import { attendeeAddresses, isMeeting, isOrganizedBy, textOf } from '../state/item.ts';
import { secondsNow } from '../state/mailbox.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf } from '../xml/read.ts';
import type { OpenedItem } from './access.ts';
import { openItem } from './access.ts';
import type { OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { savedItemNode } from './saved-item.ts';

const ANSWERS: Readonly<Record<string, { readonly answer: Answer; readonly named: string }>> = {
  't:AcceptItem': { answer: 'Accept', named: 'Accept' },
  't:TentativelyAcceptItem': { answer: 'Tentative', named: 'Tentative' },
  't:DeclineItem': { answer: 'Decline', named: 'Decline' },
};

export function isResponse({ name }: ReceivedElement): boolean {
  return ANSWERS[name] !== undefined || name === 't:CancelCalendarItem' || name === 't:RemoveItem';
}

/**
 * What one does with a meeting: answer it, call it off, or take a cancelled one away.
 * @returns content of the answer
 * @throws ItemError
 */
export function respond(
  source: ReceivedElement,
  request: ReceivedElement,
  context: OperationContext,
): readonly XmlNode[] {
  const disposition = attributeOf(request, 'MessageDisposition');
  if (disposition === '') {
    throw new ItemError('ErrorMessageDispositionRequired', 'MessageDisposition attribute is required.');
  }
  const reference = childOf(source, 't:ReferenceItemId');
  if (reference === undefined)
    throw new ItemError('ErrorMissingInformationReferenceItemId', 'ReferenceItemId is missing.');
  const opened = openItem(reference, context, 'change');
  if (opened.item.kind !== 'CalendarItem' || !isMeeting(opened.item)) {
    throw new ItemError('ErrorInvalidReferenceItem', 'The referenced item is no meeting.');
  }
  const sends = disposition !== 'SaveOnly';
  const answer = ANSWERS[source.name];
  if (answer !== undefined) return give(answer, opened, sends, context);
  return source.name === 't:RemoveItem' ? takeAway(opened, context) : callOff(opened, context);
}

function give(
  { answer, named }: { readonly answer: Answer; readonly named: string },
  opened: OpenedItem,
  sends: boolean,
  context: OperationContext,
): readonly XmlNode[] {
  const { item, mailbox } = opened;
  assertAttendee(opened, named);
  if (textOf(item, 'IsCancelled') === 'true') {
    throw new ItemError(`ErrorCalendarIsCancelledFor${named}`, 'The meeting was cancelled.');
  }
  if (sends) sendAnswer(context.organisation, mailbox, item, answer);
  const by = context.actor.displayName;
  const busy = answer === 'Accept' ? (textOf(item, 'IntendedFreeBusyStatus') ?? 'Busy') : 'Tentative';
  const values = {
    ...item.values,
    MyResponseType: answer,
    AppointmentReplyTime: secondsNow(),
    LegacyFreeBusyStatus: answer === 'Decline' ? 'Free' : busy,
  };
  const saved = saveItem(mailbox, item, values, by);
  if (answer !== 'Decline') return [element('m:Items', {}, [savedItemNode(saved, mailbox)])];
  discardItem(mailbox, saved, 'MoveToDeletedItems', by);
  return [element('m:Items')];
}

function callOff({ item, mailbox }: OpenedItem, context: OperationContext): readonly XmlNode[] {
  if (!isOrganizedBy(item, mailbox.owner.smtp)) {
    throw new ItemError('ErrorCalendarIsNotOrganizer', 'Only the organizer can cancel a meeting.');
  }
  const to = attendeeAddresses(item);
  sendMeetingMail(context.organisation, { kind: 'cancellation', from: mailbox, to, meeting: item });
  discardItem(mailbox, item, 'MoveToDeletedItems', context.actor.displayName);
  return [element('m:Items')];
}

function takeAway(opened: OpenedItem, context: OperationContext): readonly XmlNode[] {
  assertAttendee(opened, 'Remove');
  discardItem(opened.mailbox, opened.item, 'MoveToDeletedItems', context.actor.displayName);
  return [element('m:Items')];
}

function assertAttendee({ item, mailbox }: OpenedItem, named: string): void {
  if (!isOrganizedBy(item, mailbox.owner.smtp)) return;
  throw new ItemError(`ErrorCalendarIsOrganizerFor${named}`, 'The organizer of a meeting cannot answer it.');
}
