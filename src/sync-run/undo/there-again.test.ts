import { describe, expect, it } from 'vitest';
import type { Fields, Meeting } from '../../model/index.ts';
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

function meeting({ crm }: World, hour: number): Fields {
  const organizer = { address: crm.user.email };
  const attendees = [{ address: 'carla@example.org', role: 'required', response: 'none' }];
  return appointment('Meeting', hour, { attendees, organizer });
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

async function cutOffAtTheCreate({ world, run }: Deleted): Promise<void> {
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

  it('goes to the first of two items of one meeting, which the run had deleted together', async () => {
    const world = openWorld();
    const items = [1, 5].map((hour) => world.exchange.put(meeting(world, hour), { uid: UID, meeting: ORGANIZER }));
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    for (const { id } of items) world.exchange.move(id, 'deletedItems');
    const { runId } = await world.run();
    expect(world.crm.records.size).toBe(0);
    const report = await takeBack(world, runId ?? '');
    expect(report.counts).toMatchObject({ createdInCrm: 1, review: 1 });
    expect([...world.store.links.values()].map(({ state }) => state).toSorted()).toEqual(['CLOSED', 'DET_C']);
    await expectQuiet(world);
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
