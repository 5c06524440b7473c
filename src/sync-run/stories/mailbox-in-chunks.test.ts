import { describe, expect, it } from 'vitest';
import type { RunReport } from '../ports.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { appointment, person } from '../testing/people.ts';
import type { Random } from '../testing/random.ts';
import { createRandom } from '../testing/random.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

function move(world: World, { id, fields, categories, stamp, uid, searchKey }: StoredItem, kept: Partial<StoredItem>) {
  world.exchange.erase(id);
  return world.exchange.put(fields, { categories, stamp, uid, searchKey, ...kept });
}

function becomeAnother({ exchange }: World): void {
  exchange.identity = { ...exchange.identity, fingerprint: 'folders-2' };
  exchange.invalidateCursors();
}

function itemsOf({ exchange }: World): readonly StoredItem[] {
  return exchange.inFolder('synchronised');
}

const heldWith = (missing: number) => ({
  outcome: 'held',
  brake: { kind: 'mailboxChanged', reason: { params: { missing } } },
});

describe.each([1, 2, 100])('O7: recognised in chunks of %i', (chunkSize) => {
  it('I3: a copy that has the stamp of a pair with an item of its own is that of the pair that it looks like', async () => {
    const world = createWorld('appointments', { ...bothDeletes, updateCrmToExchange: false });
    const first = world.exchange.put(appointment('Visit', 1), { stamp: null });
    await world.settle();
    const [link] = world.store.links.values();
    if (link === undefined) throw new Error('no link');
    world.exchange.erase(first.id);
    const marked = world.exchange.put(appointment('Visit', 1), { stamp: link.stamp, searchKey: first.searchKey });
    await world.settle();
    const copy = world.exchange.copy(marked.id, { time: appointment('', 8)['time'] ?? null });
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    for (const item of [marked, copy]) move(world, item, { searchKey: `new-${item.id}` });
    becomeAnother(world);
    world.chunkSize = chunkSize;
    expect(await world.run()).toMatchObject({ outcome: 'done' });
    await world.settle();
    expect([world.crm.records.size, itemsOf(world).length]).toEqual([2, 2]);
    expect([...world.store.links.values()].map(({ state }) => state)).toEqual(['LINKED', 'LINKED']);
  });

  it('I3: does not guess which of two pairs that are alike has kept its item', async () => {
    const world = createWorld('appointments', bothDeletes);
    for (const _ of ['first', 'second']) world.exchange.put(appointment('Visit', 1));
    await world.settle();
    const [left, lost] = itemsOf(world);
    if (left === undefined || lost === undefined) throw new Error('no items');
    world.exchange.erase(lost.id);
    move(world, left, { stamp: null, searchKey: 'new' });
    becomeAnother(world);
    world.chunkSize = chunkSize;
    expect(await world.run()).toMatchObject(heldWith(2));
  });

  it('I3: recognises none by its content when another one came to look like it while the plan was held', async () => {
    const world = createWorld('contacts', bothDeletes);
    for (const name of ['Anna', 'Bruno']) world.crm.put(person(name));
    await world.settle();
    const [anna, bruno] = itemsOf(world);
    if (anna === undefined || bruno === undefined) throw new Error('no items');
    move(world, anna, { stamp: null, searchKey: 'new' });
    world.exchange.erase(bruno.id);
    const stranger = world.exchange.put(person('Carla'));
    becomeAnother(world);
    world.chunkSize = chunkSize;
    expect(await world.run()).toMatchObject(heldWith(1));
    world.exchange.put(bruno.fields, { stamp: bruno.stamp });
    world.exchange.edit(stranger.id, person('Anna'));
    expect(await world.run()).toMatchObject(heldWith(1));
  });

  it('I3: pairs whose items share a search key find each its own, also when one was edited', async () => {
    const world = createWorld('appointments', { ...bothDeletes, updateCrmToExchange: false });
    for (const day of [1, 8]) {
      world.exchange.put(appointment('Visit', day, { location: 'Padova' }), { searchKey: 'shared' });
      await world.settle();
    }
    for (const item of itemsOf(world)) move(world, item, {});
    const [first] = itemsOf(world);
    const edit = { location: 'Milano', subject: 'Call', time: appointment('', 15)['time'] ?? null };
    world.exchange.edit(first?.id ?? '', edit);
    becomeAnother(world);
    world.chunkSize = chunkSize;
    await world.settle();
    expect([...world.crm.records.values()].map(({ fields }) => [fields['subject'], fields['location']])).toEqual([
      ['Call', 'Milano'],
      ['Visit', 'Padova'],
    ]);
  });
});

const SUBJECTS = ['Visit', 'Call'];
const NAMES = ['Anna', 'Bruno'];

function anyFields(random: Random, { itemType }: World) {
  if (itemType === 'contacts') return person(random.pick(NAMES) ?? '');
  return appointment(random.pick(SUBJECTS) ?? '', 1 + random.whole(2));
}

/** A world in step, with items that are alike and copies that share their marks. */
async function anyWorld(random: Random): Promise<World> {
  const itemType = random.chance(0.5) ? 'contacts' : 'appointments';
  const world = createWorld(itemType, { ...bothDeletes, updateCrmToExchange: random.chance(0.6) });
  for (let count = 2 + random.whole(4); count > 0; count -= 1) {
    const chosen = random.pick(itemsOf(world));
    if (chosen !== undefined && random.chance(0.3)) world.exchange.copy(chosen.id, anyFields(random, world));
    else if (random.chance(0.5)) world.exchange.put(anyFields(random, world));
    else world.crm.put(anyFields(random, world));
    await world.settle();
  }
  return world;
}

/** What comes along is for each item to say. */
function moveAll(random: Random, world: World): void {
  for (const item of itemsOf(world)) {
    const stamp = random.chance(0.5) ? item.stamp : null;
    const searchKey = random.chance(0.3) ? item.searchKey : `new-${item.id}`;
    if (random.chance(0.25)) world.exchange.erase(item.id);
    else move(world, item, { stamp, searchKey });
  }
}

/** What people do in the new mailbox. */
function actInMailbox(random: Random, world: World): void {
  const chosen = random.pick(itemsOf(world));
  if (chosen === undefined) return;
  if (random.chance(0.3)) world.exchange.erase(chosen.id);
  else if (random.chance(0.4)) world.exchange.copy(chosen.id, anyFields(random, world));
  else if (random.chance(0.5)) world.exchange.edit(chosen.id, anyFields(random, world));
  else world.exchange.put(anyFields(random, world));
}

/** What a run planned, and what a person is told of it. */
function planOf({ outcome, brake, planHash, steps }: RunReport) {
  return { outcome, brake, planHash, steps };
}

/** The plans of a mailbox that is being recognised, until one is carried out, and what came of that. */
async function plansInChunksOf(chunkSize: number, seed: number) {
  const random = createRandom(seed);
  const world = await anyWorld(random);
  moveAll(random, world);
  becomeAnother(world);
  world.chunkSize = chunkSize;
  const plans: ReturnType<typeof planOf>[] = [];
  for (let turn = 0; turn < 3 && plans.at(-1)?.outcome !== 'done'; turn += 1) {
    if (turn > 0) actInMailbox(random, world);
    plans.push(planOf(await world.run()));
  }
  const pairs = [...world.store.links.values()].map(({ crmId, exchangeId, state }) =>
    [crmId, exchangeId, state].join(),
  );
  return { plans, pairs: pairs.toSorted() };
}

it('O7: what a mailbox that is being recognised is planned for does not depend on how its links fall into chunks', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const inOne = await plansInChunksOf(100, seed);
    for (const size of [1, 2])
      expect(await plansInChunksOf(size, seed), `seed ${seed}, chunks of ${size}`).toEqual(inOne);
  }
});
