import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { findDay, seriesOf } from '../recurrence/series.ts';
import { saveItem } from '../recurrence/store-item.ts';
import type { StoredItem } from '../state/item.ts';
import { isOrganizedBy, textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import { cancelledValues, invitedValues, sharedOccurrences, sharedValues, unanswered } from './attendee-copy.ts';

/** Who puts meetings into calendars: Exchange does it as soon as an invitation arrives. */
const ASSISTANT = 'Microsoft Exchange';
/** A change of one of these makes an answer void. */
const TIMES = ['Start', 'End', 'Recurrence', 'IsAllDayEvent'];

const OF_OCCURRENCE: ReadonlySet<string> = new Set(['OriginalStart', 'RecurrenceId', 'CalendarItemType']);

/** A mail of the organizer about a meeting or one occurrence of it. It is counted, and reaches whoever has a mailbox here. */
export interface MeetingMail {
  readonly kind: 'invitation' | 'update' | 'cancellation';
  readonly from: Mailbox;
  readonly to: readonly string[];
  readonly meeting: StoredItem;
}

export function sendMeetingMail(organisation: Organisation, { kind, from, to, meeting }: MeetingMail): void {
  organisation.outbox.send({ from: from.owner.smtp, kind, to, itemId: from.itemId(meeting) });
  for (const address of to) {
    const mailbox = organisation.findMailbox(address);
    if (mailbox === undefined || mailbox === from) continue;
    if (kind === 'cancellation') cancelIn(mailbox, meeting);
    else deliverTo(mailbox, from, meeting);
  }
}

function deliverTo(mailbox: Mailbox, organizer: Mailbox, meeting: StoredItem): void {
  const copy = copyOf(mailbox, meeting);
  if (copy !== undefined) return updateCopy(mailbox, copy, meeting);
  const calendar = mailbox.distinguished('calendar');
  if (calendar === undefined) return;
  const invited = Object.entries(invitedValues(meeting, organizer));
  // Who is invited to one occurrence alone has it as a single appointment.
  const values = Object.fromEntries(invited.filter(([key]) => !OF_OCCURRENCE.has(key)));
  mailbox.add({
    kind: 'CalendarItem',
    folder: calendar.number,
    values,
    by: ASSISTANT,
    occurrences: sharedOccurrences(meeting.occurrences),
  });
}

function updateCopy(mailbox: Mailbox, copy: StoredItem, meeting: StoredItem): void {
  const moved = TIMES.some((key) => JSON.stringify(copy.values[key]) !== JSON.stringify(meeting.values[key]));
  const shared = sharedValues(meeting.values);
  const gone = Object.keys(sharedValues(copy.values)).filter(
    (key) => shared[key] === undefined && !['Organizer', 'AppointmentState', 'IntendedFreeBusyStatus'].includes(key),
  );
  const kept = Object.fromEntries(Object.entries(copy.values).filter(([key]) => !gone.includes(key)));
  const values = { ...kept, ...shared, AppointmentState: '3', ...(moved ? unanswered(meeting) : {}) };
  const saved = saveItem(mailbox, copy, values, ASSISTANT);
  if (saved.occurrenceDay === undefined) {
    mailbox.save(saved, saved.values, ASSISTANT, sharedOccurrences(meeting.occurrences) ?? saved.occurrences);
  }
}

function cancelIn(mailbox: Mailbox, meeting: StoredItem): void {
  const copy = copyOf(mailbox, meeting);
  if (copy !== undefined) saveItem(mailbox, copy, cancelledValues(copy), ASSISTANT);
}

/** What somebody else has of a meeting: the whole of it, or the same occurrence. */
export function copyOf(mailbox: Mailbox, meeting: StoredItem): StoredItem | undefined {
  const calendar = mailbox.distinguished('calendar');
  const uid = textOf(meeting, 'UID');
  if (calendar === undefined || uid === undefined) return undefined;
  const found = mailbox
    .itemsIn(calendar.number)
    .find(
      (item) => item.kind === 'CalendarItem' && textOf(item, 'UID') === uid && !isOrganizedBy(item, mailbox.owner.smtp),
    );
  return found === undefined ? undefined : samePart(found, meeting);
}

function samePart(found: StoredItem, { occurrenceDay }: StoredItem): StoredItem | undefined {
  const series = seriesOf(found);
  if (occurrenceDay === undefined || series === undefined) return found;
  const day = findDay(series, occurrenceDay);
  const isDeleted = found.occurrences?.[occurrenceDay]?.kind === 'deleted';
  return day === undefined || isDeleted ? undefined : occurrenceItem(series, day);
}
