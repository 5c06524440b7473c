import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { World } from '../testing/world.ts';
import { callsOf, createWorld, forgetCalls } from '../testing/world.ts';

const person = (givenName: string, more: Fields = {}): Fields => ({
  name: { givenName, surname: 'Rossi' },
  displayName: `${givenName} Rossi`,
  email1: { address: `${givenName.toLowerCase()}@example.org` },
  ...more,
});

const linked = (world: World) => [...world.store.links.values()].filter((link) => link.state === 'LINKED');

describe('first synchronisation', () => {
  it('creates what is missing on each side and links the two', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Anna'));
    const item = world.exchange.put(person('Bruno'));

    const report = await world.run();

    expect(world.defects).toEqual([]);
    expect(report).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1, createdInCrm: 1 } });
    expect(world.exchange.inFolder('synchronised').map((one) => one.fields['displayName'])).toEqual([
      'Bruno Rossi',
      'Anna Rossi',
    ]);
    expect([...world.crm.records.values()].map((one) => one.fields['displayName'])).toEqual([
      'Anna Rossi',
      'Bruno Rossi',
    ]);
    expect(linked(world).map((link) => [link.crmId, link.exchangeId])).toEqual(
      expect.arrayContaining([
        [record.id, expect.any(String)],
        [expect.any(String), item.id],
      ]),
    );
  });

  it('I2: does nothing the second time, with one change list per side and no other call', async () => {
    const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Anna${index}`));
    for (let index = 0; index < 30; index += 1) world.exchange.put(person(`Bruno${index}`));
    for (let index = 0; index < 30; index += 1) {
      world.crm.put(person(`Carla${index}`, { jobTitle: 'Sales' }));
      world.exchange.put(person(`Carla${index}`, { nickname: 'C' }));
    }
    const first = await world.run();
    expect(first.counts).toMatchObject({ createdInExchange: 30, createdInCrm: 30, linked: 30 });
    forgetCalls(world);

    const second = await world.run();

    expect(callsOf(world)).toEqual({ 'exchange.listChanges': 1, 'crm.listChanges': 1 });
    expect(second.counts).toMatchObject({ createdInExchange: 0, createdInCrm: 0, unchanged: 0 });
    expect(world.store.hints.size).toBe(0);
  });

  it('U2: links one-to-one matches whatever chunk they come in, unites their values, and creates no twin', async () => {
    const world = createWorld();
    // The two sides list in opposite order, so counterparts lie in different chunks.
    const names = Array.from({ length: 230 }, (_, index) => `Dario${index}`);
    for (const name of names) world.crm.put(person(name, { jobTitle: 'Sales' }));
    for (const name of names.toReversed()) world.exchange.put(person(name, { nickname: name }));

    const report = await world.run();

    expect(report.counts).toMatchObject({ linked: 230, createdInExchange: 0, createdInCrm: 0 });
    expect(world.exchange.items.size).toBe(230);
    expect(world.crm.records.size).toBe(230);
    for (const link of linked(world)) {
      const record = world.crm.records.get(link.crmId ?? '');
      const item = world.exchange.items.get(link.exchangeId ?? '');
      expect(record?.fields).toMatchObject({ jobTitle: 'Sales', nickname: item?.fields['nickname'] });
      expect(item?.fields).toMatchObject({ jobTitle: 'Sales' });
      expect(item?.stamp).toBe(link.stamp);
    }
  });

  it('counts what waits for a person once, however often the run looks at it', async () => {
    const world = createWorld();
    world.crm.put(person('Elena'));
    world.exchange.put(person('Elena'));
    world.exchange.put(person('Elena'));
    world.exchange.put(person('Marta'));
    world.crm.put(person('Paolo'));

    const report = await world.run();
    expect(report.counts).toMatchObject({ createdInExchange: 1, createdInCrm: 1, review: 3 });
    expect(world.store.unlinked.size).toBe(3);
  });

  it('U3: asks when one record has two counterparts, and links once one of them is gone', async () => {
    const world = createWorld();
    world.crm.put(person('Elena'));
    world.exchange.put(person('Elena'));
    const twin = world.exchange.put(person('Elena'));

    const report = await world.run();
    expect(report.counts).toMatchObject({ linked: 0, createdInExchange: 0, createdInCrm: 0 });
    expect([...world.store.unlinked.values()].map((row) => row.state)).toEqual(['review', 'review', 'review']);

    world.exchange.move(twin.id, 'deletedItems');
    const after = await world.run();
    expect(after.counts.linked).toBe(1);
    expect(world.store.unlinked.size).toBe(0);
  });

  it('never deletes, whatever the rules say', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true, deleteExchangeToCrm: true });
    world.crm.put(person('Anna'));
    world.exchange.put(person('Bruno'));
    await world.settle();
    expect(world.exchange.items.size).toBe(2);
    expect(world.crm.records.size).toBe(2);
    expect(callsOf(world)).not.toHaveProperty('exchange.delete');
    expect(callsOf(world)).not.toHaveProperty('crm.delete');
  });

  it('leaves series and meetings alone and counts them', async () => {
    const world = createWorld('appointments');
    world.exchange.put(
      {
        subject: 'Weekly',
        time: { kind: 'timed', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z', zone: null },
      },
      { notSynchronised: 'series' },
    );
    const report = await world.run();
    expect(report.counts).toMatchObject({ notSynchronised: 1, createdInCrm: 0 });
    expect([...world.store.unlinked.values()]).toMatchObject([{ state: 'not_synchronised' }]);
  });

  it('a dry run shows the steps and touches neither side', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    world.exchange.put(person('Bruno'));
    const report = await world.run({ dryRun: true });
    expect(report).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1, createdInCrm: 1 } });
    expect(report.steps).toMatchObject([
      { kind: 'createInExchange', row: 'U4', label: 'Anna Rossi' },
      { kind: 'createInCrm', row: 'U5', label: 'Bruno Rossi' },
    ]);
    expect(world.exchange.items.size + world.crm.records.size).toBe(2);
    const real = await world.run();
    expect(real.counts).toEqual(report.counts);
  });
});
