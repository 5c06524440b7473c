import { describe, expect, it } from 'vitest';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const categoriesOf = (world: World, id: string): readonly string[] => world.exchange.items.get(id)?.categories ?? [];

function sets(world: World, ...exchangeCategories: readonly string[]): void {
  world.rules = { ...world.rules, exchangeCategories };
}

describe('O10: the profile’s categories change', () => {
  it('gives a new one to items that were linked before, in one run, and writes nothing in the next', async () => {
    const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    sets(world, 'CRM', 'Sales');
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'done', counts: { updatedInExchange: 0, conflicts: 0 } });
    expect(categoriesOf(world, exchangeId)).toEqual(['CRM', 'Sales']);
    expect(linkOf(world, crmId).givenCategories).toEqual(['CRM', 'Sales']);
    expect(world.crm.records.get(crmId)?.fields['categories']).toBeUndefined();
    forgetCalls(world);
    await world.settle();
    expect(writesOf(world)).toBe(0);
  });

  it('never gives back one that the user took off, also when it leaves the profile and comes back', async () => {
    const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
    const { exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.categorise(exchangeId, []);
    await world.settle();
    for (const categories of [['CRM', 'Sales'], ['Sales'], ['CRM', 'Sales']]) {
      sets(world, ...categories);
      await world.settle();
      expect(categoriesOf(world, exchangeId)).toEqual(['Sales']);
    }
  });

  it('does not give back one that the user had by himself and took off', async () => {
    const world = createWorld();
    const { exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.categorise(exchangeId, ['Sales']);
    await world.settle();
    sets(world, 'Sales');
    await world.settle();
    world.exchange.categorise(exchangeId, []);
    await world.settle();
    sets(world, 'Sales', 'CRM');
    await world.settle();
    expect(categoriesOf(world, exchangeId)).toEqual(['CRM']);
  });

  it('holds no plan, however many items it is', async () => {
    const world = createWorld();
    for (let index = 0; index < 120; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    sets(world, 'CRM');
    expect(await world.run()).toMatchObject({ outcome: 'done', brake: null });
    expect(world.exchange.inFolder('synchronised').every(({ categories }) => categories.includes('CRM'))).toBe(true);
  });

  it('writes nothing but them with updates CRM → Exchange off', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    const item = world.exchange.put(person('Anna'));
    await world.settle();
    expect(item).toMatchObject({ stamp: null, categories: [] });
    sets(world, 'CRM');
    await world.settle();
    expect(world.exchange.items.get(item.id)).toMatchObject({ stamp: null, categories: ['CRM'] });
  });
});
