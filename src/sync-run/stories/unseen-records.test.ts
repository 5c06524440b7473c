import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { createMemoryFindings } from '../testing/memory-findings.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { verifyScope } from '../verify/index.ts';

/** The item of a record that a process made before it died; its user has lost sight of the record since. */
interface Unseen {
  readonly world: World;
  readonly recordId: string;
  itemId: string;
}

/** @param marked whether the item had got its stamp */
async function madeAndHidden(marked: boolean, rules: Parameters<typeof createWorld>[1] = {}): Promise<Unseen> {
  const world = createWorld('contacts', rules);
  const item = world.exchange.put(person('Anna'));
  world.interruptions.between = () => {
    const isMarked = world.exchange.items.get(item.id)?.stamp != null;
    if (world.crm.records.size > 0 && isMarked === marked) throw new Error('died');
  };
  await world.run();
  world.interruptions.between = null;
  const [record] = world.crm.records.values();
  const recordId = record?.id ?? '';
  world.crm.hidden.add(recordId);
  world.pass(600_000);
  return { world, recordId, itemId: item.id };
}

function comesIntoSight({ world, recordId }: Unseen): void {
  world.crm.hidden.delete(recordId);
  world.crm.change(recordId, {});
}

/** While the run goes on. @param rest what else happens between its steps */
function comesIntoSightOnceAskedFor(unseen: Unseen, rest = () => {}): void {
  const { interruptions, crm } = unseen.world;
  interruptions.restart();
  interruptions.between = () => {
    const hasAsked = interruptions.names.includes('crm.findByExternalKeys');
    if (hasAsked && crm.hidden.has(unseen.recordId)) comesIntoSight(unseen);
    rest();
  };
}

function movesAwayAndBack(unseen: Unseen): void {
  const { exchange } = unseen.world;
  unseen.itemId = exchange.move(exchange.move(unseen.itemId, 'other').id, 'synchronised').id;
}

describe.each([
  ['with its item marked', true],
  ['with its item not marked yet', false],
] as const)('I3: a record that went out of sight before anybody knew that it was made, %s', (_title, marked) => {
  let unseen: Unseen;

  beforeEach(async () => {
    unseen = await madeAndHidden(marked);
  });

  it('is not made again, and its item says so', async () => {
    const { world, itemId } = unseen;
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', crmId: null, exchangeId: itemId }]);
    expect(world.store.hints.size + world.store.quarantine.size + world.store.unlinked.size).toBe(0);
  });

  it('is not made again when its item gets another id, before or after we asked for it', async () => {
    const { world } = unseen;
    movesAwayAndBack(unseen);
    await world.settle();
    movesAwayAndBack(unseen);
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', exchangeId: unseen.itemId }]);
  });

  it('is not made again when its item moved and the run that heard of it died', async () => {
    const { world } = unseen;
    world.crm.findByExternalKeys = async () => [];
    world.interruptions.restart();
    world.interruptions.between = () => {
      if (world.interruptions.names.includes('crm.listChanges')) throw new Error('died');
    };
    await world.run();
    world.interruptions.between = null;
    movesAwayAndBack(unseen);
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect(world.store.intents.size).toBe(0);
  });

  it('is not made again when its item was thrown away before or after we asked for it, and brought back', async () => {
    const { world } = unseen;
    for (let times = 1; times <= 2; times += 1) {
      const { exchange } = world;
      const binned = exchange.move(unseen.itemId, 'deletedItems');
      await world.settle();
      unseen.itemId = exchange.move(binned.id, 'synchronised').id;
      await world.settle();
      expect(world.crm.records.size).toBe(1);
      expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', exchangeId: unseen.itemId }]);
      expect(world.store.hints.size + world.store.quarantine.size + world.store.unlinked.size).toBe(0);
    }
  });

  it('is not asked for again for an item that only its old id finds in Deleted Items, once the position was lost', async () => {
    const { exchange, crm } = unseen.world;
    exchange.keepsIds = true;
    exchange.move(unseen.itemId, 'deletedItems');
    const looks = exchange.calls.get('locate') ?? 0;
    unseen.world.interruptions.between = () => {
      const hasLooked = (exchange.calls.get('locate') ?? 0) > looks;
      if (hasLooked && unseen.world.store.hints.size === 0) throw new Error('died');
    };
    await unseen.world.run();
    unseen.world.interruptions.between = null;
    unseen.world.pass(600_000);
    exchange.invalidateCursors();
    const creates = crm.calls.get('create');
    await unseen.world.settle();
    expect(crm.calls.get('create')).toBe(creates);
  });

  it('has no part in any plan while its item, which keeps its id, lies in Deleted Items', async () => {
    const { world, itemId } = unseen;
    world.exchange.keepsIds = true;
    world.exchange.move(itemId, 'deletedItems');
    world.exchange.put(person('Bruno'));
    for (let times = 1; times <= 4; times += 1)
      expect(await world.run({ firstRun: 'approve' })).toMatchObject({ outcome: 'held', counts: { createdInCrm: 1 } });
  });

  it('is not made again when its item was filed away, thrown away from there and brought back', async () => {
    const { world } = unseen;
    const { exchange } = world;
    await world.settle();
    let itemId = unseen.itemId;
    for (const folder of ['other', 'deletedItems', 'other', 'synchronised'] as const) {
      itemId = exchange.move(itemId, folder).id;
      await world.settle();
    }
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', exchangeId: itemId }]);
  });

  it('is not made again when its item was made private, thrown away and brought back', async () => {
    const { world, itemId } = unseen;
    const { exchange } = world;
    await world.settle();
    exchange.edit(itemId, { sensitivity: 'private' });
    await world.settle();
    const binned = exchange.move(itemId, 'deletedItems');
    await world.settle();
    const back = exchange.move(binned.id, 'synchronised');
    await world.settle();
    exchange.edit(back.id, { sensitivity: null });
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', exchangeId: back.id }]);
  });

  it('does not come back into Exchange when it comes into sight after its item was thrown away', async () => {
    const { world, recordId } = unseen;
    world.exchange.move(unseen.itemId, 'deletedItems');
    await world.settle();
    comesIntoSight(unseen);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_C', crmId: recordId }]);
  });

  it('is made anew when it was deleted, and its item thrown away and brought back', async () => {
    const { world, recordId } = unseen;
    const binned = world.exchange.move(unseen.itemId, 'deletedItems');
    await world.settle();
    world.crm.hidden.delete(recordId);
    world.crm.erase(recordId);
    world.exchange.move(binned.id, 'synchronised');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()].filter(({ state }) => state !== 'CLOSED')).toMatchObject([
      { state: 'LINKED' },
    ]);
  });

  it('is asked for once where its item was copied: the copy has a record of its own', async () => {
    const { world, itemId } = unseen;
    const copy = world.exchange.copy(itemId, {
      name: { givenName: 'Bea', surname: 'Verdi' },
      displayName: 'Bea Verdi',
    });
    await world.settle();
    const links = [...world.store.links.values()];
    expect(new Set(links.map(({ stamp }) => stamp)).size).toBe(links.length);
    expect(links.map(({ exchangeId }) => exchangeId)).toEqual(expect.arrayContaining([itemId]));
    expect(world.exchange.items.has(copy.id)).toBe(true);
  });

  it('is linked when it comes into sight, and what was edited in its item travels', async () => {
    const { world, recordId } = unseen;
    await world.settle();
    world.exchange.edit(unseen.itemId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    comesIntoSight(unseen);
    await world.settle();
    expect(world.crm.records.get(recordId)?.fields['jobTitle']).toBe('Sales');
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: recordId }]);
  });
});

describe('I3: an item and its copy, of which both records went out of sight before anybody knew that they were made', () => {
  it('have these two records and no other, wherever the next run dies', async () => {
    for (const dies of [false, true]) {
      const world = createWorld();
      const item = world.exchange.put(person('Anna'));
      world.exchange.copy(item.id);
      world.crm.loseNextAnswer = true;
      await world.run();
      expect(world.crm.records.size).toBe(2);
      for (const id of world.crm.records.keys()) world.crm.hidden.add(id);
      world.pass(600_000);
      if (dies) {
        const { openIntents } = world.store;
        world.store.openIntents = async (...announced) => {
          await openIntents(...announced);
          throw new Error('died');
        };
        await world.run();
        world.store.openIntents = openIntents;
        world.crm.hidden.clear();
        for (const id of world.crm.records.keys()) world.crm.change(id, {});
      }
      await world.settle();
      expect(world.crm.records.size).toBe(2);
      expect([...world.store.links.values()]).toMatchObject([
        { state: dies ? 'LINKED' : 'DET_E' },
        { state: dies ? 'LINKED' : 'DET_E' },
      ]);
    }
  });
});

describe('I3: an item whose record went out of sight before anybody knew that it was made, and its copy, whose record is seen', () => {
  it.each([0, 600_000])('is not taken for the copy, which was filed away (%s ms later)', async (later) => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    const { crm, exchange, store } = world;
    const item = exchange.put(person('Anna'));
    const copy = exchange.copy(item.id);
    crm.loseNextAnswer = true;
    await world.run();
    const [recordOfItem = '', recordOfCopy] = crm.records.keys();
    crm.hidden.add(recordOfItem);
    const filedAway = exchange.move(copy.id, 'other');
    world.pass(later);
    await world.settle();
    world.pass(600_000);
    await world.settle();
    const back = exchange.move(filedAway.id, 'synchronised');
    await world.settle();
    expect(crm.records.size).toBe(2);
    expect([...store.links.values()]).toMatchObject([
      { crmId: recordOfCopy, exchangeId: back.id },
      { crmId: null, exchangeId: item.id },
    ]);
  });
});

/** A copy of it is thrown away. */
function throwsCopyAway({ world, itemId }: Unseen): void {
  world.exchange.move(world.exchange.copy(itemId).id, 'deletedItems');
}

describe('an item whose create was announced, and a record that was entered since and looks like it', () => {
  const namesake = person('Anna', { email1: { address: 'other.anna@example.org' } });

  it('I3, I8: the create is finished before anybody is asked, also where a copy of the item was thrown away', async () => {
    for (const hasCopy of [false, true]) {
      const unseen = await madeAndHidden(false);
      const { world, itemId } = unseen;
      if (hasCopy) throwsCopyAway(unseen);
      const { id: namesakeId } = world.crm.put(namesake);
      await world.settle();
      expect(world.crm.records.size).toBe(2);
      expect([...world.store.links.values()]).toMatchObject([
        { state: 'DET_E', crmId: null, exchangeId: itemId },
        { state: 'LINKED', crmId: namesakeId },
      ]);
      expect(world.store.hints.size + world.store.unlinked.size).toBe(0);
    }
  });

  it('U5: is made as well where it never reached the CRM', async () => {
    const { world } = await diedAnnouncing();
    world.pass(600_000);
    world.crm.put(namesake);
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    expect([...world.store.links.values()].map(({ state }) => state)).toEqual(['LINKED', 'LINKED']);
  });

  it('U2: is not made where it never reached the CRM, and somebody entered the same person there', async () => {
    const { world, item } = await diedAnnouncing();
    world.pass(600_000);
    const { id: crmId } = world.crm.put(person('Anna'));
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId, exchangeId: item.id }]);
    expect(world.crm.records.size).toBe(1);
  });
});

describe('O7: an item whose record went out of sight before anybody knew that it was made, in a mailbox that was migrated', () => {
  it.each([
    ['by its stamp', true, {}],
    ['by its search key', false, {}],
    ['by its looks', false, { searchKey: 'new' }],
  ])('I3: is recognised %s, and no second record is made', async (_how, marked, changed) => {
    const unseen = await madeAndHidden(marked);
    const { exchange, crm, store } = unseen.world;
    const { fields, categories, stamp, searchKey } = exchange.items.get(unseen.itemId) as StoredItem;
    exchange.erase(unseen.itemId);
    const item = exchange.put(fields, { categories, stamp, searchKey, ...changed });
    exchange.identity = { smtp: 'anna@fabrikam.example', fingerprint: 'folders-2' };
    exchange.invalidateCursors();
    await unseen.world.settle();
    expect(crm.records.size).toBe(1);
    expect([...store.links.values()]).toMatchObject([{ crmId: null, exchangeId: item.id }]);
    expect(store.hints.size + store.intents.size + store.unlinked.size).toBe(0);
    comesIntoSight(unseen);
    await unseen.world.settle();
    expect([...store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: unseen.recordId }]);
  });
});

describe('U1: an item that is left out when its create would be sent again', () => {
  it('is not taken for its copy that was thrown away', async () => {
    const unseen = await madeAndHidden(false);
    const { world, itemId } = unseen;
    throwsCopyAway(unseen);
    world.exchange.edit(itemId, { sensitivity: 'private' });
    await world.settle();
    expect(world.store.links.size).toBe(0);
    expect([...world.store.unlinked.values()]).toMatchObject([{ itemId, reason: { code: 'excluded_private' } }]);
    world.exchange.edit(itemId, { sensitivity: null });
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', exchangeId: itemId }]);
  });
});

/** @returns what a verification finds, in words */
async function foundIn(world: World): Promise<readonly string[]> {
  const findings = createMemoryFindings(() => world.store);
  const { runId } = await world.execute((ports, input) => verifyScope(ports, input, findings));
  const found = await findings.page(runId ?? '', 0, 100);
  return found.map(({ kind, exchangeId }) => `${kind} ${exchangeId}`);
}

describe('an item that was thrown away before its create would be sent again, beside a copy of it', () => {
  it.each([false, true])(
    'U1: which is left out: nothing waits that would find the copy (keeps ids: %s)',
    async (keepsIds) => {
      const unseen = await madeAndHidden(false);
      const { exchange, store } = unseen.world;
      exchange.keepsIds = keepsIds;
      const copy = exchange.copy(unseen.itemId, { sensitivity: 'private' });
      exchange.move(unseen.itemId, 'deletedItems');
      await unseen.world.settle();
      expect([...store.unlinked.values()]).toMatchObject([{ itemId: copy.id, reason: { code: 'excluded_private' } }]);
      expect(await foundIn(unseen.world)).toEqual([]);
    },
  );

  it.each([0, 1])('U1: which had a create as well (%s of the two was thrown away)', async (thrownAway) => {
    const world = createWorld();
    const { exchange, crm, store } = world;
    const item = exchange.put(person('Anna'));
    const both = [item.id, exchange.copy(item.id).id];
    crm.loseNextAnswer = true;
    await world.run();
    for (const id of crm.records.keys()) crm.hidden.add(id);
    world.pass(600_000);
    for (const [index, id] of both.entries())
      if (index === thrownAway) exchange.move(id, 'deletedItems');
      else {
        exchange.edit(id, { sensitivity: 'private' });
        exchange.move(exchange.move(id, 'other').id, 'synchronised');
      }
    await world.settle();
    expect([...store.unlinked.values()]).toMatchObject([{ reason: { code: 'excluded_private' } }]);
    expect(await foundIn(world)).toEqual([]);
  });

  it('I3: which was made before its stamp: brought back, it is not made again', async () => {
    const unseen = await madeAndHidden(true);
    const { exchange, crm } = unseen.world;
    const copy = exchange.copy(unseen.itemId, { sensitivity: 'private' });
    copy.stamp = null;
    const binned = exchange.move(unseen.itemId, 'deletedItems');
    await unseen.world.settle();
    expect(await foundIn(unseen.world)).toEqual([]);
    exchange.move(binned.id, 'synchronised');
    await unseen.world.settle();
    expect(crm.records.size).toBe(1);
  });

  it('I3: which has a record of its own: brought back, it is not made again', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    const { crm, exchange } = world;
    const copied = exchange.put(person('Anna'));
    await world.settle();
    const item = exchange.copy(copied.id, person('Bea'));
    world.interruptions.between = () => {
      if (crm.records.size > 1) throw new Error('died');
    };
    await world.run();
    world.interruptions.between = null;
    crm.hidden.add([...crm.records.keys()][1] ?? '');
    const binned = exchange.move(item.id, 'deletedItems');
    await world.settle();
    exchange.move(binned.id, 'synchronised');
    await world.settle();
    expect(crm.records.size).toBe(2);
    expect(await foundIn(world)).toEqual([]);
  });
});

describe('D2: an edit of the item whose record went out of sight before anybody knew that it was made', () => {
  it('makes no second record while the first one stands', async () => {
    const unseen = await madeAndHidden(true, { conflictStrategy: 'exchange' });
    const { world, recordId } = unseen;
    await world.settle();
    world.exchange.edit(unseen.itemId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    comesIntoSight(unseen);
    await world.settle();
    expect(world.crm.records.get(recordId)?.fields['jobTitle']).toBe('Sales');
  });

  it('makes it anew once it was deleted, where Exchange wins', async () => {
    const unseen = await madeAndHidden(true, { conflictStrategy: 'exchange' });
    const { world, recordId } = unseen;
    await world.settle();
    world.crm.hidden.delete(recordId);
    world.crm.erase(recordId);
    world.exchange.edit(unseen.itemId, { jobTitle: 'Sales' });
    await world.settle();
    expect([...world.crm.records.values()].map(({ fields }) => fields['jobTitle'])).toEqual(['Sales']);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
  });
});

describe('U2: an item that is linked by its looks while its create is still to be sent again', () => {
  it('has the record that came into sight meanwhile, also where the answer to the link is lost', async () => {
    const unseen = await madeAndHidden(false);
    const { world, recordId, itemId } = unseen;
    comesIntoSightOnceAskedFor(unseen);
    world.exchange.faults.push('lostResponse');
    await world.run();
    world.interruptions.between = null;
    expect([...world.store.intents.values()].map(({ kind }) => kind)).toEqual(['createInCrm', 'merge']);
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([
      { state: 'LINKED', crmId: recordId, exchangeId: itemId, stamped: true },
    ]);
    expect(world.store.hints.size + world.store.unlinked.size).toBe(0);
  });

  it('has one pair, also where the link lands only after the next run has found the record by its key', async () => {
    const unseen = await madeAndHidden(false);
    const { world, recordId, itemId } = unseen;
    comesIntoSightOnceAskedFor(unseen, () => {
      if (world.store.intents.size > 1) throw new Error('died');
    });
    await world.run();
    world.interruptions.between = null;
    const stamp = [...world.store.intents.values()].find(({ kind }) => kind === 'merge')?.stamp ?? null;
    await world.run();
    const item = world.exchange.items.get(itemId);
    if (item !== undefined) item.stamp = stamp;
    world.exchange.edit(itemId, {});
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([
      { state: 'LINKED', crmId: recordId, exchangeId: itemId, stamped: true },
    ]);
  });

  it('keeps the record that was entered meanwhile when its own comes into sight after the run died', async () => {
    const unseen = await madeAndHidden(false, { updateCrmToExchange: false });
    const { world, recordId, itemId } = unseen;
    const { id: entered } = world.crm.put(person('Anna'));
    world.interruptions.between = () => {
      if (world.store.links.size > 0) throw new Error('died');
    };
    await world.run();
    world.interruptions.between = null;
    expect(world.store.intents.size).toBe(1);
    comesIntoSight(unseen);
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: entered, exchangeId: itemId }]);
    expect([...world.store.unlinked.values()]).toMatchObject([{ side: 'crm', itemId: recordId }]);
  });
});

/** A process that died between announcing its create and sending it. */
async function diedAnnouncing() {
  const world = createWorld();
  const item = world.exchange.put(person('Anna'));
  world.interruptions.between = () => {
    if (world.store.intents.size > 0) throw new Error('died');
  };
  await world.run();
  world.interruptions.between = null;
  return { world, item };
}

describe('U5: an item whose create never reached the CRM', () => {
  it('is made there when it was thrown away before we knew, and brought back', async () => {
    const { world, item } = await diedAnnouncing();
    expect(world.store.intents.size).toBe(1);
    expect(world.crm.records.size).toBe(0);
    world.pass(600_000);
    const binned = world.exchange.move(item.id, 'deletedItems');
    await world.settle();
    expect(world.store.intents.size).toBe(0);
    const back = world.exchange.move(binned.id, 'synchronised');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', exchangeId: back.id }]);
  });

  it('is forgotten when it was deleted for good', async () => {
    const { world, item } = await diedAnnouncing();
    world.pass(600_000);
    world.exchange.erase(item.id);
    await world.settle();
    expect(world.store.intents.size + world.store.links.size).toBe(0);
  });
});
