import type { StoredItem, StoredOccurrences, StoredValue } from '../state/item.ts';
import { textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { element, textElement } from '../xml/node.ts';

type Values = StoredItem['values'];

/** What belongs to whoever has the item in the calendar: no invitation carries it. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'Categories',
  'ReminderIsSet',
  'ReminderMinutesBeforeStart',
  'LegacyFreeBusyStatus',
  'MyResponseType',
  'MeetingRequestWasSent',
  'AppointmentReplyTime',
  'ItemClass',
]);

/** What of a meeting its organizer decides and every attendee gets. Properties of programs stay behind. */
export function sharedValues(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => isShared(key)));
}

function isShared(key: string): boolean {
  return !OWN_KEYS.has(key) && !key.startsWith('x:');
}

/** The same of what became of single occurrences. */
export function sharedOccurrences(occurrences: StoredOccurrences | undefined): StoredOccurrences | undefined {
  if (occurrences === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(occurrences).map(([day, occurrence]) => {
      if (occurrence.kind === 'deleted') return [day, occurrence];
      const removed = occurrence.removed.filter(isShared);
      return [day, { ...occurrence, values: sharedValues(occurrence.values), removed }];
    }),
  );
}

/** A meeting as it comes into the calendar of somebody who has not answered yet. */
export function invitedValues(meeting: StoredItem, organizer: Mailbox): Values {
  const values: Record<string, StoredValue> = {
    ...sharedValues(meeting.values),
    Organizer: organizerNode(organizer),
    AppointmentState: '3',
  };
  return { ...values, ...unanswered(meeting) };
}

/** How an attendee stands to a meeting whose time is new. */
export function unanswered(meeting: StoredItem): Values {
  return {
    MyResponseType: 'NoResponseReceived',
    LegacyFreeBusyStatus: 'Tentative',
    IntendedFreeBusyStatus: textOf(meeting, 'LegacyFreeBusyStatus') ?? 'Busy',
  };
}

/** What Exchange makes of an attendee's copy when the meeting does not take place. */
export function cancelledValues(copy: StoredItem): Values {
  const subject = textOf(copy, 'Subject') ?? '';
  return {
    ...copy.values,
    Subject: subject.startsWith('Canceled: ') ? subject : `Canceled: ${subject}`,
    IsCancelled: 'true',
    AppointmentState: '7',
    LegacyFreeBusyStatus: 'Free',
  };
}

function organizerNode({ owner }: Mailbox): StoredValue {
  return element('t:Organizer', {}, [
    element('t:Mailbox', {}, [
      textElement('t:Name', owner.displayName),
      textElement('t:EmailAddress', owner.smtp),
      textElement('t:RoutingType', 'SMTP'),
    ]),
  ]);
}
