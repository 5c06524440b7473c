import type { Attendee, Fields, FieldValue } from '../../src/model/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Desk } from './office.ts';

/** Whose calendar it is, and what is in it. */
export type Calendar = Pick<Desk, 'user' | 'exchange'>;

/** The calendars that invitations and answers reach. */
export interface Calendars {
  readonly desks: readonly Calendar[];
}

/** What of a meeting its organizer decides, and everybody's copy shows. */
const SHARED = ['subject', 'time', 'occurrences', 'location', 'body', 'attendees', 'organizer'];

/** People work in Outlook, and Exchange brings what they send into the calendars of their colleagues. */
export function invite(
  office: Calendars,
  desk: Calendar,
  fields: Fields,
  uid: string,
  addresses: readonly string[],
): StoredItem {
  const item = desk.exchange.put(fields, { uid });
  return changeAttendees(office, desk, item, addresses);
}

/** An appointment becomes a meeting, others are added, or leave. */
export function changeAttendees(
  office: Calendars,
  desk: Calendar,
  item: StoredItem,
  addresses: readonly string[],
): StoredItem {
  const before = attendeesOf(item);
  const attendees = addresses.map(
    (address): Attendee =>
      before.find((one) => one.address === address) ?? { address, role: 'required', response: 'none' },
  );
  item.meeting = { role: 'organizer', isCancelled: false, recipients: attendees.length };
  desk.exchange.edit(item.id, {
    organizer: { address: desk.user.email },
    attendees: attendees.length === 0 ? null : (attendees as unknown as FieldValue),
  });
  for (const { address } of before) if (!addresses.includes(address)) cancelCopy(office, item, address);
  deliver(
    office,
    item,
    addresses.filter((address) => !before.some((one) => one.address === address)),
  );
  return item;
}

/** The organizer changes the meeting and sends the update, by hand or through us. */
export function tellAttendees(office: Calendars, item: StoredItem): void {
  deliver(office, item, []);
}

export function callOff(office: Calendars, item: StoredItem): void {
  for (const { address } of attendeesOf(item)) cancelCopy(office, item, address);
}

/** An attendee answers: the organizer's meeting shows it, and the own copy is busy or away. */
export function answer(office: Calendars, desk: Calendar, copy: StoredItem, response: Attendee['response']): void {
  const { email } = desk.user;
  for (const { exchange } of office.desks)
    for (const item of exchange.inFolder('synchronised')) {
      if (item.uid !== copy.uid || item.meeting?.role !== 'organizer') continue;
      const attendees = attendeesOf(item).map((one) => (one.address === email ? { ...one, response } : one));
      exchange.edit(item.id, { attendees: attendees as unknown as FieldValue });
    }
  if (response === 'declined') desk.exchange.move(copy.id, 'deletedItems');
  else desk.exchange.edit(copy.id, { busyStatus: 'busy' });
}

export function attendeesOf({ fields }: Pick<StoredItem, 'fields'>): readonly Attendee[] {
  return (fields['attendees'] ?? []) as unknown as readonly Attendee[];
}

function deliver(office: Calendars, item: StoredItem, newcomers: readonly string[]): void {
  const told = Object.fromEntries(SHARED.map((name) => [name, item.fields[name] ?? null]));
  const attendees = attendeesOf(item).map((one) => ({ ...one, response: 'none' }));
  const shared = { ...told, attendees: attendees as unknown as FieldValue };
  const meeting = { role: 'attendee', isCancelled: false, recipients: attendees.length } as const;
  for (const { address } of attendeesOf(item)) {
    const desk = office.desks.find(({ user }) => user.email === address);
    if (desk === undefined) continue;
    const copy = copyOf(desk, item);
    if (copy !== undefined) {
      copy.meeting = meeting;
      desk.exchange.edit(copy.id, shared);
    } else if (newcomers.includes(address)) {
      desk.exchange.put({ ...shared, busyStatus: 'tentative' }, { uid: item.uid, meeting });
    }
  }
}

function cancelCopy(office: Calendars, item: StoredItem, address: string): void {
  const desk = office.desks.find(({ user }) => user.email === address);
  const copy = desk === undefined ? undefined : copyOf(desk, item);
  if (desk === undefined || copy === undefined || copy.meeting === null) return;
  copy.meeting = { ...copy.meeting, isCancelled: true };
  desk.exchange.edit(copy.id, { subject: `Canceled: ${String(copy.fields['subject'])}`, busyStatus: 'free' });
}

function copyOf({ exchange }: Calendar, { uid }: StoredItem): StoredItem | undefined {
  return exchange.inFolder('synchronised').find((item) => item.uid === uid && item.meeting?.role === 'attendee');
}
