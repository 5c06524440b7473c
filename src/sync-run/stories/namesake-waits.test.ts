import { describe, expect, it } from 'vitest';
import { person } from '../testing/people.ts';
import { createWorld } from '../testing/world.ts';

describe('U6: a counterpart whose better partner is left out together with it', () => {
  it.each(['crm', 'exchange'] as const)(
    'is nobody to wait for: its namesake in %s is made on the other side',
    async (side) => {
      const world = createWorld('contacts', { exchangeItems: { kind: 'allButCategory', category: 'Casa' } });
      world.crm.put(person('Anna'));
      world.exchange.put(person('Anna'), { categories: ['Casa'] });
      await world.settle();
      const other = person('Anna', { email1: { address: 'other.anna@example.org' } });
      if (side === 'crm') world.crm.put(other);
      else world.exchange.put(other);
      await world.settle();
      expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
      expect(world.crm.records.size).toBe(2);
      expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
      expect([...world.store.unlinked.values()].map(({ reason }) => reason.code)).toEqual([
        'excluded_filter',
        'excluded_filter',
      ]);
    },
  );
});

describe('U6: a counterpart whose better partner a person is asked about', () => {
  it('is part of the question, and is made once the question is answered', async () => {
    const world = createWorld('contacts');
    world.crm.put(person('Anna'));
    const item = world.exchange.put(person('Anna'));
    const copy = world.exchange.copy(item.id);
    await world.settle();
    const namesake = world.crm.put(person('Anna', { email1: { address: 'other.anna@example.org' } }));
    await world.settle();
    const asked = [...world.store.unlinked.values()];
    expect(asked.map(({ state }) => state)).toEqual(['review', 'review', 'review', 'review']);
    expect(asked.find(({ itemId }) => itemId === namesake.id)?.reason).toMatchObject({
      row: 'U3',
      code: 'same_name_only',
    });
    world.exchange.move(copy.id, 'deletedItems');
    await world.settle();
    expect([...world.store.links.values()].map(({ state }) => state)).toEqual(['LINKED', 'LINKED']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });
});
