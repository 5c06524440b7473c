import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../model/index.ts';
import { itemKey } from '../item-key.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

/** Once, right after the first call of this kind, somebody acts. */
function after(
  world: World,
  side: 'crm' | 'exchange',
  name: 'read' | 'listChanges' | 'create' | 'update' | 'locate',
  act: () => void,
): void {
  const port = world[side] as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  const original = port[name];
  if (original === undefined) throw new Error(`no ${name}`);
  port[name] = async (...args) => {
    port[name] = original;
    const result = await original(...args);
    act();
    return result;
  };
}

/** A text of the CRM that arrived, and that Exchange cut; and its answer was lost. Nobody has looked since. */
async function cutUnseen() {
  const world = createWorld('contacts', { conflictStrategy: 'exchange' });
  const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
  const long = 'Head of everything, and more than the server keeps of a text';
  world.crm.edit(crmId, { displayName: long });
  world.exchange.faults.push('lostResponse');
  await world.run();
  world.pass(600_000);
  return { world, crmId, exchangeId, long };
}

describe('what happens while a run is under way', () => {
  it('I4: an edit that is sighted while the pair is being written is not taken for an echo of that write', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    // Something new, before which both sides are asked once more: the newer version is sighted there.
    world.crm.put(person('Bruno'));
    after(world, 'crm', 'read', () => world.crm.edit(crmId, { nickname: 'Nina' }));
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });

  it.each(['crm', 'exchange'] as const)(
    'L5, L6: a deletion in %s, right after we wrote there, is not taken for an echo of that write',
    async (side) => {
      const world = createWorld('contacts', { deleteCrmToExchange: true, deleteExchangeToCrm: true });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      if (side === 'crm') world.exchange.edit(exchangeId, { nickname: 'Nina' });
      else world.crm.edit(crmId, { nickname: 'Nina' });
      after(world, side, 'update', () => {
        after(world, side, 'read', () => {
          if (side === 'crm') world.crm.erase(crmId);
          else world.exchange.erase(exchangeId);
        });
      });
      await world.settle();
      expect(world.crm.records.size).toBe(0);
      expect(world.exchange.inFolder('synchronised')).toEqual([]);
    },
  );

  it('nothing is made of a record that was deleted since it was read', async () => {
    const world = createWorld();
    const { id } = world.crm.put(person('Anna'));
    after(world, 'crm', 'read', () => {
      after(world, 'exchange', 'listChanges', () => {
        world.crm.erase(id);
        world.pass(3_000);
      });
    });
    await world.run();
    expect(world.exchange.items.size).toBe(0);
  });

  it('I3: nothing is made while nobody can tell who has arrived, because the position was lost just then', async () => {
    const world = createWorld();
    await pairInStep(world, person('Anna'));
    world.crm.put(person('Bruno'));
    after(world, 'exchange', 'listChanges', () => {
      world.exchange.put(person('Bruno'));
      world.exchange.invalidateCursors();
    });
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'failed', failure: { disposition: 'resync' } });
    await world.settle();
    expect(world.exchange.items.size).toBe(2);
    expect(world.crm.records.size).toBe(2);
  });

  it('I3: a pair whose mailbox moves between its two first writes is not made anew on both sides', async () => {
    const world = createWorld();
    world.crm.put(person('Anna', { jobTitle: 'Sales' }));
    world.exchange.put(person('Anna', { nickname: 'Nina' }));
    after(world, 'crm', 'update', () => {
      world.exchange.migrate(true);
      world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    });
    await world.run();
    await world.settle();
    expect(world.exchange.items.size).toBe(1);
    expect(world.crm.records.size).toBe(1);
  });

  it('I3: two that part while a run looks at them are each made once on the other side', async () => {
    const world = createWorld('appointments');
    world.crm.put(appointment('Lunch', 1));
    const item = world.exchange.put(appointment('Lunch', 1, { reminderMinutes: 5 }));
    after(world, 'exchange', 'read', () => world.exchange.edit(item.id, appointment('Lunch', 2)));
    after(world, 'crm', 'update', () => world.pass(5_000));
    await world.run();
    await world.settle();
    expect(world.defects).toEqual([]);
    expect(world.exchange.items.size).toBe(2);
    expect(world.crm.records.size).toBe(2);
  });

  it('I3: an item that was recognised in a new mailbox is nobody else’s counterpart', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    world.exchange.put(person('Anna'));
    await world.settle();
    world.exchange.migrate(false);
    world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    world.crm.put(person('Anna'));
    await world.settle();
    const live = [...world.store.links.values()].filter(({ state }) => state === 'LINKED');
    expect(live).toHaveLength(1);
    expect(world.exchange.items.has(live[0]?.exchangeId ?? '')).toBe(true);
  });

  it.each(['create', 'update'] as const)(
    'I4: what Exchange cut from a text is nobody’s edit, also when somebody is faster than the look after the %s',
    async (write) => {
      const world = createWorld('contacts', { conflictStrategy: 'exchange' });
      const long = 'Anna Maria Margherita Rossi Bianchi';
      const record = world.crm.put(person('Anna', write === 'create' ? { displayName: long } : {}));
      if (write === 'update') {
        await world.settle();
        world.crm.edit(record.id, { displayName: long });
      }
      after(world, 'exchange', write, () => {
        const [item] = world.exchange.inFolder('synchronised');
        world.exchange.edit(item?.id ?? '', { nickname: 'Nina' });
      });
      await world.settle();
      expect(world.crm.records.get(record.id)?.fields).toMatchObject({ displayName: long, nickname: 'Nina' });
    },
  );

  it('I14: a deletion is taken back also where the deleted item still answers by its id from Deleted Items', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true });
    world.exchange.keepsIds = true;
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    const { runId } = await world.run();
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    await world.run();
    await takeBack(world, runId ?? '');
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { displayName: 'Anna Rossi' } }]);
  });

  it('I8: an item that answers by its id from where we may not look has not come back', async () => {
    const world = createWorld();
    world.exchange.keepsIds = true;
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.unreadable = [{ place: 'deletedItems', code: 'ErrorAccessDenied' }];
    world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    world.crm.edit(crmId, { nickname: 'Nina' });
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_C' }]);
    expect(world.exchange.items.get(exchangeId)?.fields['nickname']).toBeUndefined();
  });

  it('L6: a deletion is noticed after a lost position also where the deleted item still answers by its id', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    world.exchange.keepsIds = true;
    const { exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.move(exchangeId, 'deletedItems');
    world.exchange.invalidateCursors();
    await world.settle();
    expect(world.crm.records.size).toBe(0);
  });

  it('L6: the same when the position is lost in the middle of a run that has sighted the item before', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    world.exchange.keepsIds = true;
    const { exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    after(world, 'crm', 'update', () => {
      world.exchange.move(exchangeId, 'deletedItems');
      world.exchange.invalidateCursors();
    });
    await world.settle();
    expect(world.crm.records.size).toBe(0);
  });

  it('I8: an item that is thrown away just before we write to it is noticed, also where it keeps its id', async () => {
    const world = createWorld();
    world.exchange.keepsIds = true;
    world.crm.put(person('Anna', { jobTitle: 'Sales' }));
    const item = world.exchange.put(person('Anna', { nickname: 'Nina' }));
    after(world, 'exchange', 'read', () => world.exchange.move(item.id, 'deletedItems'));
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_C' }]);
  });

  it('I8: an item that comes back under its old id, when its record has got another item, is left alone (O6)', async () => {
    const world = createWorld();
    world.exchange.keepsIds = true;
    const item = world.exchange.put(person('Anna'));
    await world.settle();
    const [record] = world.crm.records.values();
    world.exchange.move(item.id, 'deletedItems');
    world.crm.edit(record?.id ?? '', { nickname: 'Nina' });
    await world.settle();
    world.exchange.move(item.id, 'synchronised');
    await world.settle();
    expect([...world.store.quarantine.values()]).toEqual([]);
    expect(world.store.unlinked.get(itemKey('exchange', item.id))).toMatchObject({
      reason: { row: 'O6', code: 'user_copy' },
    });
    expect(world.crm.records.size).toBe(1);
  });

  it('I12: an item that was parked is free again when its pair is, also under an id that it no longer has', async () => {
    const world = createWorld();
    const { exchangeId } = await pairInStep(world, person('Anna'));
    world.chunkSize = 1;
    world.exchange.poisonWhen = () => true;
    world.exchange.edit(exchangeId, {});
    await world.run();
    expect(world.store.quarantine.size).toBe(1);
    world.exchange.poisonWhen = null;
    world.exchange.move(exchangeId, 'other');
    world.exchange.invalidateCursors();
    world.pass(48 * 3_600_000);
    await world.settle();
    expect([...world.store.quarantine.values()]).toEqual([]);
  });

  it('I6: a mailbox that moved under its own address is recognised by its folders, and nothing is taken for deleted', async () => {
    const world = createWorld('contacts', {
      updateCrmToExchange: false,
      deleteExchangeToCrm: true,
      deleteCrmToExchange: true,
    });
    world.exchange.put(person('Anna'));
    await world.settle();
    const before = [...world.crm.records.keys()];
    world.exchange.migrate(false);
    world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual(before);
    expect([...world.store.links.values()].filter(({ state }) => state === 'LINKED')).toHaveLength(1);
  });

  it('I12: an item that breaks and goes while a long plan is made is not parked for ever', async () => {
    const world = createWorld();
    const broken = world.exchange.put(person('Anna'));
    for (let count = 0; count < 12; count += 1) world.exchange.put(person(`Bruno${count}`));
    world.chunkSize = 1;
    world.exchange.poisonWhen = ({ displayName }) => displayName === 'Anna Rossi';
    // The plan is made in two passes, for there are more chunks than are kept; it goes between them, when it is due again.
    const read = world.exchange.read.bind(world.exchange);
    let looks = 0;
    world.exchange.read = (type, ids) => {
      world.pass(10_000);
      looks += ids.includes(broken.id) ? 1 : 0;
      if (looks === 2 && world.exchange.items.has(broken.id)) world.exchange.erase(broken.id);
      return read(type, ids);
    };
    await world.run();
    world.exchange.poisonWhen = null;
    await world.settle();
    expect([...world.store.quarantine.values()]).toEqual([]);
  });

  it('I4: a text that was cut in an item which could not be read after a crash is nobody’s edit', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const long = 'Head of everything, and more than the server keeps of a text';
    const record = world.crm.put(person('Anna', { displayName: long }));
    world.exchange.faults.push('lostResponse');
    await world.run();
    world.exchange.poisonWhen = () => true;
    world.pass(600_000);
    await world.run();
    world.exchange.poisonWhen = null;
    world.pass(48 * 3_600_000);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(world.crm.records.get(record.id)?.fields['displayName']).toBe(long);
  });

  it('I4: a text that was cut in an item which got another id after a crash is nobody’s edit', async () => {
    const { world, crmId, exchangeId, long } = await cutUnseen();
    world.exchange.move(world.exchange.move(exchangeId, 'other').id, 'synchronised');
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields['displayName']).toBe(long);
  });

  it.each(['other', 'deletedItems'] as const)(
    'I4: a text that was cut in an item which lay in %s after a crash is nobody’s edit once it is back',
    async (place) => {
      const { world, crmId, exchangeId, long } = await cutUnseen();
      const away = world.exchange.move(exchangeId, place);
      await world.settle();
      world.exchange.move(away.id, 'synchronised');
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields['displayName']).toBe(long);
    },
  );

  it.each(['was deleted', 'was out of sight'])(
    'I4: a text that was cut in an item of which the record %s after a crash is nobody’s edit once that is back',
    async (what) => {
      const { world, crmId, long } = await cutUnseen();
      if (what === 'was deleted') world.crm.erase(crmId);
      else world.crm.hidden.add(crmId);
      await world.settle();
      if (what === 'was deleted') world.crm.undelete(crmId);
      else if (world.crm.hidden.delete(crmId)) world.crm.change(crmId, {});
      await world.settle();
      expect(world.crm.records.size).toBe(1);
      expect(world.crm.records.get(crmId)?.fields['displayName']).toBe(long);
    },
  );

  it('I8: two of which one has the mark of a pair that was never told are that pair, whatever people made of them', async () => {
    const world = createWorld('appointments', { conflictStrategy: 'exchange' });
    const record = world.crm.put(appointment('Lunch', 4));
    const item = world.exchange.put(appointment('Lunch', 4, { body: 'Bring the plans' }));
    after(world, 'exchange', 'update', () => world.interruptions.crashAt(world.interruptions.steps + 1, 'before'));
    await world.run().catch(() => undefined);
    world.interruptions.restart();
    expect(world.exchange.items.get(item.id)?.stamp).not.toBeNull();
    expect(world.store.links.size).toBe(0);
    const moved = { subject: 'Dinner', time: appointment('', 9)['time'] ?? null };
    world.exchange.edit(item.id, moved);
    world.crm.edit(record.id, { body: 'Bring nothing' });
    await world.settle();
    expect(linkOf(world, record.id)).toMatchObject({ state: 'LINKED', exchangeId: item.id });
    expect(world.crm.records.get(record.id)?.fields).toMatchObject(moved);
    const conflicts = world.store.journal.flatMap(({ conflict }) => conflict ?? []);
    expect(conflicts).toContainEqual(expect.objectContaining({ field: 'body', crm: 'Bring nothing' }));
    expect(world.crm.records.size + world.exchange.items.size).toBe(2);
  });

  it('O10: a comparison of everything that a run did not come to is made by the next, echoes or not', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const { mark } = world.crm;
    const busy = () => Promise.reject(new ConnectorError({ code: 'busy', disposition: 'backoff', message: 'busy' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    after(world, 'exchange', 'update', () => (world.crm.mark = busy));
    expect(await world.run()).toMatchObject({ outcome: 'failed' });
    // Our own writes are not sighted yet, when the rules ask for everything.
    world.rules = { ...world.rules, exchangeCategories: ['CRM'] };
    expect(await world.run()).toMatchObject({ outcome: 'failed' });
    world.crm.mark = mark;
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.categories).toEqual(['CRM']);
  });

  it('I6: a mailbox that moves while a run reads has lost no item: nothing is deleted for what is nowhere', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false, deleteExchangeToCrm: true });
    world.exchange.put(person('Anna'));
    await world.settle();
    const before = [...world.crm.records.keys()];
    world.rules = { ...world.rules, conflictStrategy: 'exchange' };
    after(world, 'exchange', 'listChanges', () => {
      world.exchange.migrate(false);
      world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    });
    expect(await world.run()).toMatchObject({ outcome: 'failed', failure: { disposition: 'resync' } });
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual(before);
    expect(world.exchange.items.size).toBe(1);
  });

  it('I3: a mailbox that moves after a run gave up its position and died is asked who it is', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    world.exchange.put(person('Anna'));
    await world.settle();
    world.exchange.invalidateCursors();
    const { recordPage } = world.store;
    world.store.recordPage = async (...page) => {
      await recordPage(...page);
      throw new ConnectorError({ code: 'database_unreachable', disposition: 'retry', message: 'gone' });
    };
    await world.run();
    world.store.recordPage = recordPage;
    world.exchange.migrate(false);
    world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
  });

  it('L9: an item that its user moves on while it is being looked for is not gone, and not made anew', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'crm', deleteExchangeToCrm: true });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const filed = world.exchange.move(exchangeId, 'other');
    await world.settle();
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    after(world, 'exchange', 'listChanges', () => {
      const back = world.exchange.move(filed.id, 'synchronised');
      after(world, 'exchange', 'locate', () => world.exchange.move(back.id, 'other'));
    });
    expect((await world.run()).itemErrors).toMatchObject([{ code: 'item_on_the_move' }]);
    await world.settle();
    expect(world.exchange.items.size).toBe(1);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', reviewReason: 'moved_to_other_folder' });
  });
});
