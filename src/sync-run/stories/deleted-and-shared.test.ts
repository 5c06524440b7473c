import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../model/index.ts';
import { stampOfLost } from '../identify/stamp.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const EXCHANGE_WINS = { conflictStrategy: 'exchange', deleteCrmToExchange: true } as const;

function keyOf(crmId: string): string {
  return stampOfLost(new Uint8Array(32).fill(7), crmId);
}

/** Deleted in the CRM after a colleague had edited it in another mailbox, whose run has made it anew already. */
async function madeAnewByColleague(world: World): Promise<{ crmId: string; exchangeId: string; anew: string }> {
  const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
  world.crm.erase(crmId);
  const { id: anew } = world.crm.put(person('Anna', { jobTitle: 'Director' }), { externalKey: keyOf(crmId) });
  return { crmId, exchangeId, anew };
}

describe('L8: a record that several mailboxes hold, deleted in the CRM after it was edited in two of them', () => {
  it('is made anew under a key that the other mailboxes know', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    expect([...world.crm.records.values()]).toMatchObject([{ externalKey: keyOf(crmId) }]);
  });

  it('is made anew for all colleagues when it was shared with them', async () => {
    const world = createWorld('contacts', { ...EXCHANGE_WINS, crmItems: { kind: 'ownAndShared' } });
    for (const shared of [true, false]) {
      const { crmId, exchangeId } = await pairInStep(world, person(shared ? 'Anna' : 'Bruno'));
      world.crm.change(crmId, { shared });
      await world.settle();
      world.crm.erase(crmId);
      world.exchange.edit(exchangeId, { nickname: 'Nina' });
      await world.settle();
      const anew = [...world.crm.records.values()].find(({ externalKey }) => externalKey === keyOf(crmId));
      expect(anew?.shared).toBe(shared);
    }
  });

  it('I3, I4: is made anew once, and has the edits of both', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { exchangeId, anew } = await madeAnewByColleague(world);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([anew]);
    expect(linkOf(world, anew)).toMatchObject({ state: 'LINKED', exchangeId });
    expect(world.exchange.inFolder('synchronised')).toMatchObject([
      { id: exchangeId, fields: { nickname: 'Nina', jobTitle: 'Director' } },
    ]);
    expect(world.crm.records.get(anew)?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
    forgetCalls(world);
    await world.settle();
    expect(writesOf(world)).toBe(0);
  });

  it('I3: out of sight of this user it is made no second time, and no run tries again until he edits his item', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { crmId, exchangeId, anew } = await madeAnewByColleague(world);
    world.crm.hidden.add(anew);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([
      { state: 'DET_E', exchangeId, stamp: keyOf(crmId), reviewReason: 'crm_write_forbidden' },
    ]);
    expect(world.store.quarantine.size).toBe(0);
    const tried = world.crm.calls.get('create');
    world.exchange.invalidateCursors();
    await world.settle();
    expect(world.crm.calls.get('create')).toBe(tried);
    world.exchange.edit(exchangeId, { nickname: 'Ninetta' });
    await world.settle();
    expect(world.crm.calls.get('create')).toBe((tried ?? 0) + 1);
    expect([...world.crm.records.keys()]).toEqual([anew]);
    expect(world.store.quarantine.size).toBe(0);
  });

  it('I4, D5: it becomes this pair’s as soon as it is in sight, with the edits of both', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { exchangeId, anew } = await madeAnewByColleague(world);
    world.crm.hidden.add(anew);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    world.crm.hidden.delete(anew);
    world.crm.change(anew, { shared: true });
    await world.settle();
    expect(linkOf(world, anew)).toMatchObject({ state: 'LINKED', exchangeId, suppressed: [] });
    expect(world.crm.records.get(anew)?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
    expect(world.exchange.inFolder('synchronised')).toMatchObject([
      { id: exchangeId, fields: { nickname: 'Nina', jobTitle: 'Director' } },
    ]);
  });

  it('is taken up by a mailbox in which nobody had edited it, instead of leaving and coming back', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { exchangeId, anew } = await madeAnewByColleague(world);
    await world.settle();
    expect(linkOf(world, anew)).toMatchObject({ state: 'LINKED', exchangeId });
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Director');
  });

  it('I3, D5: is taken up by a mailbox that had let go of it before it was made anew', async () => {
    const world = createWorld('contacts', { ...EXCHANGE_WINS, deleteCrmToExchange: false });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.erase(crmId);
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('DET_E');
    const { id: anew } = world.crm.put(person('Anna', { jobTitle: 'Director' }), { externalKey: keyOf(crmId) });
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([
      { id: exchangeId, fields: { jobTitle: 'Director' } },
    ]);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: anew }]);
  });

  it('I3, I4, D5: made anew in another mailbox, deleted and made anew again, it is the one that this mailbox had', async () => {
    for (const whenDeleted of ['let go of', 'linked'] as const) {
      const world = createWorld('contacts', { ...EXCHANGE_WINS, deleteCrmToExchange: false });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
      world.crm.erase(crmId);
      if (whenDeleted === 'let go of') await world.settle();
      world.exchange.edit(exchangeId, { nickname: 'Nina' });
      const { id: unseen } = world.crm.put(person('Anna'), { externalKey: keyOf(crmId) });
      world.crm.erase(unseen);
      const again = person('Anna', { jobTitle: 'Director' });
      const { id: anew } = world.crm.put(again, { externalKey: keyOf(unseen) });
      world.store.stampedElsewhere.set(anew, ['of-its-item', keyOf(crmId), keyOf(unseen)]);
      await world.settle();
      expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: anew, exchangeId }]);
      expect(world.crm.records.get(anew)?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
      expect(world.exchange.inFolder('synchronised')).toMatchObject([
        { id: exchangeId, fields: { nickname: 'Nina', jobTitle: 'Director' } },
      ]);
    }
  });

  it('I3: is made anew under the key that the other mailboxes know also by one that had let go of it', async () => {
    const world = createWorld('contacts', { ...EXCHANGE_WINS, deleteCrmToExchange: false });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    await world.settle();
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    expect([...world.crm.records.values()]).toMatchObject([{ externalKey: keyOf(crmId) }]);
    expect(linkOf(world, [...world.crm.records.keys()][0] ?? '')).toMatchObject({
      state: 'LINKED',
      stamp: keyOf(crmId),
    });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('I4: made at the same moment from two mailboxes, the edits of both are in it', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.erase(crmId);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    const { create } = world.crm;
    world.crm.create = (...args) => {
      world.crm.create = create;
      world.crm.put(person('Anna', { jobTitle: 'Director' }), { externalKey: keyOf(crmId) });
      return create(...args);
    };
    await world.settle();
    const [record, ...more] = world.crm.records.values();
    expect(more).toEqual([]);
    expect(record?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
  });

  it('I4: a create of which nobody saw the answer, and which a colleague was quicker with, takes no edit away', async () => {
    const world = createWorld('contacts', EXCHANGE_WINS);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.erase(crmId);
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    const { create } = world.crm;
    world.crm.create = () =>
      Promise.reject(new ConnectorError({ code: 'crm_timeout', disposition: 'retry', message: 'no answer' }));
    await world.run();
    world.crm.create = create;
    world.crm.put(person('Anna', { jobTitle: 'Director' }), { externalKey: keyOf(crmId) });
    await world.settle();
    const [record, ...more] = world.crm.records.values();
    expect(more).toEqual([]);
    expect(record?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ nickname: 'Nina', jobTitle: 'Director' });
  });
});
