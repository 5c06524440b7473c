import { describe, expect, it } from 'vitest';
import type { Fields, Meeting } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import { Crash } from '../testing/interruptions.ts';
import { appointment, linkOf } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyUndo, planUndoOf, takeBack } from './testing/take-back.ts';

const ORGANIZER: Meeting = { role: 'organizer', isCancelled: false, recipients: 1 };
const UID = 'u';

interface Deleted {
  readonly world: World;
  /** Took the record of the meeting away, whose item was thrown away. */
  readonly run: string;
  /** That item, in Deleted Items. */
  readonly binned: string;
  /** The pair that is over. */
  readonly over: string;
}

function meeting({ crm }: World, day: number): Fields {
  const organizer = { address: crm.user.email };
  const attendees = [{ address: 'carla@example.org', role: 'required', response: 'none' }];
  return appointment('Meeting', day, { attendees, organizer });
}

function openWorld(): World {
  return createWorld('appointments', { deleteExchangeToCrm: true }, { rights: 'byOwner' });
}

async function recordDeleted(): Promise<Deleted> {
  const world = openWorld();
  const item = world.exchange.put(meeting(world, 1), { uid: UID, meeting: ORGANIZER });
  await world.settle();
  const [link] = world.store.links.values();
  const binned = world.exchange.move(item.id, 'deletedItems').id;
  const { runId } = await world.run();
  expect(world.crm.records.size).toBe(0);
  return { world, run: runId ?? '', binned, over: link?.id ?? '' };
}

/** The same meeting, as another item that no search key and no look joins to the first one. */
async function backAsAnother(world: World): Promise<{ readonly itemId: string; readonly crmId: string }> {
  const item = world.exchange.put(meeting(world, 5), { uid: UID, meeting: ORGANIZER });
  await world.settle();
  const [record] = world.crm.records.values();
  return { itemId: item.id, crmId: record?.id ?? '' };
}

async function expectQuiet(world: World): Promise<void> {
  const before = writesOf(world);
  await world.settle();
  expect(writesOf(world), 'a further run writes nothing').toBe(before);
}

async function cutOffAtTheCreate({ world, run }: Pick<Deleted, 'world' | 'run'>): Promise<void> {
  const plan = await planUndoOf(world, run);
  const { create } = world.crm;
  world.crm.create = async (type, batch) => {
    world.crm.create = create;
    await create(type, batch);
    throw new Crash();
  };
  await applyUndo(world, run, plan);
  world.pass(3_600_000);
  await world.settle();
}

describe('I3: what an undo would make anew, and the CRM has again for another pair', () => {
  it('stays with that pair, and the undo tells it', async () => {
    const deleted = await recordDeleted();
    const { world, run, over } = deleted;
    const { itemId, crmId } = await backAsAnother(deleted.world);
    const report = await takeBack(world, run);
    expect(report.counts).toMatchObject({ createdInCrm: 0, review: 1 });
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect(world.store.links.get(over)).toMatchObject({ state: 'CLOSED' });
    expect(world.store.intents.size).toBe(0);
    expect((await planUndoOf(world, run)).steps).toEqual([]);
    await expectQuiet(world);
    expect(world.crm.records.size).toBe(1);
  });

  it('keeps nothing from being taken back that was written to the other side', async () => {
    const world = openWorld();
    world.exchange.keepsIds = true;
    const item = world.exchange.put(meeting(world, 1), { uid: UID, meeting: ORGANIZER });
    await world.settle();
    world.crm.edit([...world.crm.records.keys()][0] ?? '', { busyStatus: 'free' });
    const { update } = world.exchange;
    world.exchange.update = async (type, batch, resolution) => {
      world.exchange.update = update;
      const outcomes = await update(type, batch, resolution);
      world.exchange.move(item.id, 'deletedItems');
      return outcomes;
    };
    const run = (await world.run()).runId ?? '';
    expect(item.fields['busyStatus']).toBe('free');
    expect(world.crm.records.size).toBe(0);
    await backAsAnother(world);
    world.exchange.move(item.id, 'synchronised');
    const report = await takeBack(world, run);
    expect(report.steps.map(({ kind }) => kind)).toEqual(['createInCrm', 'merge']);
    expect(report.itemErrors).toEqual([]);
    expect(item.fields['busyStatus'] ?? 'busy').toBe('busy');
  });

  it('stays with that pair where the undo dies before it knows', async () => {
    const deleted = await recordDeleted();
    const { itemId, crmId } = await backAsAnother(deleted.world);
    await cutOffAtTheCreate(deleted);
    const { world, over } = deleted;
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect(world.store.links.get(over)).toMatchObject({ state: 'CLOSED' });
    await expectQuiet(world);
  });

  describe.each([
    ['and the undo is done', async ({ world, run }: Deleted) => void (await takeBack(world, run))],
    ['and the undo dies before it knows', cutOffAtTheCreate],
  ])('where the item of that pair is gone %s', (_how, undo) => {
    async function withoutItem(deleted: Deleted): Promise<string> {
      const { world } = deleted;
      const { itemId, crmId } = await backAsAnother(deleted.world);
      world.rules = { ...world.rules, deleteExchangeToCrm: false };
      world.exchange.erase(itemId);
      await world.settle();
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
      return linkOf(world, crmId).id;
    }

    it('stays with it where there is no other item either', async () => {
      const deleted = await recordDeleted();
      const holder = await withoutItem(deleted);
      await undo(deleted);
      const { links } = deleted.world.store;
      expect([links.get(holder)?.state, links.get(deleted.over)?.state]).toEqual(['DET_C', 'CLOSED']);
      await expectQuiet(deleted.world);
    });

    it('goes to the pair whose item is back, with what its user entered there for himself', async () => {
      const deleted = await recordDeleted();
      const { crmId } = { ...deleted.world.store.links.get(await withoutItem(deleted)) };
      const back = deleted.world.exchange.move(deleted.binned, 'synchronised');
      deleted.world.crm.edit(crmId ?? '', { categories: ['Own'] });
      await undo(deleted);
      await deleted.world.settle();
      expect(deleted.world.store.links.get(deleted.over)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
      const [record] = deleted.world.crm.records.values();
      expect(record?.fields['categories']).toEqual(['Own']);
      await expectQuiet(deleted.world);
    });

    it('goes to the pair whose item is back', async () => {
      const deleted = await recordDeleted();
      const holder = await withoutItem(deleted);
      const back = deleted.world.exchange.move(deleted.binned, 'synchronised');
      await undo(deleted);
      const { links } = deleted.world.store;
      expect(links.get(holder)?.state).toBe('CLOSED');
      expect(links.get(deleted.over)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
      await deleted.world.settle();
      const [record] = deleted.world.crm.records.values();
      expect(record?.fields['time']).toEqual(deleted.world.exchange.items.get(back.id)?.fields['time']);
      await expectQuiet(deleted.world);
      expect(deleted.world.crm.records.size).toBe(1);
    });
  });
});

interface TwoItems {
  readonly world: World;
  /** Deleted the records whose items were thrown away. */
  readonly run: string;
  /** Those items, in Deleted Items. */
  readonly binned: readonly string[];
  readonly links: readonly Link[];
}

/** Two items of one meeting, with a record each; of the second, or of both, the record is deleted after its item. */
async function oneMeetingTwice(deleted: 'second' | 'both'): Promise<TwoItems> {
  const world = openWorld();
  const items = [1, 5].map((day) => world.exchange.put(meeting(world, day), { uid: UID, meeting: ORGANIZER }));
  await world.settle();
  const links = items.flatMap(({ id }) => [...world.store.links.values()].filter((link) => link.exchangeId === id));
  const gone = deleted === 'both' ? items : items.slice(1);
  const binned = gone.map(({ id }) => world.exchange.move(id, 'deletedItems').id);
  const { runId } = await world.run();
  expect(world.crm.records.size).toBe(2 - gone.length);
  return { world, run: runId ?? '', binned, links };
}

function startsOf({ crm }: World): readonly string[] {
  return [...crm.records.values()].map(({ fields }) => String((fields['time'] as Fields)['start'])).toSorted();
}

function liveStates({ store }: World): readonly string[] {
  return [...store.links.values()].flatMap(({ state }) => (state === 'CLOSED' ? [] : [state])).toSorted();
}

const BOTH_DAYS = ['2026-12-01T09:00:00Z', '2026-12-05T09:00:00Z'];

describe.each([
  ['', async ({ world, run }: TwoItems) => void (await takeBack(world, run))],
  [
    ', where the undo dies before it knows and another one does the rest',
    async ({ world, run }: TwoItems) => {
      await cutOffAtTheCreate({ world, run });
      await takeBack(world, run);
    },
  ],
])('M5: of two items of one meeting each has its own record back%s', (_how, undo) => {
  it('where the run had deleted both', async () => {
    const twice = await oneMeetingTwice('both');
    await undo(twice);
    const { world, run } = twice;
    await world.settle();
    expect(startsOf(world)).toEqual(BOTH_DAYS);
    expect(liveStates(world)).toEqual(['DET_C', 'DET_C']);
    expect((await planUndoOf(world, run)).steps).toEqual([]);
    await expectQuiet(world);
  });

  it.each([0, 1])('where the run had deleted both, and one of the two items is back (%i)', async (which) => {
    const twice = await oneMeetingTwice('both');
    const { world } = twice;
    world.exchange.move(twice.binned[which] ?? '', 'synchronised');
    await undo(twice);
    await world.settle();
    expect(startsOf(world)).toEqual(BOTH_DAYS);
    expect(liveStates(world)).toEqual(['DET_C', 'LINKED']);
    await expectQuiet(world);
  });

  it('beside the one that stood all the while', async () => {
    const twice = await oneMeetingTwice('second');
    await undo(twice);
    const { world } = twice;
    expect(startsOf(world)).toEqual(BOTH_DAYS);
    expect(world.crm.records.has(twice.links[0]?.crmId ?? '')).toBe(true);
    expect(liveStates(world)).toEqual(['DET_C', 'LINKED']);
    await expectQuiet(world);
  });

  it('beside the one that stood all the while, whose item is gone by now', async () => {
    const twice = await oneMeetingTwice('second');
    const { world } = twice;
    world.rules = { ...world.rules, deleteExchangeToCrm: false };
    const [kept] = world.exchange.inFolder('synchronised');
    world.exchange.erase(kept?.id ?? '');
    await world.settle();
    world.exchange.move(twice.binned[0] ?? '', 'synchronised');
    await undo(twice);
    await world.settle();
    expect(startsOf(world)).toEqual(BOTH_DAYS);
    expect(liveStates(world)).toEqual(['DET_C', 'LINKED']);
    await expectQuiet(world);
  });

  it('beside the one that stood all the while, and has another item since', async () => {
    const twice = await oneMeetingTwice('second');
    const { world } = twice;
    world.rules = { ...world.rules, deleteExchangeToCrm: false };
    const [kept] = world.exchange.inFolder('synchronised');
    world.exchange.erase(kept?.id ?? '');
    await world.settle();
    world.exchange.put(meeting(world, 1), { uid: UID, meeting: ORGANIZER });
    await world.settle();
    expect(liveStates(world)).toEqual(['LINKED']);
    await undo(twice);
    expect(startsOf(world)).toEqual(BOTH_DAYS);
    expect(liveStates(world)).toEqual(['DET_C', 'LINKED']);
    await expectQuiet(world);
  });

  it('beside one that is older than what the journal remembers', async () => {
    const twice = await oneMeetingTwice('second');
    const { world, run } = twice;
    const { journal } = world.store;
    journal.splice(0, journal.length, ...journal.filter(({ runId }) => runId === run));
    await undo(twice);
    expect(startsOf(world)).toEqual(BOTH_DAYS);
  });
});

it('M5: what an undo made of one item of a meeting stays with it, where the undo dies before it knows of the next one', async () => {
  const twice = await oneMeetingTwice('both');
  const { world } = twice;
  world.exchange.move(twice.binned[1] ?? '', 'synchronised');
  await cutOffAtTheCreate(twice);
  expect(world.store.links.get(twice.links[0]?.id ?? '')).toMatchObject({ state: 'DET_C' });
  expect(startsOf(world)).toEqual(BOTH_DAYS);
  await expectQuiet(world);
});

describe('X3: a record that an undo meets instead of the one which it would make anew', () => {
  it('U3: leaves its namesake to be made in the CRM', async () => {
    const world = openWorld();
    const { email: address } = world.crm.user;
    const organizer = { address: 'organizer@example.org' };
    const attendees = [{ address, role: 'required', response: 'none' }];
    const invited: Meeting = { role: 'attendee', isCancelled: false, recipients: 1 };
    const fields = appointment('Meeting', 1, { organizer, attendees });
    const item = world.exchange.put(fields, { uid: UID, meeting: invited });
    await world.settle();
    world.exchange.move(item.id, 'deletedItems');
    const { runId } = await world.run();
    expect(world.crm.records.size).toBe(0);
    const there = world.crm.put(fields, { uid: UID });
    const time = { kind: 'timed', start: '2026-12-01T09:00:00Z', end: '2026-12-01T12:00:00Z', zone: null };
    const namesake = world.exchange.put(appointment('Meeting', 1, { time }));
    await world.settle();
    expect([...world.store.unlinked.values()].map(({ reason }) => reason.code)).toEqual([
      'same_name_only',
      'same_name_only',
    ]);
    await takeBack(world, runId ?? '');
    await world.settle();
    expect(linkOf(world, there.id).state).toBe('DET_C');
    expect([...world.store.links.values()].map(({ exchangeId }) => exchangeId)).toContain(namesake.id);
    expect(world.store.unlinked.size).toBe(0);
  });
});
