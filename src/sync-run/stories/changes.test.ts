import { describe, expect, it } from 'vitest';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import { callsOf, createWorld, forgetCalls, writesOf } from '../testing/world.ts';

describe('changes of linked pairs', () => {
  it('L2, L3: an edit on either side reaches the other, once', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    expect((await world.run()).counts).toMatchObject({ updatedInExchange: 1, updatedInCrm: 0 });
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Sales');

    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    expect((await world.run()).counts).toMatchObject({ updatedInExchange: 0, updatedInCrm: 1 });
    expect(world.crm.records.get(crmId)?.fields['nickname']).toBe('Nina');

    const before = writesOf(world);
    await world.run();
    expect(writesOf(world)).toBe(before);
  });

  it('a change of one item costs one read and one write, not a look at the others', async () => {
    const world = createWorld();
    for (let index = 0; index < 50; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    const [record] = [...world.crm.records.values()];
    world.crm.edit(record?.id ?? '', { jobTitle: 'Sales' });
    forgetCalls(world);
    await world.run();
    // Read both ends, write, read back; then one list per side that finds the echo and needs no fetch.
    expect(callsOf(world)).toEqual({
      'crm.listChanges': 2,
      'crm.read': 1,
      'exchange.listChanges': 2,
      'exchange.read': 2,
      'exchange.update': 1,
    });
  });

  it('L4: edits of different fields are merged', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    const report = await world.run();
    expect(report.counts).toMatchObject({ updatedInExchange: 1, updatedInCrm: 1, conflicts: 0 });
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });

  it('L4, I4: edits of the same field are decided by the strategy, and the loser is kept in the journal', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Intern' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.edit(exchangeId, { jobTitle: 'Marketing' });
    const report = await world.run();
    expect(report.counts).toMatchObject({ updatedInExchange: 0, updatedInCrm: 1, conflicts: 1 });
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('Marketing');
    expect(world.store.journal.filter((entry) => entry.op === 'conflict')).toMatchObject([
      { conflict: { field: 'jobTitle', winner: 'exchange', base: 'Intern', crm: 'Sales', exchange: 'Marketing' } },
    ]);
    expect(world.store.journal.find((entry) => entry.op === 'update')).toMatchObject({
      side: 'crm',
      before: { jobTitle: 'Sales' },
      after: { jobTitle: 'Marketing' },
    });
  });

  it('I5: with a direction switched off its edits wait, and flow when it is switched on', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    world.exchange.put(person('Anna'));
    await world.settle();
    const [record] = [...world.crm.records.values()];
    const crmId = record?.id ?? '';
    const exchangeId = linkOf(world, crmId).exchangeId ?? '';
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    expect((await world.run()).counts.pending).toBe(1);
    expect(world.exchange.items.get(exchangeId)).toMatchObject({ stamp: null });
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBeUndefined();

    world.rules = { ...world.rules, updateCrmToExchange: true };
    expect((await world.run()).counts.updatedInExchange).toBe(1);
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Sales');
    expect(linkOf(world, crmId)).toMatchObject({ pending: false, stamped: true });
  });

  it('a text that Exchange cuts is not cut in the CRM, now or later', async () => {
    const world = createWorld();
    const long = 'Annamaria Francesca Bellini-Rossi';
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { displayName: long }));
    expect(world.exchange.items.get(exchangeId)?.fields['displayName']).not.toBe(long);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ displayName: long, nickname: 'Nina' });
  });

  it('the profile’s categories stand next to the user’s, are set once, and never reach the CRM', async () => {
    const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
    const item = world.exchange.put(person('Anna'), { categories: ['Family'] });
    await world.settle();
    expect(world.exchange.items.get(item.id)?.categories).toEqual(['Family', 'CRM']);
    const [record] = [...world.crm.records.values()];
    expect(record?.fields['categories']).toEqual(['Family']);

    world.exchange.categorise(item.id, ['Family', 'Chess']);
    await world.settle();
    expect(world.exchange.items.get(item.id)?.categories).toEqual(['Family', 'Chess']);
    expect([...world.crm.records.values()][0]?.fields['categories']).toEqual(['Chess', 'Family']);
  });

  it('an edit that comes between our write and the read-back is not taken for ours', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    let edited = false;
    world.interruptions.between = () => {
      const written = world.exchange.items.get(exchangeId)?.fields['jobTitle'] === 'Sales';
      if (!written || edited) return;
      edited = true;
      world.exchange.edit(exchangeId, { nickname: 'Nina' });
    };
    await world.run();
    world.interruptions.between = null;
    expect(edited).toBe(true);
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });
});

describe('creates', () => {
  it('are not made from a reading that has become old', async () => {
    const world = createWorld();
    for (let index = 0; index < 45; index += 1) world.crm.put(person(`Anna${index}`));
    const ids = [...world.crm.records.keys()];
    const last = ids.at(-1) ?? '';
    world.interruptions.between = () => {
      // The first batch takes its time; meanwhile a record of the third is deleted and one is edited.
      if (world.exchange.items.size !== 20 || world.crm.isGone(last)) return;
      world.pass(5_000);
      world.crm.erase(last);
      world.crm.edit(ids.at(-2) ?? '', { jobTitle: 'Sales' });
    };
    await world.run();
    world.interruptions.between = null;
    expect(world.exchange.items.size).toBe(44);
    await world.settle();
    expect([...world.exchange.items.values()].filter((item) => item.fields['jobTitle'] === 'Sales')).toHaveLength(1);
    expect(world.store.journal.some((entry) => entry.op === 'update')).toBe(false);
  });
});

describe('conflicts on the server', () => {
  it('a stale change key is read and planned again within the run', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.faults.push('conflict', 'conflict');
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'done', counts: { updatedInExchange: 1 }, itemErrors: [] });
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Sales');
  });

  it('neverOverwrite gives up after three attempts and tries again in the next run; alwaysOverwrite writes', async () => {
    for (const mode of ['neverOverwrite', 'alwaysOverwrite'] as const) {
      const world = createWorld('contacts', { exchangeConflictResolution: mode });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      world.crm.edit(crmId, { jobTitle: 'Sales' });
      world.exchange.faults.push('conflict', 'conflict', 'conflict');
      const report = await world.run();
      expect(report.itemErrors.map((error) => error.code)).toEqual(mode === 'neverOverwrite' ? ['item_busy'] : []);
      expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe(
        mode === 'neverOverwrite' ? undefined : 'Sales',
      );
      await world.settle();
      expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Sales');
    }
  });

  it('a write that was let through over an edit that nobody had seen does not swallow that edit', async () => {
    const world = createWorld('contacts', { exchangeConflictResolution: 'alwaysOverwrite' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.faults.push('conflict', 'conflict');
    const { update } = world.exchange;
    world.exchange.update = (itemType, batch, resolution) => {
      if (resolution === 'alwaysOverwrite') world.exchange.edit(exchangeId, { nickname: 'Nina' });
      return update(itemType, batch, resolution);
    };
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });

  it('I12: a poison item is parked with back-off and holds up nobody', async () => {
    const world = createWorld();
    world.exchange.poisonWhen = (fields) => fields['nickname'] === 'poison';
    world.crm.put(person('Anna'));
    const poison = world.crm.put(person('Bruno', { nickname: 'poison' }));
    world.crm.put(person('Carla'));
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'done', counts: { createdInExchange: 2, quarantined: 1 } });
    expect(report.itemErrors).toEqual([{ side: 'crm', itemId: poison.id, code: 'ErrorCorruptData', details: {} }]);
    forgetCalls(world);
    await world.run();
    expect(callsOf(world)).toEqual({ 'exchange.listChanges': 1, 'crm.listChanges': 1 });

    world.pass(61_000);
    await world.run();
    expect([...world.store.quarantine.values()]).toMatchObject([{ itemId: poison.id, attempts: 2 }]);

    world.crm.edit(poison.id, { nickname: 'cured' });
    expect((await world.run()).counts.createdInExchange).toBe(1);
    expect(world.store.quarantine.size).toBe(0);
  });
});
