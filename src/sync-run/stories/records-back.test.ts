import { describe, expect, it } from 'vitest';
import { itemKey } from '../item-key.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

interface Deleted {
  readonly world: World;
  readonly itemId: string;
  /** Records of the item, each made anew for an edit of it after the one before was deleted (D2). All are deleted. */
  readonly first: string;
  readonly second: string;
  readonly third: string;
}

async function madeAnewAndDeleted(world: World, itemId: string, jobTitle: string): Promise<string> {
  world.exchange.edit(itemId, { jobTitle });
  await world.settle();
  const [made = ''] = world.crm.records.keys();
  world.crm.erase(made);
  await world.settle();
  return made;
}

async function deletedAgainAndAgain(): Promise<Deleted> {
  const world = createWorld('contacts', { conflictStrategy: 'exchange' });
  const { crmId, exchangeId: itemId } = await pairInStep(world, person('Anna'));
  world.crm.erase(crmId);
  await world.settle();
  const first = await madeAnewAndDeleted(world, itemId, 'Sales');
  const second = await madeAnewAndDeleted(world, itemId, 'Head of sales');
  const third = await madeAnewAndDeleted(world, itemId, 'Director');
  expect(new Set([crmId, first, second, third]).size).toBe(4);
  expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', crmId: third }]);
  return { world, itemId, first, second, third };
}

/** Of a record: the states of its links, or why it has none. */
function known({ store }: World, crmId: string): unknown {
  const links = [...store.links.values()].filter((link) => link.crmId === crmId);
  return links.length > 0
    ? links.map(({ state }) => state)
    : (store.unlinked.get(itemKey('crm', crmId))?.reason ?? null);
}

describe('D5: an earlier record of an item that people bring back', () => {
  it('takes nothing back that was edited in Exchange since: who wins decides, and what lost is a conflict', async () => {
    const { world, itemId, first } = await deletedAgainAndAgain();
    expect(world.crm.erased().find(({ id }) => id === first)?.fields['jobTitle']).toBe('Sales');
    world.crm.undelete(first);
    await world.settle();
    expect(world.exchange.items.get(itemId)?.fields['jobTitle']).toBe('Director');
    expect(world.crm.records.get(first)?.fields['jobTitle']).toBe('Director');
    const conflicts = world.store.journal.flatMap(({ conflict }) => conflict ?? []);
    expect(conflicts).toMatchObject([{ field: 'jobTitle', winner: 'exchange', crm: 'Sales' }]);
  });
});

describe('I8: several records of one item that people bring back', () => {
  it('one after the other, while the item is filed away: the first has the pair, the next is a new record', async () => {
    const { world, itemId, first, third } = await deletedAgainAndAgain();
    world.rules = { ...world.rules, updateCrmToExchange: false };
    world.exchange.move(itemId, 'other');
    world.crm.undelete(first);
    await world.settle();
    expect(known(world, first)).toEqual(['DET_E']);
    world.crm.undelete(third);
    await world.settle();
    expect(known(world, first)).toEqual(['DET_E']);
    expect(known(world, third)).toMatchObject({ row: 'U4', code: 'create_rule_off' });
  });

  it.each([
    ['the one that the pair names and an earlier one', ['third', 'first']],
    ['the same the other way round', ['first', 'third']],
    ['two earlier ones', ['second', 'first']],
    ['these the other way round', ['first', 'second']],
  ] as const)('in one run, %s: the later one has the pair, the other is a new record', async (_title, order) => {
    const all = await deletedAgainAndAgain();
    const { world, itemId, first } = all;
    for (const name of order) world.crm.undelete(all[name]);
    await world.settle();
    const later = order.find((name) => name !== 'first') ?? 'third';
    expect(linkOf(world, all[later])).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect(known(world, first)).toEqual(['LINKED']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });

  it('in one run that looks at one hint after the other: each is known', async () => {
    const { world, first, second, third } = await deletedAgainAndAgain();
    world.chunkSize = 1;
    for (const id of [second, first, third]) world.crm.undelete(id);
    await world.settle();
    expect([first, second, third].map((id) => known(world, id))).toEqual([['LINKED'], ['LINKED'], ['LINKED']]);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(3);
  });

  it('O2: a colleague has the one that the pair names: the pair goes on with the earlier one, and the other is no longer its own', async () => {
    const { world, itemId, first, third } = await deletedAgainAndAgain();
    world.crm.undelete(third);
    world.crm.change(third, { ownerId: 'colleague' });
    await world.settle();
    expect(known(world, third)).toEqual(['DET_E']);
    world.crm.undelete(first);
    await world.settle();
    expect(linkOf(world, first)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
    expect(known(world, third)).toMatchObject({ row: 'U1', code: 'not_ours' });
  });
});

describe('a deleted record that comes back while another one is being made in its place', () => {
  it('I3: keeps its place, and the other one is not made', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true, conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
    const creates = world.crm.calls.get('create');
    world.interruptions.between = () => {
      if (world.interruptions.names.at(-1) !== 'store.openIntents') return;
      world.interruptions.between = null;
      world.crm.undelete(crmId);
    };
    await world.settle();
    expect(world.crm.calls.get('create')).not.toBe(creates);
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('Sales');
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId });
    expect(world.store.hints.size + world.store.quarantine.size + world.store.intents.size).toBe(0);
  });
});
