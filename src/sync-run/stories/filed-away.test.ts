import { describe, expect, it } from 'vitest';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import { createWorld } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

describe('O1: an item that somebody filed away', () => {
  it('O5: takes nothing with it when it is deleted there, where it slept before', async () => {
    const exchangeItems = { kind: 'allButCategory', category: 'Private' } as const;
    const world = createWorld('contacts', { ...bothDeletes, exchangeItems });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    await pairInStep(world, person('Bruno'));
    world.exchange.categorise(exchangeId, ['Private']);
    await world.settle();
    const moved = world.exchange.move(exchangeId, 'other');
    await world.settle();
    expect(linkOf(world, crmId).reviewReason).toBe('excluded_filter');
    world.exchange.move(moved.id, 'deletedItems');
    world.exchange.invalidateCursors();
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(false);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
  });

  it('before our deletion of it arrived, stays, and is not made anew in the CRM when it comes back', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    await pairInStep(world, person('Bruno'));
    world.crm.erase(crmId);
    world.exchange.faults.push('lostRequest');
    await world.run();
    const moved = world.exchange.move(exchangeId, 'other');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E' });
    world.exchange.move(moved.id, 'synchronised');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });
});
