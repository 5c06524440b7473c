import { describe, expect, it } from 'vitest';
import type { ContactPhoto } from '../../model/index.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

function photo(digit: string): ContactPhoto {
  return { digest: digit.repeat(64), mediaType: 'image/jpeg', bytes: 9_000 };
}

function photosOf(world: World, crmId: string) {
  const { exchangeId } = linkOf(world, crmId);
  const item = world.exchange.items.get(exchangeId ?? '');
  return {
    crm: world.crm.records.get(crmId)?.fields['photo'] ?? null,
    exchange: item?.fields['photo'] ?? null,
  };
}

const both = (value: ContactPhoto | null) => ({ crm: value, exchange: value });

/** The pairs as a program left them that knew nothing of photos. */
function asBeforeUpgrade({ store }: World): void {
  for (const [id, link] of store.links) {
    const { photo: _crm, ...baseCrm } = link.baseCrm;
    const { photo: _exchange, ...baseExchange } = link.baseExchange;
    store.links.set(id, { ...link, baseCrm, baseExchange, projection: 1 });
  }
  for (const [id, scope] of store.scopes) store.scopes.set(id, { ...scope, rulesHash: 'of an older program' });
}

describe('the photo of a contact', () => {
  it('travels with a new contact, either way', async () => {
    const world = createWorld();
    const inCrm = world.crm.put(person('Anna', { photo: photo('a') }));
    world.exchange.put(person('Bruno', { photo: photo('b') }));
    await world.settle();
    expect(photosOf(world, inCrm.id)).toEqual(both(photo('a')));
    const bruno = [...world.crm.records.values()].find(({ id }) => id !== inCrm.id);
    expect(photosOf(world, bruno?.id ?? '')).toEqual(both(photo('b')));
  });

  it('is changed and taken away, either way', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { photo: photo('a') }));
    world.crm.edit(crmId, { photo: photo('b') });
    await world.settle();
    expect(photosOf(world, crmId)).toEqual(both(photo('b')));
    world.exchange.edit(exchangeId, { photo: photo('c') });
    await world.settle();
    expect(photosOf(world, crmId)).toEqual(both(photo('c')));
    world.exchange.edit(exchangeId, { photo: null });
    await world.settle();
    expect(photosOf(world, crmId)).toEqual(both(null));
  });

  it('follows the rules of direction', async () => {
    const world = createWorld('contacts', { updateExchangeToCrm: false });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.edit(exchangeId, { photo: photo('e') });
    await world.settle();
    expect(photosOf(world, crmId)).toEqual({ crm: null, exchange: photo('e') });
    world.rules = { ...world.rules, updateExchangeToCrm: true };
    await world.settle();
    expect(photosOf(world, crmId)).toEqual(both(photo('e')));
  });

  it('changed on both sides is decided by the strategy; the loser comes back with an undo', async () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      const world = createWorld('contacts', { conflictStrategy });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna', { photo: photo('a') }));
      world.crm.edit(crmId, { photo: photo('c') });
      world.exchange.edit(exchangeId, { photo: photo('e') });
      const report = await world.run();
      expect(report.counts).toMatchObject({ conflicts: 1 });
      expect(photosOf(world, crmId)).toEqual(both(photo(conflictStrategy === 'crm' ? 'c' : 'e')));
      expect(world.store.journal.find(({ op }) => op === 'conflict')?.conflict).toEqual({
        field: 'photo',
        winner: conflictStrategy,
        base: photo('a'),
        crm: photo('c'),
        exchange: photo('e'),
      });
      await takeBack(world, report.runId ?? '');
      expect(photosOf(world, crmId)).toEqual({ crm: photo('c'), exchange: photo('e') });
    }
  });

  it('comes back with the contact that a run deleted, and when the run that took it away is taken back', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { photo: photo('a') }));
    world.exchange.edit(exchangeId, { photo: null });
    const removal = await world.run();
    expect(photosOf(world, crmId)).toEqual(both(null));
    await takeBack(world, removal.runId ?? '');
    expect(world.crm.records.get(crmId)?.fields['photo']).toEqual(photo('a'));

    world.exchange.edit(exchangeId, { photo: photo('a') });
    await world.settle();
    world.exchange.move(exchangeId, 'deletedItems');
    const deletion = await world.run();
    expect(deletion.counts).toMatchObject({ deletedInCrm: 1 });
    await takeBack(world, deletion.runId ?? '');
    expect([...world.crm.records.values()].map(({ fields }) => fields['photo'])).toEqual([photo('a')]);
  });

  it('that the mailbox makes another one of does not come home', async () => {
    const world = createWorld();
    const { update } = world.exchange;
    world.exchange.update = (itemType, items, resolution) =>
      update(
        itemType,
        items.map((item) =>
          'photo' in item.changes ? { ...item, changes: { ...item.changes, photo: photo('9') } } : item,
        ),
        resolution,
      );
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { photo: photo('a') });
    await world.settle();
    expect(photosOf(world, crmId)).toEqual({ crm: photo('a'), exchange: photo('9') });
    const writes = writesOf(world);
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect(photosOf(world, crmId)).toEqual({ crm: photo('a'), exchange: photo('9') });
    expect(writesOf(world)).toBe(writes + 1);
  });
});

describe('an installation that learns of photos', () => {
  const NAMES = Array.from({ length: 120 }, (_, index) => `Anna${index}`);

  it('carries them where one side has them, without a brake, and takes none away', async () => {
    for (const conflictGranularity of ['field', 'item'] as const) {
      const world = createWorld('contacts', { conflictGranularity });
      const ids = NAMES.map((name) => world.crm.put(person(name)).id);
      await world.settle();
      for (const [index, crmId] of ids.entries()) {
        const { exchangeId } = linkOf(world, crmId);
        if (index % 4 > 0) world.exchange.edit(exchangeId ?? '', { photo: photo('e') });
        else world.crm.edit(crmId, { photo: photo('c') });
      }
      // Beside it people work on.
      world.crm.edit(ids[0] ?? '', { jobTitle: 'Sales' });
      asBeforeUpgrade(world);
      const report = await world.run();
      expect(report).toMatchObject({ outcome: 'done', counts: { conflicts: 0 } });
      await world.settle();
      for (const [index, crmId] of ids.entries())
        expect(photosOf(world, crmId)).toEqual(both(photo(index % 4 > 0 ? 'e' : 'c')));
    }
  });

  it('lets the strategy decide where the two differ, and keeps the loser', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { photo: photo('c') });
    world.exchange.edit(exchangeId, { photo: photo('e') });
    asBeforeUpgrade(world);
    await world.settle();
    expect(photosOf(world, crmId)).toEqual(both(photo('e')));
    expect(world.store.journal.find(({ op }) => op === 'conflict')?.conflict).toMatchObject({ crm: photo('c') });
  });

  it('is quiet where nobody has any, and where both have the same', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.put(person('Bruno'));
    await world.settle();
    world.crm.edit(crmId, { photo: photo('a') });
    world.exchange.edit(exchangeId, { photo: photo('a') });
    asBeforeUpgrade(world);
    const writes = writesOf(world);
    await world.settle();
    expect(writesOf(world)).toBe(writes);
    expect(photosOf(world, crmId)).toEqual(both(photo('a')));
  });
});
