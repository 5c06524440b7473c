import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { Crash } from '../testing/interruptions.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

/** Two of one name, one on each side, that a person is asked about. */
async function undecided(): Promise<{ world: World; recordId: string; itemId: string }> {
  const world = createWorld();
  const record = world.crm.put(person('Anna'));
  const item = world.exchange.put(person('Anna', { email1: { address: 'other@example.org' } }));
  await world.settle();
  expect([...world.store.unlinked.values()].map(({ state }) => state)).toEqual(['review', 'review']);
  return { world, recordId: record.id, itemId: item.id };
}

function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

describe('I8: an item that is undecided because of another', () => {
  it('is looked at again after a preview was the first to see that the other is gone', async () => {
    const { world, recordId } = await undecided();
    world.crm.erase(recordId);
    await world.run({ dryRun: true });
    await world.settle();
    expect(world.store.unlinked.size).toBe(0);
    expect(world.crm.records.size).toBe(1);
  });

  it.each([
    ['is deleted', (world: World, id: string) => world.crm.erase(id)],
    [
      'is renamed',
      (world: World, id: string) =>
        world.crm.edit(id, { name: { givenName: 'Bea', surname: 'Verdi' }, displayName: 'Bea Verdi' }),
    ],
    ['is hidden', (world: World, id: string) => world.crm.change(id, { ownerId: 'bruno' })],
  ])('is looked at again wherever the run dies in which the other %s', async (_title, act) => {
    const calm = await undecided();
    act(calm.world, calm.recordId);
    calm.world.interruptions.restart();
    await calm.world.run();
    const { steps, names } = { steps: calm.world.interruptions.steps, names: [...calm.world.interruptions.names] };
    expect(calm.world.store.links.size).toBeGreaterThan(0);
    for (let step = 1; step <= steps; step += 1)
      for (const moment of ['before', 'after'] as const) {
        const { world, recordId, itemId } = await undecided();
        act(world, recordId);
        world.interruptions.restart();
        world.interruptions.crashAt(step, moment);
        await world.run().catch(ignoreCrash);
        world.interruptions.restart();
        await world.settle();
        const linked = [...world.store.links.values()].map(({ exchangeId }) => exchangeId);
        expect(linked, `${moment} step ${step}: ${names[step - 1]}`).toContain(itemId);
      }
  });
});

describe('I8: a record that waits because of an item of its name', () => {
  it('is made in Exchange once a person is asked about that item because of another one', async () => {
    const { world, recordId, itemId } = await undecided();
    world.crm.put(person('Bea'));
    const { name, displayName } = person('Bea') as { name: Fields; displayName: string };
    world.exchange.edit(itemId, { name, displayName });
    await world.settle();
    expect(linkOf(world, recordId).state).toBe('LINKED');
    expect([...world.store.unlinked.values()].map(({ side, state }) => [side, state])).toEqual([
      ['exchange', 'review'],
      ['crm', 'review'],
    ]);
  });

  it('costs nothing where nobody changes', async () => {
    const { world } = await undecided();
    const { rounds } = await world.run();
    expect(rounds).toBe(1);
    expect(world.store.hints.size).toBe(0);
  });
});

describe('I8: a record that waits because of a copy of an item at another time', () => {
  it.each([
    ['written to the CRM', true],
    ['left alone', false],
  ] as const)(
    'is made in Exchange once the copy is in the place of the item, also where that is %s',
    async (_title, updateExchangeToCrm) => {
      const world = createWorld('appointments', { updateExchangeToCrm });
      const pair = await pairInStep(world, appointment('Lunch', 1));
      const copy = world.exchange.copy(pair.exchangeId, appointment('Lunch', 5));
      const time = { kind: 'timed', start: '2026-12-05T09:00:00Z', end: '2026-12-05T12:00:00Z', zone: null };
      const other = world.crm.put(appointment('Lunch', 5, { time }));
      await world.settle();
      expect([...world.store.unlinked.values()].map(({ reason }) => reason.code)).toEqual([
        'same_name_only',
        'same_name_only',
      ]);
      world.exchange.move(pair.exchangeId, 'deletedItems');
      await world.settle();
      expect(linkOf(world, pair.crmId).exchangeId).toBe(copy.id);
      expect(linkOf(world, other.id).state).toBe('LINKED');
      expect(world.store.unlinked.size).toBe(0);
    },
  );
});
