import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { itemKey } from '../item-key.ts';
import { applyOldDeletions, planOldDeletions } from '../old-deletions/testing/make-up-for.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

/** A mailbox on a server where an item keeps its id when it moves, and answers by it from wherever it lies. */
async function worldWithAnna(rules: Parameters<typeof createWorld>[1] = {}): Promise<{ world: World; crmId: string }> {
  const world = createWorld('contacts', rules);
  world.exchange.keepsIds = true;
  const { crmId } = await pairInStep(world, person('Anna'));
  return { world, crmId };
}

/** It has listed what changed, and comes to none of it. */
async function runThatDiesAfterTheList(world: World): Promise<void> {
  const { countHints } = world.store;
  world.store.countHints = () => Promise.reject(new Error('died after the list of changes'));
  await world.run().catch(() => undefined);
  world.store.countHints = countHints;
}

describe('where ids survive a move', () => {
  it('a deletion that a run listed and did not come to is carried over by the next one', async () => {
    const { world, crmId } = await worldWithAnna({ deleteExchangeToCrm: true });
    world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'deletedItems');
    await runThatDiesAfterTheList(world);
    world.pass(200_000);
    await world.run();
    expect(world.crm.records.has(crmId)).toBe(false);
  });

  it('an item in Deleted Items is not taken for one that is back when everything is compared', async () => {
    const { world, crmId } = await worldWithAnna();
    world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'deletedItems');
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('DET_C');
    world.rules = { ...world.rules, exchangeCategories: ['CRM'] };
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('DET_C');
  });

  it.each([
    { lies: 'in Deleted Items is no newcomer', to: 'deletedItems', records: 0 },
    { lies: 'in its folder again is one', to: 'synchronised', records: 1 },
  ] as const)('an item whose record a cut off run deleted and which lies $lies', async ({ to, records }) => {
    const { world, crmId } = await worldWithAnna();
    const { exchangeId } = linkOf(world, crmId);
    world.exchange.move(exchangeId ?? '', 'deletedItems');
    await world.settle();
    world.rules = { ...world.rules, deleteExchangeToCrm: true };
    await world.settle();
    const plan = await planOldDeletions(world);
    world.crm.loseNextAnswer = true;
    await applyOldDeletions(world, plan);
    expect(world.store.intents.size).toBe(1);
    if (to === 'synchronised') world.exchange.move(exchangeId ?? '', to);
    // Everything is compared from here on, while the pair is still there.
    world.rules = { ...world.rules, exchangeCategories: ['CRM'] };
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('CLOSED');
    expect(world.crm.records.size).toBe(records);
  });

  it('an item in another folder still rests when everything is compared, and goes on when it is back', async () => {
    const { world, crmId } = await worldWithAnna();
    const { exchangeId } = linkOf(world, crmId);
    world.exchange.move(exchangeId ?? '', 'other');
    await world.settle();
    world.rules = { ...world.rules, exchangeCategories: ['CRM'] };
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.exchange.items.get(exchangeId ?? '')?.fields['jobTitle']).toBeUndefined();
    world.exchange.move(exchangeId ?? '', 'synchronised');
    await world.settle();
    expect(world.exchange.items.get(exchangeId ?? '')?.fields['jobTitle']).toBe('Sales');
  });

  it('O5: an item in another folder still rests when what left it out before it was filed away is over', async () => {
    const world = createWorld('appointments', { privateItems: 'skip' });
    world.exchange.keepsIds = true;
    const { crmId, exchangeId } = await pairInStep(world, appointment('Visit', 8));
    world.crm.edit(crmId, { sensitivity: 'private' });
    await world.settle();
    world.exchange.move(exchangeId, 'other');
    await world.settle();
    world.crm.edit(crmId, { sensitivity: 'normal' });
    await world.settle();
    world.crm.edit(crmId, { subject: 'Inspection' });
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['subject']).toBe('Visit');
    world.exchange.move(exchangeId, 'synchronised');
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['subject']).toBe('Inspection');
  });

  it('D2: an edited item in another folder, whose record was deleted, is not made anew when everything is compared', async () => {
    const { world, crmId } = await worldWithAnna({ conflictStrategy: 'exchange' });
    const { exchangeId } = linkOf(world, crmId);
    world.exchange.edit(exchangeId ?? '', { jobTitle: 'Sales' });
    world.exchange.move(exchangeId ?? '', 'other');
    await world.settle();
    world.crm.erase(crmId);
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('DET_E');
    world.rules = { ...world.rules, exchangeCategories: ['CRM'] };
    await world.settle();
    expect(world.crm.records.size).toBe(0);
  });

  it('D5: the copy of an item in Deleted Items takes its place', async () => {
    const { world, crmId } = await worldWithAnna();
    const { exchangeId } = linkOf(world, crmId);
    world.exchange.move(exchangeId ?? '', 'deletedItems');
    await world.settle();
    const copy = world.exchange.copy(exchangeId ?? '');
    world.exchange.move(copy.id, 'synchronised');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: copy.id });
    expect(world.store.unlinked.size).toBe(0);
  });

  it('U3: nobody is asked about an item that cannot be read and was thrown away', async () => {
    const world = createWorld('contacts', { exchangeItems: { kind: 'allButCategory', category: 'Casa' } });
    const { exchange, store } = world;
    exchange.keepsIds = true;
    const item = exchange.put(person('Anna', { email1: { address: 'other.anna@example.org' } }), {
      categories: ['Casa'],
    });
    const { id: crmId } = world.crm.put(person('Anna'));
    await world.settle();
    expect(store.unlinked.get(itemKey('crm', crmId))).toMatchObject({ state: 'review' });
    exchange.poisonWhen = ({ displayName, email1 }) =>
      displayName === 'Anna Rossi' && (email1 as Fields)['address'] !== 'anna@example.org';
    exchange.move(item.id, 'deletedItems');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED' });
    expect(store.unlinked.size + store.quarantine.size + store.hints.size).toBe(0);
  });

  it('L6: a linked item that cannot be read and was thrown away is deleted as any other', async () => {
    const { world, crmId } = await worldWithAnna({ deleteExchangeToCrm: true });
    world.exchange.poisonWhen = () => true;
    world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'deletedItems');
    await world.settle();
    expect(world.crm.records.has(crmId)).toBe(false);
    expect(world.store.quarantine.size + world.store.hints.size).toBe(0);
  });

  it('L6: an unreadable item in Deleted Items is known as deleted also where the run that listed it died', async () => {
    const { world, crmId } = await worldWithAnna({ deleteExchangeToCrm: true });
    world.exchange.poisonWhen = () => true;
    world.exchange.move(linkOf(world, crmId).exchangeId ?? '', 'deletedItems');
    await runThatDiesAfterTheList(world);
    world.pass(200_000);
    await world.run();
    expect(world.crm.records.has(crmId)).toBe(false);
  });

  it('I6: one that cannot be read and lies in its folder without its marks is not taken for gone', async () => {
    const { world, crmId } = await worldWithAnna({ deleteExchangeToCrm: true, conflictStrategy: 'exchange' });
    const item = world.exchange.items.get(linkOf(world, crmId).exchangeId ?? '');
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await runThatDiesAfterTheList(world);
    if (item !== undefined) Object.assign(item, { stamp: null, searchKey: 'another' });
    world.exchange.poisonWhen = () => true;
    world.pass(200_000);
    await world.run();
    expect(world.crm.records.has(crmId)).toBe(true);
    expect(linkOf(world, crmId).state).toBe('LINKED');
    expect(world.store.quarantine.has(itemKey('crm', crmId))).toBe(true);
  });

  it('a run that follows one which came to its end searches for nothing', async () => {
    const { world, crmId } = await worldWithAnna();
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.calls.clear();
    await world.settle();
    expect(world.exchange.calls.get('locate')).toBeUndefined();
  });
});
