import { beforeEach, describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Desk, Office } from './office.ts';
import { addressOf, memoryMailbox, openOffice } from './office.ts';
import { answer, changeAttendees, invite, tellAttendees } from './outlook.ts';

let office: Office;
let anna: Desk;
let bruno: Desk;
/** Anna's meeting, to which Bruno is invited. */
let meeting: StoredItem;
let copy: StoredItem;
beforeEach(async () => {
  office = await openOffice(['anna', 'bruno'], { invitations: 'silent' }, memoryMailbox);
  [anna, bruno] = office.desks as [Desk, Desk];
  const time = { kind: 'timed', start: '2026-12-03T09:00:00Z', end: '2026-12-03T10:00:00Z', zone: null };
  meeting = invite(office, anna, { subject: 'Offer', time, busyStatus: 'busy' }, 'uid-1', [addressOf('bruno')]);
  copy = bruno.exchange.inFolder('synchronised')[0] as StoredItem;
});

async function synchronise(...desks: readonly Desk[]): Promise<void> {
  for (const desk of desks) expect(await office.run(desk)).toMatchObject({ outcome: 'done', itemErrors: [] });
}

function onlyRecord(): StoredRecord {
  const [record, ...more] = [...anna.crm.records.values()];
  if (record === undefined || more.length > 0) throw new Error(`there are ${more.length + 1} records`);
  return record;
}

function linkOf({ scopeId }: Desk) {
  const [link, ...closed] = [...office.stores.of(scopeId).links.values()].filter(({ state }) => state !== 'CLOSED');
  expect(closed).toEqual([]);
  return link;
}

const quietly = async (...desks: readonly Desk[]): Promise<void> => {
  const writes = () => desks.map(({ exchange, crm }) => [exchange.calls.get('update'), crm.calls.get('update')]);
  const before = writes();
  await synchronise(...desks);
  expect(writes()).toEqual(before);
};

describe('a meeting of two colleagues', () => {
  test('is the organizer’s record, in which the other takes part with a calendar of his own', async () => {
    bruno.exchange.edit(copy.id, { reminderMinutes: 5, busyStatus: 'tentative' });
    await synchronise(anna, bruno);
    expect(onlyRecord()).toMatchObject({
      ownerId: anna.user.id,
      participantIds: [bruno.user.id],
      fields: { busyStatus: 'busy' },
    });
    expect(bruno.exchange.items.get(copy.id)?.fields).toMatchObject({ reminderMinutes: 5, busyStatus: 'tentative' });
    expect([linkOf(anna), linkOf(bruno)]).toMatchObject([
      { state: 'LINKED', pending: false },
      { state: 'LINKED', pending: false },
    ]);
    await quietly(anna, bruno);
  });

  test('that the attendee’s mailbox brought first is the organizer’s from then on, who has news for it', async () => {
    bruno.exchange.edit(copy.id, { busyStatus: 'tentative' });
    await synchronise(bruno);
    expect(onlyRecord()).toMatchObject({ ownerId: bruno.user.id, fields: { busyStatus: 'tentative' } });
    answer(office, bruno, copy, 'accepted');
    await synchronise(anna, bruno);
    expect(onlyRecord()).toMatchObject({
      ownerId: anna.user.id,
      participantIds: [bruno.user.id],
      fields: { busyStatus: 'busy', attendees: [{ address: addressOf('bruno'), response: 'accepted' }] },
    });
    await quietly(anna, bruno);
  });

  test('keeps what the attendee had entered in the CRM before the organizer came, as the strategy says', async () => {
    await synchronise(bruno);
    bruno.crm.edit(onlyRecord().id, { subject: 'Offer for Brenta' });
    await synchronise(bruno);
    expect(linkOf(bruno)).toMatchObject({ pending: true });
    await synchronise(anna);
    expect(anna.exchange.items.get(meeting.id)?.fields['subject']).toBe('Offer for Brenta');
    const conflicts = office.stores.of(anna.scopeId).journal.flatMap(({ conflict }) => conflict ?? []);
    expect(conflicts).toMatchObject([{ field: 'subject', winner: 'crm', exchange: 'Offer' }]);
  });

  test('that the organizer moves arrives once, whichever mailbox is read first', async () => {
    await synchronise(anna, bruno);
    anna.exchange.edit(meeting.id, { subject: 'Offer, second part' });
    tellAttendees(office, meeting);
    await synchronise(bruno);
    expect(onlyRecord().fields['subject']).toBe('Offer');
    expect(linkOf(bruno)).toMatchObject({ pending: true });
    await synchronise(anna, bruno);
    expect(onlyRecord().fields['subject']).toBe('Offer, second part');
    expect(linkOf(bruno)).toMatchObject({ pending: false });
  });

  test('that the attendee throws away is still there for the organizer', async () => {
    office.rules = { ...office.rules, deleteExchangeToCrm: true };
    await synchronise(anna, bruno);
    bruno.exchange.move(copy.id, 'deletedItems');
    await synchronise(bruno, anna);
    expect(onlyRecord()).toMatchObject({ ownerId: anna.user.id });
    expect(linkOf(bruno)).toMatchObject({ state: 'DET_C', reviewReason: 'record_shared' });
    expect(anna.exchange.items.get(meeting.id)?.folder).toBe('synchronised');
  });

  test('to which the attendee is invited again is the same record for him', async () => {
    await synchronise(anna, bruno);
    bruno.exchange.move(copy.id, 'deletedItems');
    await synchronise(bruno);
    changeAttendees(office, anna, meeting, []);
    changeAttendees(office, anna, meeting, [addressOf('bruno')]);
    await synchronise(anna, bruno);
    const [again] = bruno.exchange.inFolder('synchronised');
    expect(linkOf(bruno)).toMatchObject({ state: 'LINKED', exchangeId: again?.id, crmId: onlyRecord().id });
  });

  test('of which the attendee has two items is a record for each', async () => {
    await synchronise(anna, bruno);
    bruno.exchange.put({ ...copy.fields, subject: 'Mine' }, { uid: copy.uid, meeting: copy.meeting });
    await synchronise(bruno);
    expect([...bruno.crm.records.values()].map(({ ownerId }) => ownerId)).toEqual([anna.user.id, bruno.user.id]);
  });

  test('whose create was joined and never answered is found again', async () => {
    await synchronise(anna);
    bruno.crm.loseNextAnswer = true;
    await office.run(bruno);
    office.pass(200_000);
    await synchronise(bruno, anna);
    expect(onlyRecord()).toMatchObject({ ownerId: anna.user.id, participantIds: [bruno.user.id] });
    expect(linkOf(bruno)).toMatchObject({ state: 'LINKED', crmId: onlyRecord().id });
  });

  test('that is private stays with each', async () => {
    office.rules = { ...office.rules, privateItems: 'full' };
    anna.exchange.edit(meeting.id, { sensitivity: 'private' });
    bruno.exchange.edit(copy.id, { sensitivity: 'private' });
    await synchronise(anna, bruno);
    expect([...anna.crm.records.values()].map(({ participantIds }) => participantIds)).toEqual([[], []]);
  });
});
