import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../model/index.ts';
import { pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

const BOTH_DELETE = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

/** Right before the next update is sent to the CRM, somebody acts there. */
function beforeUpdateOfCrm(world: World, act: () => void): void {
  const { update } = world.crm;
  world.crm.update = async (...args) => {
    world.crm.update = update;
    act();
    return update(...args);
  };
}

/** The next deletion does not reach the CRM, and nobody knows that. */
function deletionIsLost(world: World): void {
  const { delete: erase } = world.crm;
  world.crm.delete = () => {
    world.crm.delete = erase;
    return Promise.reject(refusal('crm_timeout', 'retry'));
  };
}

const deletionsTold = ({ store }: World) => store.journal.filter(({ op }) => op === 'delete');

const refusal = (code: string, disposition: ConnectorError['disposition']): ConnectorError =>
  new ConnectorError({ code, disposition, message: 'refused' });

/** While `act` goes on, Exchange takes no update of any item. */
async function refused<T>(world: World, act: () => Promise<T>): Promise<T> {
  const { update } = world.exchange;
  const error = refusal('ErrorCorruptData', 'quarantine');
  world.exchange.update = async (_itemType, items) => items.map(() => ({ kind: 'failed', error }));
  const result = await act();
  world.exchange.update = update;
  return result;
}

describe('a write that was certainly refused did not happen', () => {
  it('X2: the undo of its run leaves alone what a person typed since, though it is what was refused', async () => {
    const world = createWorld();
    const pairs = [
      await pairInStep(world, person('Anna', { jobTitle: 'Clerk' })),
      await pairInStep(world, person('Bruno', { jobTitle: 'Clerk' })),
    ];
    for (const { crmId } of pairs) world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.faults.push('poison');
    const { runId } = await world.run();
    const titleOf = (id: string) => world.exchange.items.get(id)?.fields['jobTitle'];
    const atOdds = pairs.filter(({ exchangeId }) => titleOf(exchangeId) === 'Clerk');
    expect(atOdds).toHaveLength(1);
    for (const { exchangeId } of atOdds) world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
    await world.settle();
    await takeBack(world, runId ?? '');
    const written = pairs.filter((pair) => !atOdds.includes(pair));
    expect(atOdds.map(({ exchangeId }) => titleOf(exchangeId))).toEqual(['Sales']);
    expect(written.map(({ exchangeId }) => titleOf(exchangeId))).toEqual(['Clerk']);
  });

  it('X2: of a pair that was written on one side only, the undo takes that side back', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk', nickname: 'Anni' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    const { runId } = await refused(world, () => world.run());
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ nickname: 'Nina' });
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Clerk' });
    world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
    await world.settle();
    await takeBack(world, runId ?? '');
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Anni' });
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });

  it('X2: a server that refuses everybody leaves of a pair what was written to the CRM before, and no more', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    const { update } = world.exchange;
    world.exchange.update = () => Promise.reject(refusal('ErrorServerBusy', 'backoff'));
    expect(await world.run()).toMatchObject({ outcome: 'failed' });
    world.exchange.update = update;
    const written = world.store.journal.filter(({ op }) => op === 'update');
    expect(written).toMatchObject([{ side: 'crm', after: { nickname: 'Nina' } }]);
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });

  it.each(['poison', 'conflict'] as const)(
    'B1: a refused deletion (%s) is none of the last 24 hours',
    async (fault) => {
      const world = createWorld('contacts', BOTH_DELETE);
      const { crmId } = await pairInStep(world, person('Anna'));
      await pairInStep(world, person('Bruno'));
      world.crm.erase(crmId);
      for (let attempt = 0; attempt < 3; attempt += 1) world.exchange.faults.push(fault);
      await world.run();
      expect(world.exchange.items.size).toBe(2);
      const [scope] = world.store.scopes.keys();
      expect(await world.store.countDeletions(scope ?? '', 24)).toBe(0);
      expect(await world.store.countInstallationDeletions(60)).toBe(0);
    },
  );

  it.each(['exchange', 'crm'] as const)(
    'B1: a deletion that never reached %s, and that nobody wants any more, is none; no undo takes it back',
    async (side) => {
      const world = createWorld('contacts', BOTH_DELETE);
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      if (side === 'exchange') {
        world.crm.erase(crmId);
        world.exchange.faults.push('lostRequest');
      } else {
        world.exchange.keepsIds = true;
        world.exchange.move(exchangeId, 'deletedItems');
        deletionIsLost(world);
      }
      const { runId } = await world.run();
      expect(world.store.intents.size).toBe(1);
      if (side === 'exchange') world.crm.undelete(crmId);
      else world.exchange.move(exchangeId, 'synchronised');
      await world.settle();
      expect([...world.crm.records.keys()]).toEqual([crmId]);
      expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).toEqual([exchangeId]);
      const [scope] = world.store.scopes.keys();
      expect(await world.store.countDeletions(scope ?? '', 24)).toBe(0);
      expect(await world.store.countInstallationDeletions(60)).toBe(0);
      expect(await world.store.describeRunHistory(scope ?? '', runId ?? '')).toMatchObject({ deletes: 0, entries: 0 });
    },
  );

  it('B1: a deletion of which the answer was lost counts once, as it happened', async () => {
    for (const keepsIds of [false, true]) {
      const world = createWorld('contacts', BOTH_DELETE);
      world.exchange.keepsIds = keepsIds;
      const { crmId } = await pairInStep(world, person('Anna'));
      world.crm.erase(crmId);
      world.exchange.faults.push('lostResponse');
      await world.run();
      await world.settle();
      const [scope] = world.store.scopes.keys();
      expect(await world.store.countDeletions(scope ?? '', 24)).toBe(1);
    }
  });

  it('I4: a record that a person brought back before anybody saw that its deletion had arrived was deleted', async () => {
    const world = createWorld('contacts', BOTH_DELETE);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.erase(exchangeId);
    world.crm.loseNextAnswer = true;
    await world.run();
    expect(world.store.intents.size).toBe(1);
    world.crm.undelete(crmId);
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.store.intents.size).toBe(0);
    expect(deletionsTold(world)).toMatchObject([{ side: 'crm', crmId, before: person('Anna') }]);
  });

  it('I4: a record that a backup brought back was deleted', async () => {
    const world = createWorld('contacts', BOTH_DELETE);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    await pairInStep(world, person('Bruno'));
    world.exchange.erase(exchangeId);
    world.crm.loseNextAnswer = true;
    await world.run();
    expect(world.store.intents.size).toBe(1);
    world.crm.restore(backup);
    world.pass(200_000);
    await world.run();
    expect(world.store.intents.size).toBe(0);
    expect(deletionsTold(world)).toMatchObject([{ side: 'crm', crmId, before: person('Anna') }]);
  });

  it('I4: an item that answers by its id from Deleted Items, where nobody may look, was deleted', async () => {
    const world = createWorld('contacts', BOTH_DELETE);
    world.exchange.keepsIds = true;
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.unreadable = [{ place: 'deletedItems', code: 'ErrorAccessDenied' }];
    world.crm.erase(crmId);
    world.exchange.faults.push('lostResponse');
    await world.run();
    expect(world.store.intents.size).toBe(1);
    world.crm.undelete(crmId);
    await world.settle();
    expect(world.store.intents.size).toBe(0);
    expect(deletionsTold(world)).toMatchObject([{ side: 'exchange', exchangeId, before: person('Anna') }]);
  });

  it('I4: two people who come to say the same before it is written are in no conflict', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.exchange.edit(exchangeId, { jobTitle: 'Director' });
    beforeUpdateOfCrm(world, () => world.crm.edit(crmId, { jobTitle: 'Director' }));
    const { counts } = await world.run();
    expect(counts.conflicts).toBe(0);
    expect(world.store.journal.filter(({ op }) => op === 'conflict' || op === 'update')).toEqual([]);
  });

  it.each(['crm', 'exchange'] as const)(
    'X1: of an item that %s refused there is nothing to take back',
    async (side) => {
      const world = createWorld();
      if (side === 'exchange') {
        world.crm.put(person('Anna'));
        world.exchange.faults.push('poison');
      } else {
        world.exchange.put(person('Anna'));
        world.crm.create = async (_itemType, items) => items.map(() => ({ kind: 'forbidden' }));
      }
      const { runId } = await world.run();
      expect(world.crm.records.size + world.exchange.items.size).toBe(1);
      const [scope] = world.store.scopes.keys();
      expect(await world.store.describeRunHistory(scope ?? '', runId ?? '')).toMatchObject({ creates: 0, entries: 0 });
    },
  );

  it('X2: an undo that was refused itself leaves its run to be taken back by another one', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    const { runId } = await world.run();
    const undo = await refused(world, () => takeBack(world, runId ?? ''));
    const entries = world.store.journal.map((entry) => entry.runId);
    expect(entries).toContain(runId);
    expect(entries).not.toContain(undo.runId);
    await takeBack(world, runId ?? '');
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Clerk' });
  });
});
