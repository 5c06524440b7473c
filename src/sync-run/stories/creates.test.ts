import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../model/index.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { callsOf, createWorld, forgetCalls, writesOf } from '../testing/world.ts';

/** The answer to a create in the CRM was lost, and a person deleted the new record before anybody found it. */
async function madeAndDeleted(world: World): Promise<string> {
  const item = world.exchange.put(person('Anna'));
  world.crm.loseNextAnswer = true;
  await world.run();
  const [record] = [...world.crm.records.values()];
  world.crm.erase(record?.id ?? '');
  world.pass(600_000);
  return item.id;
}

describe('a create in the CRM that was done once and whose record was deleted since', () => {
  it('is not tried again: the pair is detached, with both rules for deletions on', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true, deleteExchangeToCrm: true });
    const exchangeId = await madeAndDeleted(world);
    await world.settle();
    expect(world.crm.records.size).toBe(0);
    expect(world.exchange.items.has(exchangeId)).toBe(true);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E', crmId: null, exchangeId }]);
    expect(world.store.hints.size + world.store.intents.size + world.store.unlinked.size).toBe(0);

    forgetCalls(world);
    const writes = writesOf(world);
    expect((await world.run()).itemErrors).toEqual([]);
    expect(writesOf(world)).toBe(writes);
    expect(callsOf(world)).toEqual({ 'crm.listChanges': 1, 'exchange.listChanges': 1 });
  });

  it('D2: a later edit in Exchange makes the record anew where Exchange wins, and only there', async () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      const world = createWorld('contacts', { conflictStrategy });
      const exchangeId = await madeAndDeleted(world);
      await world.settle();
      world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
      await world.settle();
      const jobTitles = [...world.crm.records.values()].map(({ fields }) => fields['jobTitle']);
      expect(jobTitles).toEqual(conflictStrategy === 'exchange' ? ['Sales'] : []);
    }
  });

  it('I3: comes back as the record of that pair, when its deletion is taken back', async () => {
    const world = createWorld('contacts', {});
    const exchangeId = await madeAndDeleted(world);
    await world.settle();
    const [erased] = world.crm.erased();
    world.crm.undelete(erased?.id ?? '');
    await world.settle();
    expect(world.exchange.items.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: erased?.id, exchangeId }]);
    expect(world.store.unlinked.size).toBe(0);
  });

  it('I4: an edit of the item from before we knew that it was made is not overwritten when the record is back', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const item = world.exchange.put(person('Anna', { jobTitle: 'Clerk' }));
    world.crm.loseNextAnswer = true;
    await world.run();
    const [record] = [...world.crm.records.values()];
    world.exchange.edit(item.id, { jobTitle: 'Director' });
    world.crm.erase(record?.id ?? '');
    world.pass(600_000);
    await world.settle();
    world.crm.undelete(record?.id ?? '');
    await world.settle();
    expect(world.exchange.items.get(item.id)?.fields['jobTitle']).toBe('Director');
    expect(world.crm.records.get(record?.id ?? '')?.fields['jobTitle']).toBe('Director');
  });

  it('the end of the item closes the pair', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    const exchangeId = await madeAndDeleted(world);
    await world.settle();
    world.exchange.erase(exchangeId);
    await world.settle();
    expect([...world.store.links.values()].map((link) => link.state)).toEqual(['CLOSED']);
  });
});

describe('a create in the CRM whose outcome nobody knows yet', () => {
  it('I3: its record, deleted and brought back while a run looks, is not taken for a new one', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const item = world.exchange.put(person('Anna'));
    await world.settle();
    // L8: the record is deleted, the item edited and made anew.
    for (const id of world.crm.records.keys()) world.crm.erase(id);
    world.exchange.edit(item.id, { jobTitle: 'Sales' });
    world.crm.loseNextAnswer = true;
    await world.run();
    const [record] = [...world.crm.records.values()];
    world.crm.erase(record?.id ?? '');
    // Not there yet when the run asks for it, and among the changes when it lists them.
    const find = world.crm.findByExternalKeys.bind(world.crm);
    world.crm.findByExternalKeys = async (type, keys) => {
      const found = await find(type, keys);
      if (world.crm.isGone(record?.id ?? '')) world.crm.undelete(record?.id ?? '');
      return found;
    };
    await world.run();
    expect(world.exchange.items.size).toBe(1);
    await world.settle();
    expect(world.exchange.items.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: record?.id }]);
  });
});

describe('a create in the CRM that an earlier attempt of ours had done', () => {
  /** The first request was taken for lost: it lands when the item has been edited and the second one is on its way. */
  async function landsLate(
    change: Parameters<typeof createWorld>[1],
    meanwhile: (world: World) => void,
  ): Promise<World> {
    const world = createWorld('contacts', change);
    const item = world.exchange.put(person('Anna', { jobTitle: 'Clerk' }));
    const create = world.crm.create.bind(world.crm);
    world.crm.create = (type, batch) => {
      world.crm.create = (again, second) => {
        world.crm.create = create;
        return create(type, batch).then(() => {
          meanwhile(world);
          return create(again, second);
        });
      };
      throw new ConnectorError({ code: 'crm_timeout', disposition: 'retry', message: 'no answer' });
    };
    await world.run();
    world.exchange.edit(item.id, { jobTitle: 'Director' });
    world.pass(600_000);
    await world.settle();
    return world;
  }

  it('I4: the newer value of the item is not overwritten by the older one that was made of it', async () => {
    const world = await landsLate({ conflictStrategy: 'exchange' }, () => undefined);
    const [record] = world.crm.records.values();
    expect(record?.fields['jobTitle']).toBe('Director');
    expect([...world.exchange.items.values()].map(({ fields }) => fields['jobTitle'])).toEqual(['Director']);
  });

  it('I4: where the CRM wins, the value that loses is kept as a conflict', async () => {
    const world = await landsLate({ conflictStrategy: 'crm' }, () => undefined);
    expect([...world.crm.records.values()].map(({ fields }) => fields['jobTitle'])).toEqual(['Clerk']);
    expect(world.store.journal.flatMap(({ conflict }) => conflict ?? [])).toMatchObject([
      { field: 'jobTitle', winner: 'crm', exchange: 'Director' },
    ]);
  });

  it('I4: an edit of the record from before we knew of it travels', async () => {
    const world = await landsLate({}, ({ crm }) => {
      for (const id of crm.records.keys()) crm.edit(id, { nickname: 'Nina' });
    });
    expect([...world.exchange.items.values()].map(({ fields }) => fields['nickname'])).toEqual(['Nina']);
  });
});

describe('an item that is undecided because of another', () => {
  it('I8: is created when the other is renamed, in the same run', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const namesake = world.exchange.put(person('Anna', { email1: { address: 'other@example.org' } }));
    expect((await world.run()).counts).toMatchObject({ review: 2, createdInCrm: 0, createdInExchange: 0 });
    world.exchange.edit(namesake.id, { name: { givenName: 'Bea', surname: 'Verdi' }, displayName: 'Bea Verdi' });
    const report = await world.run();
    expect(report.counts).toMatchObject({ createdInCrm: 1, createdInExchange: 1 });
    expect(world.store.unlinked.size).toBe(0);
  });

  it('I8: also when the other is renamed and stays alone, because its rule is off', async () => {
    const world = createWorld('contacts', { updateExchangeToCrm: false });
    world.crm.put(person('Anna'));
    const namesake = world.exchange.put(person('Anna', { email1: { address: 'other@example.org' } }));
    await world.settle();
    world.exchange.edit(namesake.id, { name: { givenName: 'Bea', surname: 'Verdi' }, displayName: 'Bea Verdi' });
    expect((await world.run()).counts).toMatchObject({ createdInCrm: 0, createdInExchange: 1 });
  });
});

describe('a record that is left out for the sake of its counterpart', () => {
  it('takes part as soon as the private item is gone', async () => {
    const world = createWorld('contacts', { privateItems: 'skip' });
    world.crm.put(person('Anna'));
    const item = world.exchange.put(person('Anna', { sensitivity: 'private' }));
    await world.settle();
    expect(world.store.links.size).toBe(0);
    world.exchange.erase(item.id);
    await world.settle();
    expect(world.exchange.inFolder('synchronised').map(({ fields }) => fields['displayName'])).toEqual(['Anna Rossi']);
  });

  it('costs nothing where nothing changes', async () => {
    const world = createWorld('contacts', { privateItems: 'skip' });
    world.crm.put(person('Anna'));
    world.exchange.put(person('Anna', { sensitivity: 'private' }));
    await world.settle();
    forgetCalls(world);
    expect((await world.run()).rounds).toBe(1);
    expect(callsOf(world)).toEqual({ 'crm.listChanges': 1, 'exchange.listChanges': 1 });
  });
});

describe('the same person, entered on both sides while a run is under way', () => {
  it.each([2, 100])('I3: is linked and not made twice (chunks of %i)', async (chunkSize) => {
    const steps = await stepsOfFirstRun(chunkSize);
    for (let at = 1; at <= steps; at += 1) {
      const world = worldWithWork(chunkSize);
      let step = 0;
      world.interruptions.between = () => {
        step += 1;
        if (step !== at) return;
        world.crm.put(person('Zoe'));
        world.exchange.put(person('Zoe'));
      };
      await world.run();
      world.interruptions.between = null;
      await world.settle();
      const named = (fields: Iterable<{ fields: unknown }>): number =>
        [...fields].filter((one) => JSON.stringify(one.fields).includes('Zoe Rossi')).length;
      expect([at, named(world.crm.records.values()), named(world.exchange.items.values())]).toEqual([at, 1, 1]);
    }
  });

  function worldWithWork(chunkSize: number): World {
    const world = createWorld();
    world.chunkSize = chunkSize;
    for (const name of ['Ada', 'Bea', 'Cleo']) world.crm.put(person(name));
    for (const name of ['Dora', 'Eva', 'Fay']) world.exchange.put(person(name));
    return world;
  }

  async function stepsOfFirstRun(chunkSize: number): Promise<number> {
    const world = worldWithWork(chunkSize);
    await world.run();
    return world.interruptions.steps;
  }
});

describe('the source of a create that a person changes after it was read', () => {
  type Moment = 'as soon as it is read' | 'before it is written';

  async function editedMeanwhile(moment: Moment, pass: (world: World) => void): Promise<void> {
    const world = createWorld('contacts');
    const item = world.exchange.put(person('Anna'));
    let marks = 0;
    const now = (): void => {
      pass(world);
      world.exchange.edit(item.id, { jobTitle: 'Sales' });
    };
    const { mark } = world.crm;
    world.crm.mark = () => {
      marks += 1;
      // Asked once more of what was read, before anything of it is written.
      if (moment === 'before it is written' && marks === 2) now();
      return mark();
    };
    const { findLinksBySearchKeys } = world.store;
    world.store.findLinksBySearchKeys = (...args) => {
      world.store.findLinksBySearchKeys = findLinksBySearchKeys;
      if (moment === 'as soon as it is read') now();
      return findLinksBySearchKeys(...args);
    };
    const { create } = world.crm;
    const made: unknown[] = [];
    world.crm.create = (type, batch) => {
      made.push(...batch.map(({ fields }) => fields['jobTitle']));
      return create(type, batch);
    };
    await world.settle();
    expect(made).toEqual(['Sales']);
  }

  it.each<Moment>(['as soon as it is read', 'before it is written'])(
    'is read again, where the process stood still %s',
    async (moment) => {
      await editedMeanwhile(moment, (world) => world.pass(10_000));
    },
  );

  it('is read again, also where the wall clock was set back meanwhile', async () => {
    await editedMeanwhile('before it is written', (world) => {
      world.pass(10_000);
      world.setBack(3_600_000);
    });
  });
});
