import { beforeEach, describe, expect, test } from 'vitest';
import type { CalendarDate, Fields } from '../../src/model/index.ts';
import { DELETED, weekly } from '../../src/sync/testing/series.ts';
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
  test('stays as the organizer has it, where the run dies in which the own mailbox joins an attendee’s older record', async () => {
    await synchronise(bruno);
    const later = { kind: 'timed', start: '2026-12-03T15:00:00Z', end: '2026-12-03T16:00:00Z', zone: null };
    anna.exchange.edit(meeting.id, { time: later });
    anna.crm.loseNextAnswer = true;
    await office.run(anna);
    office.rules = { ...office.rules, invitations: 'notify', conflictStrategy: 'exchange' };
    office.pass(200_000);
    await synchronise(anna, anna);
    expect(anna.exchange.items.get(meeting.id)?.fields).toMatchObject({ time: later });
    expect(onlyRecord()).toMatchObject({ ownerId: anna.user.id, fields: { time: later } });
    expect(anna.exchange.outbox).toEqual([]);
    await quietly(anna, bruno);
  });

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

  test.each([
    ['exchange', 'tentative'],
    ['crm', 'free'],
  ] as const)(
    'that becomes the attendee’s own meets what his calendar has for itself as for the first time (%s wins)',
    async (conflictStrategy, busyStatus) => {
      office.rules = { ...office.rules, conflictStrategy };
      anna.exchange.edit(meeting.id, { busyStatus: 'free' });
      bruno.exchange.edit(copy.id, { busyStatus: 'tentative', reminderMinutes: 5 });
      await synchronise(anna, bruno);
      anna.crm.change(onlyRecord().id, { ownerId: bruno.user.id, participantIds: [anna.user.id] });
      await synchronise(bruno);
      expect(onlyRecord().fields).toMatchObject({ busyStatus, reminderMinutes: 5 });
      expect(bruno.exchange.items.get(copy.id)?.fields).toMatchObject({ busyStatus, reminderMinutes: 5 });
      await quietly(bruno);
    },
  );

  test.each([true, false])(
    'that is deleted in the CRM is not made anew for what an attendee’s calendar has for itself (joined: %s)',
    async (isJoined) => {
      office.rules = { ...office.rules, conflictStrategy: 'exchange' };
      bruno.exchange.edit(copy.id, { busyStatus: 'tentative', reminderMinutes: 5 });
      await synchronise(...(isJoined ? [anna, bruno] : [bruno]));
      anna.crm.erase(onlyRecord().id);
      await synchronise(bruno);
      expect(anna.crm.records.size).toBe(0);
      expect(linkOf(bruno)).toMatchObject({ state: 'DET_E' });
      await quietly(bruno);
    },
  );

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

  test('of which the attendee has two items before anybody has a record of it is a record for each', async () => {
    bruno.exchange.put({ ...copy.fields, subject: 'Mine' }, { uid: copy.uid, meeting: copy.meeting });
    await synchronise(bruno, bruno);
    const links = [...office.stores.of(bruno.scopeId).links.values()].filter(({ state }) => state === 'LINKED');
    expect(new Set(links.map(({ crmId }) => crmId)).size).toBe(2);
    await quietly(bruno);
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

describe('a weekly meeting of somebody outside, to which two colleagues are invited', () => {
  const [kept, removed] = ['2026-12-07', '2026-12-14'] as const;
  const weeklyMeeting: Fields = {
    subject: 'Board',
    time: weekly(),
    organizer: { address: 'presidente@example.org' },
    attendees: ['anna', 'bruno'].map((name) => ({ address: addressOf(name), role: 'required', response: 'none' })),
  };
  const invited = { uid: 'uid-2', meeting: { role: 'attendee', isCancelled: false, recipients: 2 } } as const;
  let hers: StoredItem;
  beforeEach(async () => {
    office = await openOffice(['anna', 'bruno'], { deleteExchangeToCrm: true }, memoryMailbox);
    [anna, bruno] = office.desks as [Desk, Desk];
    hers = anna.exchange.put(weeklyMeeting, invited);
  });

  test('keeps the day that one of them removes from the own calendar, and says that it waits', async () => {
    const his = bruno.exchange.put(weeklyMeeting, invited);
    await synchronise(anna, bruno, anna);
    expect(onlyRecord()).toMatchObject({ ownerId: anna.user.id, participantIds: [bruno.user.id] });
    anna.exchange.edit(hers.id, { occurrences: { [removed]: DELETED } });
    await synchronise(anna, bruno);
    expect(onlyRecord().fields['occurrences'] ?? null).toBeNull();
    expect([linkOf(anna), linkOf(bruno)]).toMatchObject([{ pending: true }, { pending: false }]);
    await quietly(anna, bruno);
    bruno.exchange.edit(his.id, { occurrences: { [kept]: DELETED } });
    await synchronise(bruno, anna);
    expect(onlyRecord().fields['occurrences'] ?? null).toBeNull();
  });

  test('loses the day that its organizer called off (M7)', async () => {
    bruno.exchange.put(weeklyMeeting, invited);
    await synchronise(anna, bruno, anna);
    anna.exchange.edit(hers.id, { occurrences: { [removed]: DELETED } });
    const { read } = anna.exchange;
    anna.exchange.read = async (type, ids) =>
      (await read(type, ids)).map((one) =>
        one.kind === 'found' ? { ...one, item: { ...one.item, calledOffDays: [removed as CalendarDate] } } : one,
      );
    await synchronise(anna);
    expect(onlyRecord().fields['occurrences']).toEqual({ [removed]: DELETED });
  });

  test('that only one of them has in the CRM loses the day there', async () => {
    await synchronise(anna);
    anna.exchange.edit(hers.id, { occurrences: { [removed]: DELETED } });
    await synchronise(anna);
    expect(onlyRecord().fields['occurrences']).toEqual({ [removed]: DELETED });
    await quietly(anna);
  });

  test('waits no more once the day is deleted in the CRM, too', async () => {
    bruno.exchange.put(weeklyMeeting, invited);
    await synchronise(anna, bruno, anna);
    anna.exchange.edit(hers.id, { occurrences: { [removed]: DELETED } });
    await synchronise(anna);
    anna.crm.edit(onlyRecord().id, { occurrences: { [removed]: DELETED } });
    await synchronise(anna);
    expect(linkOf(anna)).toMatchObject({ pending: false });
    await quietly(anna);
  });
});

describe('one day of a weekly meeting that its organizer deletes in the CRM', () => {
  const day = '2026-12-14';
  let weeklyOnes: StoredItem;

  async function deletedInCrm(rules: Parameters<typeof openOffice>[1]) {
    office = await openOffice(['anna', 'bruno'], rules, memoryMailbox);
    [anna, bruno] = office.desks as [Desk, Desk];
    weeklyOnes = invite(office, anna, { subject: 'Offer', time: weekly() }, 'uid-3', [addressOf('bruno')]);
    await synchronise(anna);
    anna.crm.edit(onlyRecord().id, { occurrences: { [day]: DELETED } });
    const announced = await office.run(anna, { dryRun: true });
    const report = await office.run(anna);
    expect(report).toMatchObject({ outcome: 'done', itemErrors: [] });
    expect(report.counts.mails).toBe(announced.counts.mails);
    return report;
  }

  test.each([
    { invitations: 'silent', deleteCrmToExchange: true },
    { invitations: 'notify', deleteCrmToExchange: false },
  ] as const)('stays in her calendar, and both sides are settled like that: %j', async (rules) => {
    const report = await deletedInCrm(rules);
    expect(report.steps).toMatchObject([{ kind: 'merge', code: 'occurrence_kept', toCrm: [], toExchange: [] }]);
    expect(anna.exchange.items.get(weeklyOnes.id)?.fields['occurrences']).toBeUndefined();
    expect(linkOf(anna)).toMatchObject({
      pending: false,
      baseCrm: { occurrences: { [day]: DELETED } },
      baseExchange: expect.not.objectContaining({ occurrences: expect.anything() }),
    });
    await quietly(anna);
  });

  test.each([
    [{ invitations: 'silent', deleteCrmToExchange: true }, { invitations: 'notify' }],
    [{ invitations: 'never', deleteCrmToExchange: true }, { invitations: 'notify' }],
    [{ invitations: 'notify', deleteCrmToExchange: false }, { deleteCrmToExchange: true }],
  ] as const)(
    'is called off by no rule that comes later, for it was deleted before (D1): %j, then %j',
    async (before, later) => {
      await deletedInCrm(before);
      office.rules = { ...office.rules, ...later };
      await synchronise(anna);
      anna.crm.edit(onlyRecord().id, { subject: 'New' });
      anna.exchange.outbox.length = 0;
      await synchronise(anna);
      expect(anna.exchange.items.get(weeklyOnes.id)?.fields).toMatchObject({ subject: 'New' });
      expect(anna.exchange.items.get(weeklyOnes.id)?.fields['occurrences']).toBeUndefined();
    },
  );

  test('is there again in the CRM when it is changed in Outlook', async () => {
    await deletedInCrm({ invitations: 'silent', deleteCrmToExchange: true });
    const occurrences = { [day]: { kind: 'changed', fields: { location: 'Sala 2' } } };
    anna.exchange.edit(weeklyOnes.id, { occurrences });
    await synchronise(anna);
    expect(onlyRecord().fields['occurrences']).toEqual(occurrences);
    await quietly(anna);
  });

  test('is called off with one mail to each where the rules let it', async () => {
    const report = await deletedInCrm({ invitations: 'notify', deleteCrmToExchange: true });
    expect(report.counts.mails).toBe(1);
    expect(anna.exchange.items.get(weeklyOnes.id)?.fields['occurrences']).toEqual({ [day]: DELETED });
    expect(linkOf(anna)).toMatchObject({ pending: false });
  });
});
