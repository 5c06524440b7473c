import { describe, expect, it } from 'vitest';
import { weekly } from '../../sync/testing/series.ts';
import { NO_BRAKES, rowsWorld } from '../horizon/testing/rows.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

const THREE = { kind: 'numbered', occurrences: 3 } as const;

/** Once, right before the next list of changes in Exchange is asked for, somebody acts. */
function beforeListing(world: World, act: () => void): void {
  const { listChanges } = world.exchange;
  world.exchange.listChanges = (...args) => {
    world.exchange.listChanges = listChanges;
    act();
    return listChanges(...args);
  };
}

/** Once, right after the next items were made in Exchange, and before they are read back. */
function afterCreate(world: World, act: () => void): void {
  const { create } = world.exchange;
  world.exchange.create = async (...args) => {
    world.exchange.create = create;
    const outcomes = await create(...args);
    act();
    return outcomes;
  };
}

function onlyItem(world: World): string {
  const [item] = world.exchange.inFolder('synchronised');
  if (item === undefined) throw new Error('nothing in the folder');
  return item.id;
}

/** A record whose item is made in Exchange and goes before any list could name it. */
async function recordWhoseItemGoes(world: World, go: (id: string) => void): Promise<string> {
  const { id } = world.crm.put(person('Anna'));
  afterCreate(world, () => beforeListing(world, () => go(onlyItem(world))));
  await world.run();
  return id;
}

describe.each([{ keepsIds: false }, { keepsIds: true }])(
  'what we make in Exchange and no list ever names (ids survive moves: $keepsIds)',
  ({ keepsIds }) => {
    function createdWorld(rules: Parameters<typeof createWorld>[1] = {}): World {
      const world = createWorld('contacts', rules);
      world.exchange.keepsIds = keepsIds;
      return world;
    }

    it.each(['permanent', 'deletedItems'] as const)('L6: deleted (%s), its deletion is carried over', async (how) => {
      const world = createdWorld({ deleteExchangeToCrm: true });
      const crmId = await recordWhoseItemGoes(world, (id) => {
        if (how === 'permanent') world.exchange.erase(id);
        else world.exchange.move(id, 'deletedItems');
      });
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(false);
      expect(linkOf(world, crmId).state).toBe('CLOSED');
    });

    it('L6: deleted where the rule is off, the record stays and the pair is detached', async () => {
      const world = createdWorld();
      const crmId = await recordWhoseItemGoes(world, (id) => void world.exchange.move(id, 'deletedItems'));
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(true);
      expect(linkOf(world, crmId).state).toBe('DET_C');
    });

    it('moved to another folder, the pair rests, and nothing is deleted', async () => {
      const world = createdWorld({ deleteExchangeToCrm: true });
      const crmId = await recordWhoseItemGoes(world, (id) => void world.exchange.move(id, 'other'));
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(true);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', reviewReason: 'moved_to_other_folder' });
    });

    it('deleted after the process died over the settled pair, the next run notices it', async () => {
      const world = createdWorld({ deleteExchangeToCrm: true });
      const { id: crmId } = world.crm.put(person('Anna'));
      const { listChanges } = world.exchange;
      afterCreate(world, () => {
        world.exchange.listChanges = () => Promise.reject(new Error('died'));
      });
      await world.run();
      world.exchange.listChanges = listChanges;
      world.exchange.move(onlyItem(world), 'deletedItems');
      world.pass(200_000);
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(false);
    });

    it('deleted after a create whose answer was lost had been found again', async () => {
      const world = createdWorld({ deleteExchangeToCrm: true });
      const { id: crmId } = world.crm.put(person('Anna'));
      world.exchange.faults.push('lostResponse');
      await world.run();
      world.pass(200_000);
      const { locate } = world.exchange;
      world.exchange.locate = async (...args) => {
        world.exchange.locate = locate;
        const found = await locate(...args);
        beforeListing(world, () => void world.exchange.move(onlyItem(world), 'deletedItems'));
        return found;
      };
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(false);
    });

    it('made anew by an undo and deleted before the next run, it is noticed', async () => {
      const world = createdWorld({ deleteCrmToExchange: true, deleteExchangeToCrm: true });
      const { crmId } = await pairInStep(world, person('Anna'));
      world.crm.erase(crmId);
      const { runId } = await world.run();
      expect(world.exchange.inFolder('synchronised')).toEqual([]);
      await takeBack(world, runId ?? '');
      world.exchange.move(onlyItem(world), 'deletedItems');
      await world.settle();
      expect([...world.store.links.values()].map(({ state }) => state)).toEqual(['CLOSED']);
    });
  },
);

/** The item left the folder, is back when it is searched, and goes before a list says so. */
function comesAndGoes(world: World, exchangeId: string, go: (id: string) => void): void {
  const away = world.exchange.move(exchangeId, 'other');
  const { locate } = world.exchange;
  world.exchange.locate = (...args) => {
    world.exchange.locate = locate;
    const back = world.exchange.move(away.id, 'synchronised');
    beforeListing(world, () => go(back.id));
    return locate(...args);
  };
}

describe.each([{ keepsIds: false }, { keepsIds: true }])(
  'an item that a search finds back in its folder, and that is deleted before a list says so (ids survive moves: $keepsIds)',
  ({ keepsIds }) => {
    it.each(['permanent', 'deletedItems'] as const)('L6: its deletion (%s) is carried over', async (how) => {
      const world = createWorld('contacts', { deleteExchangeToCrm: true });
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      comesAndGoes(world, exchangeId, (id) => {
        if (how === 'permanent') world.exchange.erase(id);
        else world.exchange.move(id, 'deletedItems');
      });
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(false);
    });

    it('L6: also when an edit of its record was written to it', async () => {
      const world = createWorld('contacts', { deleteExchangeToCrm: true });
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      world.crm.edit(crmId, { jobTitle: 'Sales' });
      comesAndGoes(world, exchangeId, (id) => {
        expect(world.exchange.items.get(id)?.fields['jobTitle']).toBe('Sales');
        world.exchange.erase(id);
      });
      await world.settle();
      expect(world.crm.records.has(crmId)).toBe(false);
    });

    it('D4: so is that of the survivor of a detached pair', async () => {
      const world = createWorld('contacts');
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      await pairInStep(world, person('Bruno'));
      world.crm.erase(crmId);
      await world.settle();
      expect(linkOf(world, crmId).state).toBe('DET_E');
      comesAndGoes(world, exchangeId, (id) => void world.exchange.move(id, 'deletedItems'));
      await world.settle();
      expect(linkOf(world, crmId).state).toBe('CLOSED');
    });

    it.each(['other', 'deletedItems'] as const)('L6: so it is where it lay in %s for a while', async (place) => {
      const world = createWorld('contacts', { deleteExchangeToCrm: place === 'other' });
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      await pairInStep(world, person('Bruno'));
      const away = world.exchange.move(exchangeId, place);
      await world.settle();
      world.crm.edit(crmId, { jobTitle: 'Sales' });
      comesAndGoes(world, away.id, (id) => world.exchange.erase(id));
      await world.settle();
      expect(linkOf(world, crmId).state).toBe(place === 'other' ? 'CLOSED' : 'DET_C');
    });

    it('is looked at no more than once where it stays', async () => {
      const world = createWorld('contacts', { deleteExchangeToCrm: true });
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      comesAndGoes(world, exchangeId, () => undefined);
      await world.settle();
      expect(linkOf(world, crmId).state).toBe('LINKED');
      expect(world.store.hints.size).toBe(0);
    });
  },
);

describe('in a CRM that keeps no series', () => {
  it('L6: a row whose appointment is made and deleted before a list names it goes too', async () => {
    const world = rowsWorld();
    const { id } = world.crm.put(appointment('Visita', 7));
    afterCreate(world, () => beforeListing(world, () => world.exchange.erase(onlyItem(world))));
    await world.settle();
    expect(world.crm.records.has(id)).toBe(false);
  });

  it('L6: so do the rows of a series that is found under a new id and deleted before a list names that', async () => {
    const world = rowsWorld();
    world.brakes = NO_BRAKES;
    const { id } = world.exchange.put({ subject: 'Riunione', time: weekly({ range: THREE }) }, { uid: 'uid-1' });
    await world.settle();
    expect(world.crm.records.size).toBe(3);
    comesAndGoes(world, id, (found) => world.exchange.erase(found));
    await world.settle();
    expect(world.crm.records.size).toBe(0);
  });
});

describe('where an account may not look everywhere', () => {
  it('what is made and gone before a list names it proves no deletion: the pair is detached and told', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    world.exchange.unreadable = [{ place: 'private', code: 'ErrorAccessDenied' }];
    const crmId = await recordWhoseItemGoes(world, (id) => world.exchange.erase(id));
    await world.settle();
    expect(world.crm.records.has(crmId)).toBe(true);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C', reviewReason: 'private_unreadable' });
  });
});

describe('the look at what no list has named', () => {
  it('is not taken where the list names it: a create costs the reading back and no more', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    await world.run();
    expect(world.exchange.calls.get('read')).toBe(1);
    expect(world.exchange.calls.get('locate')).toBeUndefined();
    expect(world.store.hints.size).toBe(0);
  });

  it('is taken once, when the list names the item only later', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    let isLate = true;
    const { listChanges } = world.exchange;
    world.exchange.listChanges = async (...args) => {
      const page = await listChanges(...args);
      return isLate ? { ...page, upserts: [], cursor: args[1] ?? page.cursor } : page;
    };
    await world.run();
    expect(world.exchange.calls.get('locate')).toBe(1);
    expect(world.store.hints.size).toBe(0);
    world.exchange.calls.clear();
    await world.run();
    isLate = false;
    await world.run();
    expect([...world.exchange.calls.keys()]).toEqual(['listChanges']);
    expect(world.store.hints.size).toBe(0);
  });
});
