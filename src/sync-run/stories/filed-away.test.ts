import { describe, expect, it } from 'vitest';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
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

  describe('in the moment before our deletion of it', () => {
    const movedBeforeDeletion = async (
      to: 'other' | 'deletedItems',
      unreadable: readonly ('other' | 'deletedItems')[] = [],
    ): Promise<{ readonly world: World; readonly crmId: string; readonly itemId: string }> => {
      const world = createWorld('contacts', bothDeletes);
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      await pairInStep(world, person('Bruno'));
      world.exchange.unreadable = unreadable.map((place) => ({ place, code: 'ErrorAccessDenied' }));
      world.crm.erase(crmId);
      let itemId = exchangeId;
      world.interruptions.between = () => {
        if (world.interruptions.names.at(-1) !== 'store.openIntents') return;
        world.interruptions.between = null;
        itemId = world.exchange.move(exchangeId, to).id;
      };
      await world.run();
      expect(itemId).not.toBe(exchangeId);
      return { world, crmId, itemId };
    };

    it('O1: stays as the survivor of its pair, and nothing tells of a deletion', async () => {
      const { world, crmId, itemId } = await movedBeforeDeletion('other');
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E' });
      expect(world.store.journal.filter(({ op }) => op === 'delete')).toEqual([]);
      world.crm.undelete(crmId);
      await world.settle();
      expect(world.exchange.items.get(itemId)).toBeDefined();
      expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    });

    it('O4, I3: nor is it made anew when its record comes back, while nobody may look where it went', async () => {
      const { world, crmId, itemId } = await movedBeforeDeletion('other', ['other']);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E' });
      world.crm.undelete(crmId);
      await world.settle();
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C', reviewReason: 'other_unreadable' });
      expect(world.exchange.items.size).toBe(2);
      world.exchange.unreadable = [];
      const back = world.exchange.move(itemId, 'synchronised');
      await world.settle();
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
    });

    it('L7: thrown away by its user, the pair is closed as one that both deleted', async () => {
      const { world, crmId } = await movedBeforeDeletion('deletedItems');
      expect(linkOf(world, crmId)).toMatchObject({ state: 'CLOSED' });
      expect(world.store.journal.filter(({ op }) => op === 'delete')).toEqual([]);
    });
  });
});
