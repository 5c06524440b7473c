import { describe, expect, it } from 'vitest';
import type { Fields, Meeting } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { appointment, linkOf } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

const ORGANIZER: Meeting = { role: 'organizer', isCancelled: false, recipients: 2 };
const PEOPLE = [{ address: 'carla@example.org', role: 'required', response: 'none' }];

interface Held {
  readonly crmId: string;
  readonly exchangeId: string;
}

/** Meetings in step, made in Outlook. */
async function meetingsInStep(world: World, count: number, meeting: Meeting = ORGANIZER): Promise<readonly Held[]> {
  const items = Array.from({ length: count }, (_, index) =>
    world.exchange.put(appointment(`Meeting ${index}`, index + 1, { attendees: PEOPLE }), {
      meeting,
      uid: `u${index}`,
    }),
  );
  await world.settle();
  return items.map(({ id }) => {
    const link = [...world.store.links.values()].find(({ exchangeId }) => exchangeId === id);
    return { crmId: link?.crmId ?? '', exchangeId: id };
  });
}

const open = (): World => createWorld('appointments', { invitations: 'notify', deleteCrmToExchange: true });
const rename = (world: World, held: readonly Held[], changes: Fields = { subject: 'Other' }): void => {
  for (const { crmId } of held) world.crm.edit(crmId, changes);
};

describe('what a run mails', () => {
  it('is what a preview told, meeting by meeting, and what the report counts', async () => {
    const world = open();
    const held = await meetingsInStep(world, 3);
    rename(world, held.slice(0, 2));
    world.crm.erase(held[2]?.crmId ?? '');
    const preview = await world.run({ dryRun: true });
    expect(preview.counts.mails).toBe(6);
    expect(preview.steps.map(({ kind, mails }) => [kind, mails])).toEqual([
      ['deleteInExchange', 2],
      ['merge', 2],
      ['merge', 2],
    ]);
    expect(world.exchange.outbox).toEqual([]);
    const report = await world.run();
    expect(report.counts.mails).toBe(6);
    expect(world.exchange.outbox.map(({ kind }) => kind).toSorted()).toEqual(['cancellation', 'update', 'update']);
    await world.settle();
    expect(world.exchange.outbox).toHaveLength(3);
  });

  it('is nothing for what only came up while it went on: that stands in the plan of the next run', async () => {
    const world = open();
    const [first, second] = await meetingsInStep(world, 2);
    rename(world, first === undefined ? [] : [first]);
    const { update } = world.exchange;
    world.exchange.update = (type, batch, resolution) => {
      if (second !== undefined) rename(world, [second]);
      world.exchange.update = update;
      return update(type, batch, resolution);
    };
    const report = await world.run();
    expect(report.counts.mails).toBe(2);
    expect(world.exchange.outbox.map(({ itemId }) => itemId)).toEqual([first?.exchangeId]);
    const next = await world.run();
    expect(next.counts.mails).toBe(2);
    expect(world.exchange.outbox.map(({ itemId }) => itemId)).toEqual([first?.exchangeId, second?.exchangeId]);
  });

  it('is nothing where one more was invited since the plan', async () => {
    const world = open();
    world.chunkSize = 1;
    const held = await meetingsInStep(world, 2);
    rename(world, held);
    const { read } = world.exchange;
    let reads = 0;
    world.exchange.read = (type, ids) => {
      reads += 1;
      // The survey has read both; the second is read again before it is written.
      const item = world.exchange.items.get(held[1]?.exchangeId ?? '');
      if (reads === 3 && item !== undefined) item.meeting = { ...ORGANIZER, recipients: 3 };
      return read(type, ids);
    };
    const report = await world.run();
    expect(report.counts.mails).toBe(2);
    expect(world.exchange.outbox.map(({ recipients }) => recipients)).toEqual([2]);
    await world.run();
    expect(world.exchange.outbox.map(({ recipients }) => recipients)).toEqual([2, 3]);
  });

  it.each(['lostResponse', 'lostRequest'] as const)('goes out once, also after a %s', async (fault) => {
    const world = open();
    const held = await meetingsInStep(world, 1);
    rename(world, held);
    world.exchange.faults.push(fault);
    await world.run();
    await world.settle();
    expect(world.exchange.outbox).toHaveLength(1);
    expect(world.exchange.items.get(held[0]?.exchangeId ?? '')?.fields['subject']).toBe('Other');
  });
});

describe('the brake on mail', () => {
  it('holds a run that would mail about more than five meetings, until exactly it is approved', async () => {
    const world = open();
    const held = await meetingsInStep(world, 6);
    rename(world, held);
    const stopped = await world.run();
    expect(stopped).toMatchObject({
      outcome: 'held',
      brake: { kind: 'massMail', reason: { params: { meetings: 6, mails: 12, allowed: 5 } } },
    });
    expect(world.exchange.outbox).toEqual([]);
    const approved = await world.run({ approvedHashes: [stopped.planHash ?? ''] });
    expect(approved).toMatchObject({ outcome: 'done', counts: { mails: 12 } });
    expect(world.exchange.outbox).toHaveLength(6);
  });

  it('lets as many pass whose people hear nothing', async () => {
    const world = open();
    world.rules = { ...world.rules, invitations: 'silent' };
    rename(world, await meetingsInStep(world, 6));
    expect((await world.run()).outcome).toBe('done');
    expect(world.exchange.outbox).toEqual([]);
  });
});

describe('a meeting of somebody else', () => {
  it('keeps an edit of its record waiting, and marks the item', async () => {
    const world = createWorld('appointments', { exchangeCategories: ['CRM'] });
    const [held] = await meetingsInStep(world, 1, { ...ORGANIZER, role: 'attendee' });
    const { crmId, exchangeId } = held ?? { crmId: '', exchangeId: '' };
    rename(world, [{ crmId, exchangeId }]);
    const report = await world.settle();
    expect(world.exchange.items.get(exchangeId)).toMatchObject({
      fields: { subject: 'Meeting 0' },
      categories: ['CRM'],
      stamp: linkOf(world, crmId).stamp,
    });
    expect(linkOf(world, crmId).pending).toBe(true);
    expect(report.counts.mails).toBe(0);
  });

  it('says who is in it, and that an answer came', async () => {
    const world = createWorld('appointments');
    const [held] = await meetingsInStep(world, 1);
    const answered = [{ ...PEOPLE[0], response: 'accepted' }];
    world.exchange.edit(held?.exchangeId ?? '', { attendees: answered });
    await world.settle();
    expect(world.crm.records.get(held?.crmId ?? '')?.fields['attendees']).toEqual(answered);
  });
});

describe.each([
  ['of which the answer is lost', true],
  ['that are answered', false],
])('creates %s, and that meet in one record,', (_which, isLost) => {
  const inCompany = (): World => createWorld('appointments', {}, { rights: 'byOwner' });
  const invite = (world: World, day: number): StoredItem =>
    world.exchange.put(appointment('Meeting', day, { attendees: PEOPLE }), {
      uid: 'u',
      meeting: { ...ORGANIZER, role: 'attendee' },
    });
  const settle = async (world: World): Promise<void> => {
    world.crm.loseNextAnswer = isLost;
    await world.run();
    world.pass(200_000);
    await world.settle();
  };
  /** Whose item was thrown away. */
  const recordLeft = async (world: World): Promise<string> => {
    const { id } = invite(world, 1);
    await world.settle();
    world.exchange.erase(id);
    await world.settle();
    const [recordId = ''] = world.crm.records.keys();
    expect(linkOf(world, recordId)).toMatchObject({ state: 'DET_C' });
    return recordId;
  };
  const live = ({ store }: World): readonly Link[] =>
    [...store.links.values()].filter(({ state }) => state !== 'CLOSED');

  it('leave each of two items in one calendar with a record of its own', async () => {
    const world = inCompany();
    const items = [1, 2].map((day) => invite(world, day));
    await settle(world);
    const links = live(world);
    expect(links.map(({ state, exchangeId }) => [state, exchangeId])).toEqual(items.map(({ id }) => ['LINKED', id]));
    expect(links.map(({ crmId }) => crmId).toSorted()).toEqual([...world.crm.records.keys()]);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('leave it to the one that has people in it, %s a copy that has none', async (_when, place) => {
    const world = inCompany();
    const organizer = { address: world.crm.user.email };
    const meeting = appointment('Meeting', 1, { attendees: PEOPLE, organizer });
    const { id: ofCarla } = world.crm.put(meeting, { uid: 'u', ownerId: 'carla' });
    const items = [meeting, appointment('Meeting', 2, { organizer })];
    if (place === 1) items.reverse();
    const put = items.map((fields) => world.exchange.put(fields, { uid: 'u', meeting: ORGANIZER }));
    await settle(world);
    expect(linkOf(world, ofCarla)).toMatchObject({ state: 'LINKED', exchangeId: put[place]?.id });
    expect(live(world)).toHaveLength(2);
    expect(world.crm.records.size).toBe(2);
  });

  it('give it to the item that came in the place of the one that was thrown away', async () => {
    const world = inCompany();
    const recordId = await recordLeft(world);
    const again = invite(world, 1);
    await settle(world);
    expect(live(world)).toMatchObject([{ state: 'LINKED', crmId: recordId, exchangeId: again.id }]);
    expect(world.crm.records.size).toBe(1);
  });

  it.each(['organizer', 'attendee'] as const)(
    'keep what this calendar has in it for itself, of its %s',
    async (role) => {
      const world = inCompany();
      const invited = { uid: 'u', meeting: { ...ORGANIZER, role } };
      const organizer = { address: role === 'organizer' ? world.crm.user.email : 'carla@example.org' };
      const meeting = appointment('Meeting', 1, { attendees: PEOPLE, organizer });
      const { id } = world.exchange.put(meeting, invited);
      await world.settle();
      const [recordId = ''] = world.crm.records.keys();
      world.exchange.erase(id);
      world.crm.edit(recordId, { categories: ['Padova'], reminderMinutes: 5 });
      await world.settle();
      expect(linkOf(world, recordId)).toMatchObject({ state: 'DET_C' });
      const again = world.exchange.put(meeting, { ...invited, categories: ['Offer'] });
      await settle(world);
      const categories = ['Offer', 'Padova'];
      expect(world.crm.records.get(recordId)?.fields).toMatchObject({ categories, reminderMinutes: 5 });
      expect(world.exchange.items.get(again.id)).toMatchObject({ categories, fields: { reminderMinutes: 5 } });
    },
  );

  it('give it to one of two that came in that place, and another to the other', async () => {
    const world = inCompany();
    const recordId = await recordLeft(world);
    for (const day of [1, 2]) invite(world, day);
    await settle(world);
    expect(live(world).map(({ state }) => state)).toEqual(['LINKED', 'LINKED']);
    expect([...world.crm.records.keys()].toSorted()).toEqual(
      live(world)
        .map(({ crmId }) => crmId)
        .toSorted(),
    );
    expect(world.crm.records.has(recordId)).toBe(true);
  });
});

describe.each(['answered', 'lost', 'taken back'] as const)(
  'the record of a colleague that a meeting joins, by a create that is %s,',
  (how) => {
    const LONG = 'Agenda of many a word';
    /** Whose record says something else than the invitation, and is its user's own from now on. */
    const givenToAttendee = async (
      ours: Fields,
      theirs: Fields,
      waits: boolean,
    ): Promise<Held & { readonly world: World }> => {
      const world = createWorld('appointments', {}, { rights: 'byOwner' });
      const invited = appointment('Meeting', 1, { attendees: PEOPLE, ...theirs });
      const { id: exchangeId } = world.exchange.put(invited, { uid: 'u', meeting: { ...ORGANIZER, role: 'attendee' } });
      const made = how === 'taken back' ? await world.run() : null;
      const undone = made === null ? null : await takeBack(world, made.runId ?? '');
      const { id: crmId } = world.crm.put({ ...invited, ...ours }, { uid: 'u', ownerId: 'carla' });
      if (undone !== null) await takeBack(world, undone.runId ?? '');
      world.crm.loseNextAnswer = how === 'lost';
      await world.run();
      world.pass(200_000);
      await world.settle();
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId, pending: waits });
      world.crm.change(crmId, { ownerId: world.crm.user.id });
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields).toMatchObject(ours);
      expect(linkOf(world, crmId).pending).toBe(waits);
      return { world, crmId, exchangeId };
    };

    it('keeps what it says otherwise until the organizer writes over it, and then a conflict tells', async () => {
      const { world, crmId, exchangeId } = await givenToAttendee({ subject: 'Ours' }, {}, true);
      world.exchange.edit(exchangeId, { subject: 'Canceled: Meeting' });
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields['subject']).toBe('Canceled: Meeting');
      const told = world.store.journal.filter(({ op }) => op === 'conflict');
      expect(told).toMatchObject([
        { crmId, exchangeId, conflict: { field: 'subject', winner: 'exchange', crm: 'Ours' } },
      ]);
    });

    it('waits with no text that Exchange cut, and keeps it whole', async () => {
      const { world, crmId, exchangeId } = await givenToAttendee({ body: LONG }, { body: LONG.slice(0, 9) }, false);
      world.exchange.edit(exchangeId, { location: 'Sala 2' });
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields).toMatchObject({ body: LONG, location: 'Sala 2' });
    });
  },
);

describe('a meeting that was entered in the CRM', () => {
  it('stays there, also as a private one of which only the time is told', async () => {
    const world = createWorld('appointments', { privateItems: 'busyOnly', invitations: 'notify' });
    world.crm.put(appointment('Open', 1, { attendees: PEOPLE }));
    world.crm.put(appointment('Secret', 2, { attendees: PEOPLE, sensitivity: 'private' }));
    const report = await world.settle();
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect(report.counts.mails).toBe(0);
  });

  it('becomes one with that of the calendar when they have one UID', async () => {
    const world = createWorld('appointments');
    const record = world.crm.put(appointment('Meeting', 1, { attendees: PEOPLE }), { uid: 'u' });
    const item = world.exchange.put(appointment('Meeting', 1, { attendees: PEOPLE }), { uid: 'u', meeting: ORGANIZER });
    await world.settle();
    expect(linkOf(world, record.id)).toMatchObject({ exchangeId: item.id, state: 'LINKED', pending: false });
    expect(world.crm.records.size).toBe(1);
  });
});

describe('taking a run back', () => {
  it('leaves alone what the people in a meeting were told', async () => {
    const world = open();
    const [held] = await meetingsInStep(world, 1);
    rename(world, held === undefined ? [] : [held]);
    const report = await world.run();
    expect(report.counts).toMatchObject({ updatedInExchange: 1, mails: 2 });
    expect(world.exchange.outbox.splice(0)).toHaveLength(1);
    const undone = await takeBack(world, report.runId ?? '');
    expect(undone.steps).toMatchObject([{ kind: 'hold', code: 'undo_meeting' }]);
    expect(world.exchange.items.get(held?.exchangeId ?? '')?.fields['subject']).toBe('Other');
    expect(world.exchange.outbox).toEqual([]);
  });

  it('joins the record that a colleague’s calendar made of the meeting since; the organizer’s calendar speaks for itself', async () => {
    const world = createWorld('appointments', {}, { rights: 'byOwner' });
    const organizer = { address: world.crm.user.email };
    const meeting = (more: Fields = {}): Fields => appointment('Meeting', 1, { attendees: PEOPLE, organizer, ...more });
    const item = world.exchange.put(meeting(), { uid: 'u', meeting: ORGANIZER });
    const made = await world.run();
    const undone = await takeBack(world, made.runId ?? '');
    const record = world.crm.put(meeting({ busyStatus: 'tentative' }), { uid: 'u', ownerId: 'carla' });
    await takeBack(world, undone.runId ?? '');
    await world.settle();
    expect(linkOf(world, record.id)).toMatchObject({ state: 'LINKED', exchangeId: item.id, pending: false });
    const [ours, theirs] = [world.crm.records.get(record.id), world.exchange.items.get(item.id)];
    expect([ours?.fields['busyStatus'] ?? 'busy', theirs?.fields['busyStatus'] ?? 'busy']).toEqual(['busy', 'busy']);
  });
});
