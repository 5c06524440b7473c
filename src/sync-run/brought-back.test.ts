import { describe, expect, it } from 'vitest';
import { appointment, linkOf, person } from './testing/people.ts';
import type { World } from './testing/world.ts';
import { createWorld } from './testing/world.ts';

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
    expect(world.store.unlinked.get(`exchange:${back.id}`)).toMatchObject({
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
    const back = world.exchange.move(oldId, 'synchronised');
    await world.settle();
    world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'deletedItems');
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
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
