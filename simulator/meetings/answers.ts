import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { findDay, seriesOf } from '../recurrence/series.ts';
import { saveItem } from '../recurrence/store-item.ts';
import type { StoredItem, StoredValue } from '../state/item.ts';
import { ATTENDEE_LISTS, isList, isOrganizedBy, organizerOf, textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { secondsNow } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import type { XmlNode } from '../xml/node.ts';
import { textElement } from '../xml/node.ts';

export type Answer = 'Accept' | 'Tentative' | 'Decline';

/** An attendee's answer goes to the organizer: it is counted, and told by the organizer's own meeting. */
export function sendAnswer(organisation: Organisation, attendee: Mailbox, copy: StoredItem, answer: Answer): void {
  const organizer = organizerOf(copy);
  if (organizer === undefined) return;
  const from = attendee.owner.smtp;
  organisation.outbox.send({ from, kind: 'response', to: [organizer], itemId: attendee.itemId(copy) });
  const mailbox = organisation.findMailbox(organizer);
  const meeting = mailbox === undefined ? undefined : meetingIn(mailbox, copy);
  if (mailbox === undefined || meeting === undefined) return;
  const answered: Record<string, StoredValue> = { ...meeting.values };
  for (const key of ATTENDEE_LISTS) {
    const list = meeting.values[key];
    if (list === undefined || typeof list === 'string' || isList(list)) continue;
    answered[key] = { ...list, children: (list.children ?? []).map((one) => withAnswer(one, from, answer)) };
  }
  saveItem(mailbox, meeting, answered, attendee.owner.displayName);
}

function meetingIn(mailbox: Mailbox, copy: StoredItem): StoredItem | undefined {
  const calendar = mailbox.distinguished('calendar');
  const uid = textOf(copy, 'UID');
  const found = mailbox
    .itemsIn(calendar?.number ?? 0)
    .find((item) => textOf(item, 'UID') === uid && isOrganizedBy(item, mailbox.owner.smtp));
  const series = found === undefined ? undefined : seriesOf(found);
  if (series === undefined || copy.occurrenceDay === undefined) return found;
  const day = findDay(series, copy.occurrenceDay);
  return day === undefined ? undefined : occurrenceItem(series, day);
}

function withAnswer(attendee: XmlNode, address: string, answer: Answer): XmlNode {
  const [mailbox, ...others] = attendee.children ?? [];
  const who = mailbox?.children?.find(({ name }) => name === 't:EmailAddress')?.text;
  if (mailbox === undefined || who?.toLowerCase() !== address.toLowerCase()) return attendee;
  const rest = others.filter(({ name }) => name !== 't:ResponseType' && name !== 't:LastResponseTime');
  const told = [textElement('t:ResponseType', answer), textElement('t:LastResponseTime', secondsNow())];
  return { ...attendee, children: [mailbox, ...told, ...rest] };
}
