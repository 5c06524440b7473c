import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { answer, attendeesOf, callOff, changeAttendees, invite, tellAttendees } from '../meetings/outlook.ts';
import type { Mailbox } from './mailbox.ts';
import { originOf, setRules } from './mailbox.ts';
import type { Doing } from './people.ts';
import { deleteRecord, editItem, editRecord, newThing, newTime, newValue, note, onItem, onRecord } from './people.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import type { MEETING_ACTS } from './themes.ts';

type MeetingAct = (typeof MEETING_ACTS)[number];

/** Nobody of the company, and no mailbox of ours. */
const CUSTOMER = 'cliente@example.com';
const SETTINGS = ['never', 'silent', 'notify'] as const;

/** What colleagues do with their meetings. @returns in words; `null` for nothing */
export function meet(doing: Doing, kind: MeetingAct): string | null {
  const { world, mailbox, random } = doing;
  switch (kind) {
    case 'invite': {
      const fields = newThing(doing);
      const uid = `uid-${originOf('appointments', fields)}`;
      const item = invite(calendarsOf(world), mailbox, fields, uid, somePeople(doing));
      note(doing, 'create', 'exchange', item);
      return inWords(item);
    }
    case 'changePeople':
      return onItem(doing, 'synchronised', (item) => changePeople(doing, item, somePeople(doing)), mayInvite);
    case 'answerInvitation':
      return onItem(doing, 'synchronised', (copy) => answerIt(doing, copy), isInvitation);
    case 'changeMeeting':
      return onItem(
        doing,
        'synchronised',
        (item) => {
          const told = editItem(doing, item, random.chance(0.5) ? newValue(doing) : newTime(doing));
          if (random.chance(0.8)) tellAttendees(calendarsOf(world), item);
          return told;
        },
        (item) => mayInvite(item) && attendeesOf(item).length > 0,
      );
    case 'callOff':
      return onItem(
        doing,
        'synchronised',
        (item) => {
          note(doing, 'delete', 'exchange', item);
          callOff(calendarsOf(world), item);
          return `${item.id} → ${mailbox.exchange.move(item.id, 'deletedItems').id}`;
        },
        (item) => mayInvite(item) && attendeesOf(item).length > 0,
      );
    case 'changeMeetingInCrm':
      return onRecord(
        doing,
        (record) => editRecord(doing, record, random.chance(0.5) ? newValue(doing) : newTime(doing)),
        hasPeople,
      );
    case 'deleteMeetingInCrm':
      return onRecord(doing, (record) => deleteRecord(doing, record), hasPeople);
    case 'flipInvitations': {
      const invitations = random.pick(SETTINGS) ?? 'never';
      for (const one of world.mailboxes) {
        setRules(one, { ...one.rules, invitations });
        world.history.acts.push({ kind: 'rules', at: world.history.at(), scopeId: one.scope.id });
      }
      return invitations;
    }
  }
}

/** Whether it is for the owner of the mailbox to say what it is. */
export function isOnesOwn({ meeting }: StoredItem): boolean {
  return meeting === null || (meeting.role === 'organizer' && !meeting.isCancelled);
}

export function calendarsOf({ mailboxes }: Pick<SimulatedWorld, 'mailboxes'>): { readonly desks: readonly Mailbox[] } {
  return { desks: mailboxes };
}

function hasPeople({ fields }: StoredRecord): boolean {
  return (fields['attendees'] ?? null) !== null;
}

function mayInvite(item: StoredItem): boolean {
  return isOnesOwn(item) && item.uid !== null && item.notSynchronised === null;
}

function isInvitation({ meeting }: StoredItem): boolean {
  return meeting?.role === 'attendee' && !meeting.isCancelled;
}

export function changePeople(doing: Doing, item: StoredItem, people: readonly string[]): string {
  const { world, mailbox } = doing;
  // One whose record is gone may get another, as what it is by then.
  const hasRecord = [...mailbox.memory.links.values()].some(
    ({ exchangeId, crmId, state }) =>
      exchangeId === item.id && state === 'LINKED' && mailbox.crm.records.has(crmId ?? ''),
  );
  // An attendee keeps what was called off for him; what the organizer has is an appointment, and no meeting of anybody.
  if (people.length === 0 && attendeesOf(item).length > 0 && (!hasRecord || isLostOfAttendee(doing, item)))
    world.history.doubt(originOf('appointments', item.fields), 'emptied before it was known');
  const before = copiesOf(doing, item);
  changeAttendees(calendarsOf(world), mailbox, item, people);
  // Filed away when it was called off for him: an attendee who is invited again has two of them.
  if (copiesOf(doing, item).some((count, index) => count > 1 && count > (before[index] ?? 0)))
    world.history.doubt(originOf('appointments', item.fields), 'invited beside a copy');
  return inWords(item);
}

/**
 * O8: a restore took the record that an attendee's copy had. It is made anew of that copy, whatever it is by then; the
 * organizer's item has another since, which is not its heir.
 */
function isLostOfAttendee({ world }: Doing, { uid }: StoredItem): boolean {
  return world.mailboxes.some(({ crm, exchange, memory }) => {
    const isLost = (crmId: string | null): boolean =>
      crmId !== null && !crm.records.has(crmId) && !crm.erased().some(({ id }) => id === crmId);
    const isCopy = (exchangeId: string | null): boolean => {
      const item = exchange.items.get(exchangeId ?? '');
      return item !== undefined && item.uid === uid && isInvitation(item);
    };
    return [...memory.links.values()].some(
      ({ state, crmId, exchangeId }) => state === 'LINKED' && isLost(crmId) && isCopy(exchangeId),
    );
  });
}

/** In each calendar, wherever they lie but in Deleted Items. */
function copiesOf({ world }: Doing, { uid }: StoredItem): readonly number[] {
  return world.mailboxes.map(
    ({ exchange }) =>
      [...exchange.items.values()].filter((one) => one.uid === uid && one.folder !== 'deletedItems').length,
  );
}

function answerIt(doing: Doing, copy: StoredItem): string {
  const { world, mailbox, random } = doing;
  const response = random.pick(['accepted', 'tentative', 'declined'] as const) ?? 'accepted';
  if (response === 'declined') note(doing, 'delete', 'exchange', copy);
  answer(calendarsOf(world), mailbox, copy, response);
  return `${copy.id} ${response}`;
}

/** Some of the colleagues, and perhaps a customer; perhaps nobody. */
function somePeople({ world, mailbox, random }: Doing): readonly string[] {
  const colleagues = world.mailboxes.filter((one) => one !== mailbox).map(({ user }) => user.email);
  return [...colleagues, CUSTOMER].filter(() => random.chance(0.6));
}

function inWords(item: StoredItem): string {
  const people = attendeesOf(item).map(({ address }) => address);
  return `${item.id} (${originOf('appointments', item.fields)}) with ${people.join(', ') || 'nobody'}`;
}
