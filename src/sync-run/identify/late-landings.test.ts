import { describe, expect, it } from 'vitest';
import { appointment, linkOf, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

interface Landed {
  readonly world: World;
  readonly crmId: string;
  readonly itemId: string;
}

/** A create that nobody waits for any more lands, when its record was deleted meanwhile. */
async function landedAfterDeletion(rules: Parameters<typeof createWorld>[1]): Promise<Landed> {
  const world = createWorld('contacts', rules);
  const record = world.crm.put(person('Anna', { displayName: 'Anna, and more than the server keeps of a text' }));
  world.exchange.faults.push('lostRequest');
  await world.run();
  const [intent] = world.store.intents.values();
  world.pass(200_000);
  world.crm.erase(record.id);
  await world.settle();
  expect([world.store.intents.size, world.store.links.size]).toEqual([0, 0]);
  const item = world.exchange.put(record.fields, { stamp: intent?.stamp ?? '' });
  return { world, crmId: record.id, itemId: item.id };
}

describe('a create that lands when its record was deleted', () => {
  it('L5: is deleted with it where deletions travel, and once', async () => {
    const { world, crmId } = await landedAfterDeletion({ deleteCrmToExchange: true });
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'CLOSED' });
    const [binned] = world.exchange.inFolder('deletedItems');
    const back = world.exchange.move(binned?.id ?? '', 'synchronised');
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: back.id }]);
    expect(world.crm.records.size).toBe(1);
  });

  it('D1, D2: else stays alone, until it is edited', async () => {
    const { world, crmId, itemId } = await landedAfterDeletion({ conflictStrategy: 'exchange' });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E', exchangeId: itemId });
    expect(world.crm.records.size).toBe(0);
    expect(world.store.hints.size + world.store.unlinked.size).toBe(0);
    world.exchange.edit(itemId, { jobTitle: 'Sales' });
    await world.settle();
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { jobTitle: 'Sales' } }]);
    expect(world.exchange.items.size).toBe(1);
  });

  it('D5: is the item of the record when that is brought back', async () => {
    const { world, crmId, itemId } = await landedAfterDeletion({});
    await world.settle();
    world.crm.undelete(crmId);
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect(world.exchange.items.size).toBe(1);
  });

  it('I4: has what it was sent, also where it became private before a run saw it', async () => {
    const world = createWorld('appointments', { privateItems: 'busyOnly', conflictStrategy: 'crm' });
    const record = world.crm.put(appointment('Lunch', 4, { body: 'With Anna' }));
    world.exchange.faults.push('lostRequest');
    await world.run();
    const [intent] = world.store.intents.values();
    world.pass(200_000);
    world.crm.erase(record.id);
    await world.settle();
    const item = world.exchange.put({ ...record.fields, sensitivity: 'private' }, { stamp: intent?.stamp ?? '' });
    await world.settle();
    world.crm.undelete(record.id);
    await world.settle();
    expect(linkOf(world, record.id)).toMatchObject({ state: 'LINKED', exchangeId: item.id });
    world.crm.edit(record.id, { body: 'With Bruno' });
    world.exchange.edit(item.id, { sensitivity: 'normal' });
    await world.settle();
    expect(world.exchange.items.get(item.id)?.fields).toMatchObject({ body: 'With Bruno' });
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });

  it('deletes nothing where a person made a copy of it first', async () => {
    const { world, itemId } = await landedAfterDeletion({ deleteCrmToExchange: true });
    world.exchange.copy(itemId);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });
});

describe('a create that lands when its record is about and has no item', () => {
  it.each([1, 100])('I8: is its item, whatever a person has made of it (chunks of %i)', async (chunkSize) => {
    const { world, crmId, itemId } = await landedAfterDeletion({ conflictStrategy: 'crm' });
    world.chunkSize = chunkSize;
    world.crm.undelete(crmId);
    const mail = { email1: { address: 'bruna@example.org' } };
    world.exchange.edit(itemId, { ...person('Bruna', mail), displayName: 'Bruna' });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect([...world.crm.records.values()]).toMatchObject([{ id: crmId, fields: mail }]);
    expect(world.exchange.items.size).toBe(1);
    expect(world.store.hints.size + world.store.unlinked.size).toBe(0);
  });

  it('L3: takes nothing back that its record got since', async () => {
    const { world, crmId } = await landedAfterDeletion({ conflictStrategy: 'exchange' });
    world.crm.undelete(crmId);
    world.crm.edit(crmId, { displayName: 'Anna Bianchi' });
    await world.settle();
    expect(world.crm.records.get(crmId)).toMatchObject({ fields: { displayName: 'Anna Bianchi' } });
    expect([...world.exchange.items.values()]).toMatchObject([{ fields: { displayName: 'Anna Bianchi' } }]);
  });

  it('O6: is not its copy, which a person made into something else', async () => {
    const { world, crmId, itemId } = await landedAfterDeletion({});
    world.crm.undelete(crmId);
    const copy = world.exchange.copy(itemId);
    world.exchange.edit(copy.id, { ...person('Bruna'), displayName: 'Bruna' });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect(world.crm.records.get(crmId)).toMatchObject({ fields: { name: { givenName: 'Anna' } } });
  });

  it('L3: takes nothing back where it is the first of two attempts', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'crm' });
    const record = world.crm.put(person('Anna', { jobTitle: 'Clerk' }));
    world.exchange.faults.push('lostRequest');
    await world.run();
    const [first] = world.store.intents.values();
    world.crm.edit(record.id, { jobTitle: 'Director' });
    world.pass(200_000);
    world.exchange.faults.push('lostRequest');
    await world.run();
    world.crm.hidden.add(record.id);
    world.pass(200_000);
    await world.settle();
    expect([world.store.intents.size, world.store.links.size]).toEqual([0, 0]);
    world.exchange.put(person('Anna', { jobTitle: 'Clerk' }), { stamp: first?.stamp ?? '' });
    world.crm.hidden.delete(record.id);
    await world.settle();
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
    expect([...world.exchange.items.values()]).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
  });

  it('U2: is its item untouched', async () => {
    const { world, crmId, itemId } = await landedAfterDeletion({});
    world.crm.undelete(crmId);
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
  });
});
