import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

function scopeOf(world: World) {
  const [scope] = world.store.scopes.values();
  if (scope === undefined) throw new Error('no scope');
  return scope;
}

async function filled(count: number): Promise<World> {
  const world = createWorld('contacts', bothDeletes);
  for (let index = 0; index < count; index += 1) world.crm.put(person(`Anna${index}`));
  await world.settle();
  return world;
}

/** Everything lies in the new mailbox under other ids; what else is kept is for the migration to say. */
function migrate(world: World, items: readonly StoredItem[], kept: Partial<StoredItem>): void {
  for (const item of items) {
    const { fields, categories, stamp, uid, searchKey } = item;
    world.exchange.erase(item.id);
    world.exchange.put(fields, { categories, stamp, uid, searchKey, ...kept });
  }
}

function otherMailbox(world: World): void {
  world.exchange.identity = { smtp: 'anna@fabrikam.example', fingerprint: 'folders-2' };
  world.exchange.invalidateCursors();
}

function linkedItems(world: World): readonly (string | null)[] {
  return [...world.store.links.values()].map(({ exchangeId }) => exchangeId);
}

describe('O7: the mailbox is another one', () => {
  it('recognises its items by their stamps, and goes on by itself', async () => {
    const world = await filled(15);
    migrate(world, world.exchange.inFolder('synchronised'), { searchKey: 'new' });
    otherMailbox(world);
    expect(await world.run()).toMatchObject({ outcome: 'done', brake: null });
    expect(scopeOf(world)).toMatchObject({ status: 'ok', mailboxFingerprint: 'folders-2' });
    await world.settle();
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([15, 15]);
  });

  it('recognises them by what they are where nothing else came along: no duplicate, no deletion', async () => {
    for (const world of [await filled(15), await withAppointments(15)]) {
      for (const item of world.exchange.inFolder('synchronised'))
        migrate(world, [item], { stamp: null, searchKey: `new-${item.id}` });
      otherMailbox(world);
      expect(await world.run()).toMatchObject({ outcome: 'done' });
      await world.settle();
      expect(scopeOf(world).status).toBe('ok');
      expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([15, 15]);
      expect([...world.store.links.values()].every(({ state }) => state === 'LINKED')).toBe(true);
      expect(world.store.unlinked.size).toBe(0);
      forgetCalls(world);
      await world.settle();
      expect(writesOf(world)).toBe(0);
    }
  });

  it('I3: recognises the item of a pair whose record is out of sight too, or it would be made a second time', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    world.exchange.put(person('Anna'));
    await world.settle();
    const [crmId = ''] = world.crm.records.keys();
    world.crm.change(crmId, { ownerId: 'somebody' });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E' });
    migrate(world, world.exchange.inFolder('synchronised'), { searchKey: 'new' });
    otherMailbox(world);
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    const [item] = world.exchange.inFolder('synchronised');
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E', exchangeId: item?.id });
  });

  it('recognises by its search key the item of a record whose create had no answer', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    const { id } = world.exchange.put(person('Anna'));
    world.crm.loseNextAnswer = true;
    await world.run();
    expect([world.crm.records.size, world.store.links.size]).toEqual([1, 0]);
    world.exchange.edit(id, person('Anna Maria'));
    world.exchange.migrate(true);
    otherMailbox(world);
    expect(await world.settle()).toMatchObject({ outcome: 'done' });
    expect([...world.crm.records.values()]).toMatchObject([{ fields: person('Anna Maria') }]);
  });

  it.each([
    ['its stamp', {}],
    ['its search key', { updateCrmToExchange: false }],
  ])('completes a deletion that never arrived, on the item that it knows by %s', async (_title, rules) => {
    const world = createWorld('contacts', { ...bothDeletes, ...rules });
    for (const name of ['Anna', 'Bruno']) world.exchange.put(person(name));
    await world.settle();
    const [anna] = world.crm.records.values();
    world.crm.erase(anna?.id ?? '');
    world.exchange.faults.push('lostRequest');
    await world.run();
    world.exchange.migrate(true);
    otherMailbox(world);
    await world.settle();
    const names = (items: Iterable<{ fields: Fields }>) => [...items].map(({ fields }) => fields['displayName']);
    expect(names(world.crm.records.values())).toEqual(['Bruno Rossi']);
    expect(names(world.exchange.inFolder('synchronised'))).toEqual(['Bruno Rossi']);
  });

  it('I3: does not link what it has recognised once more with a record that looks like it', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    world.exchange.put(person('Anna'));
    await world.settle();
    const [crmId = ''] = world.crm.records.keys();
    const other = world.crm.put(person('Anna'));
    await world.settle();
    migrate(world, world.exchange.inFolder('synchronised'), { searchKey: 'new' });
    otherMailbox(world);
    await world.settle();
    const [item] = world.exchange.inFolder('synchronised');
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId, exchangeId: item?.id }]);
    expect([...world.store.unlinked.values()]).toMatchObject([{ side: 'crm', itemId: other.id }]);
  });

  it('holds the plan while more than one item in twenty is missing, and makes nothing new of what seems new', async () => {
    const world = await filled(20);
    const [first, second, ...others] = world.exchange.inFolder('synchronised');
    for (const item of [first, second]) world.exchange.erase(item?.id ?? '');
    for (const item of others) migrate(world, [item], { stamp: null, searchKey: `new-${item.id}` });
    const stranger = world.exchange.put(person('Nuova'));
    otherMailbox(world);
    const held = await world.run();
    expect(held).toMatchObject({
      outcome: 'held',
      brake: { kind: 'mailboxChanged', reason: { row: 'B7', params: { missing: 2, links: 20 } } },
      counts: { createdInCrm: 0, deletedInCrm: 0, review: 2 },
    });
    expect(scopeOf(world)).toMatchObject({ status: 'relink', statusReason: { code: 'brake_mailbox_changed' } });

    expect(await world.run({ approvedHashes: [held.planHash ?? ''] })).toMatchObject({ outcome: 'done' });
    await world.settle();
    expect(scopeOf(world)).toMatchObject({ status: 'ok', mailboxSmtp: 'anna@fabrikam.example' });
    // Approved: the two really are gone. And the new one is new.
    expect([...world.crm.records.values()].map(({ fields }) => fields['displayName'])).toContain('Nuova Rossi');
    expect(world.crm.records.size).toBe(19);
    expect(world.exchange.items.get(stranger.id)?.stamp).not.toBeNull();
  });

  it('does not guess between two that are alike', async () => {
    const world = await filled(3);
    const [item, ...others] = world.exchange.inFolder('synchronised');
    if (item === undefined) throw new Error('no item');
    for (const one of others) migrate(world, [one], { stamp: null, searchKey: `new-${one.id}` });
    migrate(world, [item], { stamp: null, searchKey: 'new' });
    world.exchange.put(item.fields);
    otherMailbox(world);
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { reason: { params: { missing: 1 } } } });
    expect(world.crm.records.size).toBe(3);
  });

  it.each(['synchronised', 'other'] as const)(
    'recognises one of two that are alike where the other one is known by its stamp, in the folder %s',
    async (folder) => {
      const world = createWorld('appointments', bothDeletes);
      for (const _ of ['first', 'second']) world.exchange.put(appointment('Visit', 1));
      await world.settle();
      const [known, alike] = world.exchange.inFolder('synchronised');
      if (known === undefined || alike === undefined) throw new Error('no items');
      migrate(world, [known], { searchKey: 'new-1', folder });
      migrate(world, [alike], { searchKey: 'new-2', stamp: null });
      otherMailbox(world);
      expect(await world.run()).toMatchObject({ outcome: 'done' });
      await world.settle();
      expect(world.crm.records.size).toBe(2);
      expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }, { state: 'LINKED' }]);
    },
  );

  it.each([1, 100])(
    'I3: tells an item from a copy of it, which has its UID, by the rest (chunks of %i)',
    async (size) => {
      const world = createWorld('appointments', { ...bothDeletes, updateCrmToExchange: false });
      const visit = world.exchange.put(appointment('Visit', 1), { uid: 'uid-1' });
      await world.settle();
      world.exchange.copy(visit.id, { time: appointment('', 8)['time'] ?? null });
      await world.settle();
      expect(world.crm.records.size).toBe(2);
      world.chunkSize = size;
      for (const item of world.exchange.inFolder('synchronised'))
        migrate(world, [item], { searchKey: `new-${item.id}` });
      otherMailbox(world);
      expect(await world.run()).toMatchObject({ outcome: 'done' });
      await world.settle();
      const items = world.exchange.inFolder('synchronised');
      expect([...world.store.links.values()].map(({ exchangeId }) => exchangeId)).toEqual(items.map(({ id }) => id));
      expect(world.crm.records.size).toBe(2);
    },
  );

  it.each([1, 2, 100])('I3: recognises by its content none that is known by its stamp (chunks of %i)', async (size) => {
    const world = createWorld('appointments', bothDeletes);
    for (const day of [1, 8, 15]) world.exchange.put(appointment('Visit', day));
    await world.settle();
    world.chunkSize = size;
    const [marked, ...lost] = world.exchange.inFolder('synchronised');
    if (marked === undefined) throw new Error('no item');
    for (const { id } of lost) world.exchange.erase(id);
    migrate(world, [marked], { searchKey: 'new' });
    const [moved] = world.exchange.inFolder('synchronised');
    const copy = world.exchange.copy(moved?.id ?? '', { time: appointment('', 8)['time'] ?? null });
    otherMailbox(world);
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { reason: { params: { missing: 1 } } } });
    world.exchange.erase(moved?.id ?? '');
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { reason: { params: { missing: 2 } } } });
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: copy.id }]);
  });

  it.each(['by this run', 'by a run that died'])(
    'takes none for recognised that was thrown away while the plan was held, seen %s, where it keeps its id',
    async (seen) => {
      const world = await filled(3);
      const [missing, ...others] = world.exchange.inFolder('synchronised');
      world.exchange.erase(missing?.id ?? '');
      for (const item of others) migrate(world, [item], { stamp: null, searchKey: `new-${item.id}` });
      otherMailbox(world);
      expect(await world.run()).toMatchObject({ outcome: 'held', brake: { reason: { params: { missing: 1 } } } });
      world.exchange.keepsIds = true;
      world.chunkSize = 1;
      const [thrownAway] = world.exchange.inFolder('synchronised');
      world.exchange.move(thrownAway?.id ?? '', 'deletedItems');
      world.exchange.put(missing?.fields ?? {}, { stamp: missing?.stamp ?? null });
      if (seen === 'by a run that died') {
        const { countHints } = world.store;
        world.store.countHints = () => Promise.reject(new Error('died after the list of changes'));
        await world.run().catch(() => undefined);
        world.store.countHints = countHints;
        world.pass(200_000);
      }
      expect(await world.run()).toMatchObject({ outcome: 'held', brake: { reason: { params: { missing: 1 } } } });
      expect(linkedItems(world)).not.toContain(thrownAway?.id);
    },
  );

  it('goes on by itself when the missing ones turn up', async () => {
    const world = await filled(20);
    const [first, ...others] = world.exchange.inFolder('synchronised');
    const fields = [first, ...others.slice(0, 3)].map((item) => item?.fields ?? {});
    for (const item of [first, ...others.slice(0, 3)]) world.exchange.erase(item?.id ?? '');
    otherMailbox(world);
    expect(await world.run()).toMatchObject({ outcome: 'held' });
    for (const values of fields) world.exchange.put(values);
    await world.settle();
    expect(scopeOf(world).status).toBe('ok');
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([20, 20]);
  });
});

describe('O7: much of a mailbox vanishes at once', () => {
  it('freezes it when more than three items in ten leave no trace', async () => {
    const world = await filled(40);
    for (const item of world.exchange.inFolder('synchronised').slice(0, 13)) world.exchange.erase(item.id);
    const held = await world.run();
    expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'mailboxChanged' }, counts: { deletedInCrm: 0 } });
    expect(world.crm.records.size).toBe(40);
    expect(scopeOf(world)).toMatchObject({ status: 'relink' });
  });

  it('does so as well where the deletion would only let go of the pairs', async () => {
    const world = await filled(40);
    world.rules = { ...world.rules, deleteExchangeToCrm: false };
    await world.settle();
    for (const item of world.exchange.inFolder('synchronised').slice(0, 13)) world.exchange.erase(item.id);
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'mailboxChanged' } });
    expect([...world.store.links.values()].every(({ state }) => state === 'LINKED')).toBe(true);
  });

  it('takes items in Deleted Items, and few items, for what people did', async () => {
    const world = await filled(40);
    world.rules = { ...world.rules, deleteExchangeToCrm: false };
    await world.settle();
    for (const item of world.exchange.inFolder('synchronised').slice(0, 20))
      world.exchange.move(item.id, 'deletedItems');
    expect(await world.run()).toMatchObject({ outcome: 'done', counts: { detached: 20 } });
    const small = await filled(20);
    for (const item of small.exchange.inFolder('synchronised').slice(0, 10)) small.exchange.erase(item.id);
    expect(await small.run()).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 10 } });
  });

  it('recognises items that come back under other ids without anything that marks them', async () => {
    const world = await filled(40);
    const lost = world.exchange.inFolder('synchronised').slice(0, 20);
    for (const item of lost) migrate(world, [item], { stamp: null, searchKey: `new-${item.id}` });
    expect(await world.run()).toMatchObject({ outcome: 'done', counts: { createdInCrm: 0, deletedInCrm: 0 } });
    await world.settle();
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([40, 40]);
    expect(linkOf(world, [...world.crm.records.keys()][0] ?? '').state).toBe('LINKED');
  });
});

async function withAppointments(count: number): Promise<World> {
  const world = createWorld('appointments', bothDeletes);
  for (let index = 0; index < count; index += 1) world.crm.put(appointment(`Visit ${index}`, 1 + (index % 20)));
  await world.settle();
  return world;
}

it('a pair is recognised in the new mailbox with the edits of both sides', async () => {
  const world = createWorld('contacts', bothDeletes);
  const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
  const item = world.exchange.items.get(exchangeId);
  if (item === undefined) throw new Error('no item');
  migrate(world, [item], { stamp: null, searchKey: 'new' });
  const [moved] = world.exchange.inFolder('synchronised');
  world.exchange.edit(moved?.id ?? '', { nickname: 'Nina' });
  world.crm.edit(crmId, { jobTitle: 'Sales' });
  otherMailbox(world);
  await world.settle();
  expect(world.store.unlinked.size).toBe(0);
  expect(world.crm.records.get(crmId)?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Sales' });
  expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { nickname: 'Nina', jobTitle: 'Sales' } }]);
});

it('of copies that share a search key each link finds its own item, also when the first one was edited', async () => {
  const world = createWorld('appointments', { ...bothDeletes, updateCrmToExchange: false });
  const first = world.exchange.put(appointment('Visit', 1, { location: 'Padova' }), { searchKey: 'shared' });
  await world.settle();
  const second = world.exchange.put(appointment('Visit', 8, { location: 'Padova' }), { searchKey: 'shared' });
  await world.settle();
  expect(world.crm.records.size).toBe(2);
  world.exchange.move(first.id, 'other');
  world.exchange.move(second.id, 'other');
  for (const { id } of world.exchange.inFolder('other')) world.exchange.move(id, 'synchronised');
  const [moved] = world.exchange.inFolder('synchronised');
  world.exchange.edit(moved?.id ?? '', {
    location: 'Milano',
    subject: 'Call',
    time: appointment('', 15)['time'] ?? null,
  });
  await world.settle();
  const places = [...world.crm.records.values()].map(({ fields }) => [fields['subject'], fields['location']]);
  expect(places).toEqual([
    ['Call', 'Milano'],
    ['Visit', 'Padova'],
  ]);
});
