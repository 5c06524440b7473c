import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../model/index.ts';
import { changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { itemKey } from '../item-key.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

/** The answer of the create is lost on the way, and nothing of it arrives before the wait-out is over: it is sent again. */
async function sentTwice(world: World): Promise<{ crmId: string; stamp: string; exchangeId: string }> {
  const record = world.crm.put(person('Anna', { displayName: 'Anna Rossi della Compagnia Generale' }));
  world.exchange.faults.push('lostRequest');
  await world.run();
  await world.settle();
  const { stamp, exchangeId } = linkOf(world, record.id);
  return { crmId: record.id, stamp, exchangeId: exchangeId ?? '' };
}

/** The first request lands after all. */
function landsLate(world: World, stamp: string, change: Partial<StoredItem> = {}): StoredItem {
  const { fields } = [...world.crm.records.values()].at(-1) ?? { fields: {} };
  return world.exchange.put(fields, { stamp, ...change });
}

describe('O9: a late landing of our own create', () => {
  it('is moved to Deleted Items, whatever the profile says about deletions, and told in the journal', async () => {
    const world = createWorld('contacts', { exchangeDeleteMode: 'permanent' });
    const { stamp, exchangeId } = await sentTwice(world);
    const late = landsLate(world, stamp);
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 1 } });
    expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).toEqual([exchangeId]);
    expect(world.exchange.inFolder('deletedItems')).toMatchObject([{ fields: late.fields }]);
    expect(world.store.journal.at(-1)).toMatchObject({
      op: 'delete',
      side: 'exchange',
      linkId: null,
      exchangeId: late.id,
      reason: { row: 'O9', code: 'own_duplicate' },
      before: { email1: { address: 'anna@example.org' } },
    });
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect(linkOf(world, [...world.crm.records.keys()][0] ?? '')).toMatchObject({ state: 'LINKED', exchangeId });
  });

  it('is what the server made of what was sent, where it is not exactly that', async () => {
    const world = createWorld();
    const { stamp } = await sentTwice(world);
    const late = landsLate(world, stamp);
    expect(late.fields['displayName']).not.toBe([...world.crm.records.values()][0]?.fields['displayName']);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('lands without what hangs on an item and is written after it: the photo stays with the first', async () => {
    const world = createWorld();
    const photo = { digest: 'a'.repeat(64), mediaType: 'image/png', bytes: 70 };
    world.crm.put(person('Anna', { photo }));
    world.exchange.faults.push('lostRequest');
    await world.run();
    await world.settle();
    const [linked] = [...world.store.links.values()];
    world.exchange.put(person('Anna'), { stamp: linked?.stamp ?? '' });
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: linked?.exchangeId, fields: { photo } }]);
  });

  it('of a series lands with as many of its changed occurrences as were written before it was cut off', async () => {
    const occurrences = { '2026-12-07': DELETED, '2026-12-14': changed({ subject: 'Altra' }) };
    const landed = async (own: FieldValue): Promise<number> => {
      const world = createWorld('appointments');
      const fields = { subject: 'Riunione', time: weekly(), occurrences };
      world.crm.put(fields);
      world.exchange.faults.push('lostRequest');
      await world.run();
      await world.settle();
      const [linked] = [...world.store.links.values()];
      world.exchange.put({ ...fields, occurrences: own }, { stamp: linked?.stamp ?? '' });
      await world.settle();
      return world.exchange.inFolder('synchronised').length;
    };
    expect(await landed(null)).toBe(1);
    expect(await landed({ '2026-12-07': DELETED })).toBe(1);
    // Somebody worked on it: that one is a person's.
    expect(await landed({ '2026-12-07': DELETED, '2026-12-21': DELETED })).toBe(2);
    expect(await landed({ '2026-12-14': changed({ subject: 'Edited' }) })).toBe(2);
  });

  it('is none where only the record in the CRM took several attempts: that copy is a user’s', async () => {
    const world = createWorld();
    const item = world.exchange.put(person('Anna'));
    const { create } = world.crm;
    world.crm.create = async (_type, items) => items.map(() => ({ kind: 'conflict' }));
    await world.run();
    await world.run();
    world.crm.create = create;
    await world.settle();
    const copy = world.exchange.copy(item.id);
    expect(copy.stamp).not.toBeNull();
    await world.settle();
    expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).toEqual([item.id, copy.id]);
  });

  it('is a user’s copy where it has the search key of the linked item: two landings are two items', async () => {
    const world = createWorld();
    const { exchangeId } = await sentTwice(world);
    const copy = world.exchange.copy(exchangeId);
    await world.settle();
    expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).toEqual([exchangeId, copy.id]);
  });

  it('is a user’s copy as soon as somebody has touched it', async () => {
    const world = createWorld();
    const { stamp } = await sentTwice(world);
    const late = landsLate(world, stamp);
    world.exchange.edit(late.id, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.exchange.items.has(late.id)).toBe(true);
    expect(world.store.unlinked.get(itemKey('exchange', late.id))).toMatchObject({
      reason: { row: 'O6', code: 'user_copy' },
    });
  });

  it('is a user’s copy when the create was sent once, or certainly did nothing the first time', async () => {
    for (const failsFirst of [false, true]) {
      const world = createWorld();
      if (failsFirst) {
        world.crm.put(person('Anna'));
        world.exchange.faults.push('poison');
        await world.run();
        world.pass(24 * 3_600_000);
      }
      const crmId = failsFirst
        ? ([...world.crm.records.keys()][0] ?? '')
        : (await pairInStep(world, person('Anna'))).crmId;
      await world.settle();
      const copy = world.exchange.copy(linkOf(world, crmId).exchangeId ?? '');
      await world.settle();
      expect(world.exchange.items.has(copy.id)).toBe(true);
    }
  });

  it('is a user’s copy when it appears more than a week later', async () => {
    const world = createWorld();
    const { stamp } = await sentTwice(world);
    world.pass(8 * 24 * 3_600_000);
    const late = landsLate(world, stamp);
    await world.settle();
    expect(world.exchange.items.has(late.id)).toBe(true);
  });

  it('stays while nothing may be written to Exchange', async () => {
    const world = createWorld();
    const { stamp } = await sentTwice(world);
    world.rules = { ...world.rules, updateCrmToExchange: false };
    const late = landsLate(world, stamp);
    await world.settle();
    expect(world.exchange.items.has(late.id)).toBe(true);
  });

  it('asks when there are many: the brake on deletions counts them', async () => {
    const world = createWorld();
    const records = Array.from({ length: 12 }, (_, index) => world.crm.put(person(`Anna${index}`)));
    world.exchange.faults.push(...records.map(() => 'lostRequest' as const));
    await world.run();
    await world.settle();
    for (const record of records) world.exchange.put(record.fields, { stamp: linkOf(world, record.id).stamp });
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' } });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(24);
  });

  it.each(['poison', 'conflict'] as const)(
    'B1: counts as no deletion where Exchange refuses it (%s)',
    async (fault) => {
      const world = createWorld();
      const { stamp } = await sentTwice(world);
      landsLate(world, stamp);
      for (let attempt = 0; attempt < 3; attempt += 1) world.exchange.faults.push(fault);
      await world.run();
      expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
      const [scope] = world.store.scopes.keys();
      expect(await world.store.countDeletions(scope ?? '', 24)).toBe(0);
      expect(await world.store.countInstallationDeletions(60)).toBe(0);
      world.exchange.faults.length = 0;
      world.pass(24 * 3_600_000);
      await world.settle();
      expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
      expect(await world.store.countDeletions(scope ?? '', 24)).toBe(1);
    },
  );

  it.each(['lostRequest', 'lostResponse'] as const)('is counted once after a %s', async (fault) => {
    for (const keepsIds of [false, true]) {
      const world = createWorld();
      world.exchange.keepsIds = keepsIds;
      const { stamp, exchangeId } = await sentTwice(world);
      landsLate(world, stamp);
      world.exchange.faults.push(fault);
      await world.run();
      await world.settle();
      expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).toEqual([exchangeId]);
      const [scope] = world.store.scopes.keys();
      expect(await world.store.countDeletions(scope ?? '', 24)).toBe(1);
      expect(world.store.hints.size + world.store.unlinked.size + world.store.intents.size).toBe(0);
    }
  });

  it('I3: makes no record of its own while the one that it was made from is out of sight', async () => {
    const world = createWorld();
    const { id } = world.crm.put(person('Anna'));
    world.exchange.faults.push('lostRequest');
    await world.run();
    const [intent] = world.store.intents.values();
    world.pass(200_000);
    world.crm.hidden.add(id);
    await world.settle();
    expect([world.store.intents.size, world.store.links.size]).toEqual([0, 0]);
    const late = landsLate(world, intent?.stamp ?? '');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect(linkOf(world, id)).toMatchObject({ state: 'DET_E', exchangeId: late.id });
    expect(world.store.hints.size + world.store.unlinked.size).toBe(0);

    world.crm.hidden.delete(id);
    world.crm.edit(id, { jobTitle: 'Director' });
    await world.settle();
    expect(linkOf(world, id)).toMatchObject({ state: 'LINKED', exchangeId: late.id });
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
  });
});
