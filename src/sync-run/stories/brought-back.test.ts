import { describe, expect, it } from 'vitest';
import { itemKey } from '../item-key.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

/** Thrown away in Outlook and edited in the CRM, which wins: another item stands in its place (L9). */
async function madeAnew(world: World, fields = person('Anna')): Promise<{ crmId: string; oldId: string }> {
  const record = world.crm.put(fields);
  await world.settle();
  const first = linkOf(world, record.id).exchangeId ?? '';
  const { id: oldId } = world.exchange.move(first, 'deletedItems');
  world.crm.edit(record.id, { notes: 'Calls on Monday', body: 'Calls on Monday' });
  await world.settle();
  expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  return { crmId: record.id, oldId };
}

/** Out of Deleted Items again, and the one in its place goes there. @returns its id today */
async function inItsPlaceAgain(world: World, ids: { readonly crmId: string; readonly oldId: string }): Promise<string> {
  const back = world.exchange.move(ids.oldId, 'synchronised');
  await world.settle();
  world.exchange.move(linkOf(world, ids.crmId).exchangeId ?? '', 'deletedItems');
  await world.settle();
  return back.id;
}

const CRM_WINS = { conflictStrategy: 'crm' } as const;

describe('an item that is brought back beside the one that was made in its place', () => {
  it('O6: is left alone like a copy, and waits for nothing', async () => {
    const world = createWorld('contacts', CRM_WINS);
    const { crmId, oldId } = await madeAnew(world);
    const { exchangeId } = linkOf(world, crmId);
    const back = world.exchange.move(oldId, 'synchronised');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId });
    expect(world.crm.records.size).toBe(1);
    expect(world.store.unlinked.get(itemKey('exchange', back.id))).toMatchObject({
      state: 'ignored',
      reason: { row: 'O6', code: 'user_copy' },
    });
  });

  it('O6: is a new appointment where it is at another time', async () => {
    const world = createWorld('appointments', CRM_WINS);
    const { oldId } = await madeAnew(world, appointment('Lunch', 4));
    const back = world.exchange.move(oldId, 'synchronised');
    world.exchange.edit(back.id, { time: appointment('Lunch', 9)['time'] ?? null });
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });

  it('D5: takes the place when the other one is thrown away', async () => {
    const world = createWorld('contacts', { ...CRM_WINS, deleteExchangeToCrm: true });
    const { crmId, oldId } = await madeAnew(world);
    const backId = await inItsPlaceAgain(world, { crmId, oldId });
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: backId });
  });

  it('I4, D5: takes the place, and what the record got since goes to it: what it never knew was not taken away there', async () => {
    const world = createWorld('contacts', { ...CRM_WINS, deleteExchangeToCrm: true });
    const { crmId, oldId } = await madeAnew(world);
    const backId = await inItsPlaceAgain(world, { crmId, oldId });
    expect(world.crm.records.get(crmId)?.fields['notes']).toBe('Calls on Monday');
    expect(world.exchange.items.get(backId)?.fields['notes']).toBe('Calls on Monday');
  });

  it('I4, D5: takes the place, and of two values the strategy decides: what lost is a conflict', async () => {
    const world = createWorld('contacts', { ...CRM_WINS, deleteExchangeToCrm: true });
    const { crmId, oldId } = await madeAnew(world, { ...person('Anna'), notes: 'Calls on Friday' });
    world.rules = { ...world.rules, conflictStrategy: 'exchange' };
    const backId = await inItsPlaceAgain(world, { crmId, oldId });
    expect(world.crm.records.get(crmId)?.fields['notes']).toBe('Calls on Friday');
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: backId });
    expect(world.store.journal.flatMap(({ conflict }) => conflict ?? [])).toMatchObject([
      { field: 'notes', winner: 'exchange', crm: 'Calls on Monday' },
    ]);
  });

  it('I4, D5, O8: takes the place while the CRM is frozen, and what the record got since is not taken for older', async () => {
    for (const fields of [person('Anna'), person('Anna', { notes: 'Calls on Friday' })]) {
      const world = createWorld('contacts', { ...CRM_WINS, deleteExchangeToCrm: true });
      const { crmId, oldId } = await madeAnew(world, fields);
      world.exchange.move(oldId, 'synchronised');
      await world.settle();
      world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'deletedItems');
      const { mark } = world.crm;
      world.crm.mark = async () => ({ ...(await mark()), instance: 'another database' });
      expect(await world.run()).toMatchObject({ outcome: 'done' });
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields['notes']).toBe('Calls on Monday');
      expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { notes: 'Calls on Monday' } }]);
    }
  });

  it('while it lies in Deleted Items it proves nothing about the one in its place', async () => {
    const world = createWorld('contacts', { ...CRM_WINS, deleteExchangeToCrm: true });
    const { crmId } = await madeAnew(world);
    const moved = world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'other');
    await world.settle();
    expect(world.crm.records.has(crmId)).toBe(true);
    world.exchange.move(moved.id, 'synchronised');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED' });
  });
});

/** The one that is made in its place has been asked for, and may still land, when it comes out of Deleted Items. */
async function backWhileMadeAnew(): Promise<{ world: World; crmId: string; backId: string; stamp: string }> {
  const world = createWorld('contacts', CRM_WINS);
  const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
  const { id: oldId } = world.exchange.move(exchangeId, 'deletedItems');
  world.crm.edit(crmId, { notes: 'Calls on Monday' });
  world.exchange.faults.push('lostRequest');
  await world.run();
  const [create] = world.store.intents.values();
  const back = world.exchange.move(oldId, 'synchronised');
  // Nothing is written to it now: that would be a second open write of one pair.
  world.exchange.faults.push('lostResponse');
  await world.run();
  expect([...world.store.intents.values()]).toMatchObject([{ kind: 'createInExchange' }]);
  world.exchange.faults.length = 0;
  return { world, crmId, backId: back.id, stamp: create?.stamp ?? '' };
}

describe('an item that is brought back before anybody knows whether another was made in its place', () => {
  it('O6: is left alone like a copy when the other one lands', async () => {
    const { world, crmId, backId, stamp } = await backWhileMadeAnew();
    const landed = world.exchange.put(world.crm.records.get(crmId)?.fields ?? {}, { stamp });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: landed.id });
    expect([...world.store.unlinked.values()]).toMatchObject([
      { itemId: backId, state: 'ignored', reason: { row: 'O6', code: 'user_copy' } },
    ]);
    expect(world.crm.records.size).toBe(1);
  });

  it('D5: takes its place again when the other one never comes', async () => {
    const { world, crmId, backId } = await backWhileMadeAnew();
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: backId });
    expect([...world.exchange.items.values()]).toMatchObject([{ id: backId, fields: { notes: 'Calls on Monday' } }]);
    expect(world.store.hints.size + world.store.unlinked.size).toBe(0);
  });
});

/** The deletion of a record was carried over and taken back, and the item that was made for it then is no more. */
async function leftWithoutItsSecondItem(world: World): Promise<{ crmId: string; oldId: string; secondId: string }> {
  const { crmId } = await pairInStep(world, person('Anna'));
  world.crm.erase(crmId);
  await world.settle();
  const [first] = world.exchange.inFolder('deletedItems');
  world.crm.undelete(crmId);
  await world.settle();
  const second = linkOf(world, crmId).exchangeId ?? '';
  expect(world.exchange.items.get(second)?.stamp).not.toBe(first?.stamp);
  return { crmId, oldId: first?.id ?? '', secondId: second };
}

const ONLY_DELETED_IN_EXCHANGE = { deleteCrmToExchange: true, deleteExchangeToCrm: false } as const;

describe('an item that was deleted with its record, brought back when the record stands alone', () => {
  it('D5: is the item of that record, with what was edited since', async () => {
    const world = createWorld('contacts', ONLY_DELETED_IN_EXCHANGE);
    const { crmId, oldId, secondId } = await leftWithoutItsSecondItem(world);
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    world.exchange.erase(secondId);
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
    const back = world.exchange.move(oldId, 'synchronised');
    world.exchange.edit(back.id, { nickname: 'Nina' });
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
    const together = { jobTitle: 'Sales', nickname: 'Nina' };
    expect(world.crm.records.get(crmId)?.fields).toMatchObject(together);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: back.id, fields: together }]);
  });

  it('D5: also where an edit of the record would make another one at that moment', async () => {
    const world = createWorld('contacts', { ...ONLY_DELETED_IN_EXCHANGE, conflictStrategy: 'crm' });
    const { crmId, oldId, secondId } = await leftWithoutItsSecondItem(world);
    world.exchange.erase(secondId);
    await world.settle();
    const back = world.exchange.move(oldId, 'synchronised');
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: back.id, fields: { jobTitle: 'Sales' } }]);
  });

  it('D5: also where the other one still answers by its id from Deleted Items', async () => {
    const world = createWorld('contacts', ONLY_DELETED_IN_EXCHANGE);
    world.exchange.keepsIds = true;
    const { crmId, oldId, secondId } = await leftWithoutItsSecondItem(world);
    world.exchange.move(secondId, 'deletedItems');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
    world.exchange.move(oldId, 'synchronised');
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: oldId });
  });

  it('takes the place at once where the other one goes in the same moment', async () => {
    for (const deleteExchangeToCrm of [false, true]) {
      const world = createWorld('contacts', { deleteCrmToExchange: true, deleteExchangeToCrm });
      const { crmId, oldId, secondId } = await leftWithoutItsSecondItem(world);
      world.exchange.erase(secondId);
      const back = world.exchange.move(oldId, 'synchronised');
      await world.settle();
      expect([...world.crm.records.keys()]).toEqual([crmId]);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
      const away = world.exchange.move(back.id, 'other');
      await world.settle();
      const again = world.exchange.move(away.id, 'synchronised');
      await world.settle();
      expect([...world.crm.records.keys()]).toEqual([crmId]);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: again.id });
    }
  });

  it('the last item of the pair comes before it, whichever is found first', async () => {
    const world = createWorld('contacts', ONLY_DELETED_IN_EXCHANGE);
    const { crmId, oldId, secondId } = await leftWithoutItsSecondItem(world);
    const second = world.exchange.move(secondId, 'deletedItems');
    await world.settle();
    world.exchange.move(oldId, 'synchronised');
    const back = world.exchange.move(second.id, 'synchronised');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
  });

  it('is a new item beside one that stands', async () => {
    const world = createWorld('contacts', ONLY_DELETED_IN_EXCHANGE);
    const { crmId, oldId, secondId } = await leftWithoutItsSecondItem(world);
    const back = world.exchange.move(oldId, 'synchronised');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: secondId });
    expect([...world.store.links.values()].filter(({ state }) => state === 'LINKED')).toHaveLength(2);
    expect(world.exchange.items.get(back.id)?.stamp).not.toBe(linkOf(world, crmId).stamp);
  });
});
