import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../model/index.ts';
import type { StoredItem } from './testing/memory-exchange.ts';
import { linkOf, pairInStep, person } from './testing/people.ts';
import type { World } from './testing/world.ts';
import { createWorld, forgetCalls, writesOf } from './testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

function scopeOf(world: World) {
  const [scope] = world.store.scopes.values();
  if (scope === undefined) throw new Error('no scope');
  return scope;
}

async function filled(count: number, rules = {}): Promise<World> {
  const world = createWorld('contacts', { ...bothDeletes, ...rules });
  for (let index = 0; index < count; index += 1) world.crm.put(person(`Anna${index}`));
  await world.settle();
  return world;
}

function migrate(world: World, items: readonly StoredItem[], kept: Partial<StoredItem>): void {
  for (const item of items) {
    const { fields, categories, stamp, uid, searchKey } = item;
    world.exchange.erase(item.id);
    world.exchange.put(fields, { categories, stamp, uid, searchKey, ...kept });
  }
}

/** Every crash point of one run, before and after. */
async function everyCrash(
  scene: () => Promise<World>,
  act: (world: World) => Promise<unknown>,
  check: (world: World, at: string) => Promise<void>,
): Promise<void> {
  const whole = await scene();
  whole.interruptions.restart();
  await act(whole);
  const { steps, names } = whole.interruptions;
  for (let step = 1; step <= steps; step += 1)
    for (const moment of ['before', 'after'] as const) {
      const world = await scene();
      world.interruptions.restart();
      world.interruptions.crashAt(step, moment);
      await act(world).catch(() => undefined);
      world.interruptions.restart();
      await check(world, `${moment} ${step} ${names[step - 1]}`);
    }
}

describe('A: crash in the run that notices', () => {
  it('restored', async () => {
    const scene = async (): Promise<World> => {
      const world = createWorld('contacts', bothDeletes);
      const anna = await pairInStep(world, person('Anna', { jobTitle: 'Before' }));
      const bruno = await pairInStep(world, person('Bruno'));
      const backup = world.crm.backUp();
      world.crm.edit(anna.crmId, { jobTitle: 'After' });
      await world.settle();
      // gone in the backup, with a tombstone
      world.crm.restore(backup);
      void bruno;
      return world;
    };
    await everyCrash(
      scene,
      (world) => world.run(),
      async (world, at) => {
        for (let count = 0; count < 6; count += 1) {
          world.pass(200_000);
          await world.run();
        }
        const [item] = world.exchange.inFolder('synchronised');
        expect(item?.fields['jobTitle'], at).toBe('After');
      },
    );
  }, 60_000);
  it('relink by missing items', async () => {
    const scene = async (): Promise<World> => {
      const world = await filled(14);
      for (const item of world.exchange.inFolder('synchronised').slice(0, 12)) world.exchange.erase(item.id);
      return world;
    };
    await everyCrash(
      scene,
      (world) => world.run(),
      async (world, at) => {
        for (let count = 0; count < 4; count += 1) {
          world.pass(200_000);
          await world.run();
        }
        expect(world.crm.records.size, at).toBe(14);
        expect(scopeOf(world).status, at).toBe('relink');
      },
    );
  }, 60_000);
});

describe('B: crash while the freeze ends', () => {
  it('approved relink: everything is looked at afterwards', async () => {
    const scene = async (): Promise<World> => {
      const world = await filled(14);
      for (const item of world.exchange.inFolder('synchronised').slice(0, 12)) world.exchange.erase(item.id);
      return world;
    };
    const held = await (await scene()).run();
    void held;
    await everyCrash(
      async () => {
        const world = await scene();
        await world.run();
        return world;
      },
      async (world) => {
        const { planHash } = await world.run();
        await world.run({ approvedHashes: [planHash ?? ''] });
      },
      async (world, at) => {
        for (let count = 0; count < 6; count += 1) {
          world.pass(200_000);
          const report = await world.run();
          if (report.outcome === 'held') await world.run({ approvedHashes: [report.planHash ?? ''] });
        }
        expect(scopeOf(world).status, at).toBe('ok');
        expect(world.crm.records.size, at).toBe(2);
      },
    );
  }, 120_000);
});

it('D: one that is not recognised when the freeze ends by itself is not deleted', async () => {
  const world = await filled(25);
  const [first, ...others] = world.exchange.inFolder('synchronised');
  for (const one of others) migrate(world, [one], { stamp: null, searchKey: `new-${one.id}` });
  if (first === undefined) throw new Error();
  world.exchange.erase(first.id);
  world.exchange.put(first.fields, { stamp: null, searchKey: 'other', folder: 'other' });
  world.exchange.identity = { smtp: 'anna@fabrikam.example', fingerprint: 'folders-2' };
  world.exchange.invalidateCursors();
  await world.run();
  await world.settle();
  expect(scopeOf(world).status).toBe('ok');
  expect(world.crm.records.size).toBe(25);
});

it('E: a lost record whose making anew has not come to an end is not taken for deleted', async () => {
  for (const fault of ['unknown', 'failed', 'conflict'] as const) {
    const world = createWorld('contacts', bothDeletes);
    const anna = await pairInStep(world, person('Anna'));
    await pairInStep(world, person('Bruno'));
    world.crm.erase(anna.crmId);
    const backup = world.crm.backUp();
    world.crm.undelete(anna.crmId);
    await world.settle();
    world.crm.restore(backup);
    const held = await world.run();
    expect(held.steps).toMatchObject([{ kind: 'createInCrm', code: 'record_lost' }]);
    const { create } = world.crm;
    world.crm.create = async (_type, items) =>
      items.map(() =>
        fault === 'conflict'
          ? { kind: 'conflict' as const }
          : ({ kind: fault, error: new (class extends Error { code = 'x'; disposition = fault === 'failed' ? 'quarantine' : 'retry'; details = {}; })() } as never),
      );
    await world.run({ approvedHashes: [held.planHash ?? ''] });
    world.crm.create = create;
    for (let count = 0; count < 5; count += 1) {
      world.pass(25 * 3_600_000);
      const report = await world.run();
      if (report.outcome === 'held') await world.run({ approvedHashes: [report.planHash ?? ''] });
    }
    expect(world.exchange.inFolder('synchronised').length, fault).toBe(2);
  }
});

it('F: nothing is deleted in a frozen scope, a second landing neither', async () => {
  const world = createWorld('contacts');
  const record = world.crm.put(person('Anna'));
  world.exchange.faults.push('lostRequest');
  await world.run();
  await world.settle();
  const { stamp } = linkOf(world, record.id);
  const backup = world.crm.backUp();
  await pairInStep(world, person('Bruno'));
  world.exchange.put(record.fields, { stamp });
  world.crm.restore(backup);
  const held = await world.run();
  expect(held.counts).toMatchObject({ deletedInExchange: 0 });
  await world.run({ approvedHashes: [held.planHash ?? ''] });
  await world.settle();
  expect(world.exchange.inFolder('deletedItems')).toHaveLength(1);
});

it('H: records that were made while the CRM came back to where it had been are found', async () => {
  const world = createWorld('contacts', bothDeletes);
  const anna = await pairInStep(world, person('Anna'));
  await pairInStep(world, person('Bruno'));
  const backup = world.crm.backUp();
  await pairInStep(world, person('Carla'));
  for (let count = 0; count < 7; count += 1) world.crm.edit(anna.crmId, { nickname: `N${count}` });
  const { listChanges } = world.crm;
  world.crm.listChanges = async () => {
    throw new ConnectorError({ code: 'crm_timeout', disposition: 'retry', message: 'no answer' });
  };
  expect(await world.run()).toMatchObject({ outcome: 'failed' });
  world.crm.listChanges = listChanges;
  world.crm.restore(backup);
  world.crm.put(person('Dora'));
  for (let count = 0; count < 2; count += 1) world.crm.edit(anna.crmId, { nickname: `M${count}` });
  for (let count = 0; count < 5; count += 1) {
    world.pass(200_000);
    const report = await world.run();
    if (report.outcome === 'held') await world.run({ approvedHashes: [report.planHash ?? ''] });
  }
  await world.settle();
  expect(world.exchange.inFolder('synchronised').map(({ fields }) => fields['displayName'])).toContain('Dora Rossi');
});

it('K: an approval ends the freeze of a mailbox of which much is gone for good', async () => {
  const world = await filled(14);
  for (const item of world.exchange.inFolder('synchronised').slice(0, 12)) world.exchange.erase(item.id);
  for (let count = 0; count < 4; count += 1) {
    const report = await world.run();
    if (report.outcome === 'held') await world.run({ approvedHashes: [report.planHash ?? ''] });
  }
  await world.settle();
  expect(scopeOf(world).status).toBe('ok');
  expect(world.crm.records.size).toBe(2);
});

it('C: a memory that was frozen is frozen still when it is adopted', async () => {
  const world = await filled(3);
  const scope = scopeOf(world);
  const { crmId } = [...world.store.links.values()][0] ?? { crmId: '' };
  Object.assign(scope, { mailboxFingerprint: null, mailboxSmtp: null });
  world.store.scopes.set(scope.id, { ...scope, mailboxFingerprint: null, mailboxSmtp: null });
  world.store.adoptMemory = async () => {
    world.store.scopes.set(scope.id, { ...scopeOf(world), status: 'restored' });
    return true;
  };
  world.crm.erase(crmId ?? '');
  expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
  expect(world.exchange.inFolder('synchronised')).toHaveLength(3);
});

it('A2: a crash while it is frozen does not end the freeze', async () => {
  const scene = async (): Promise<World> => {
    const world = createWorld('contacts', bothDeletes);
    const anna = await pairInStep(world, person('Anna'));
    const bruno = await pairInStep(world, person('Bruno'));
    world.crm.edit(anna.crmId, { nickname: 'Nina' });
    await world.settle();
    // Known as deleted to the other database, whose feed never told it to this one.
    const { read } = world.crm;
    world.crm.records.delete(bruno.crmId);
    world.crm.read = async (type, ids) =>
      (await read(type, ids)).map((one, index) => (ids[index] === bruno.crmId ? { kind: 'gone' } : one));
    const { mark } = world.crm;
    world.crm.mark = async () => ({ ...(await mark()), instance: 'another database' });
    return world;
  };
  await everyCrash(
    scene,
    (world) => world.run(),
    async (world, at) => {
      world.pass(200_000);
      await world.run();
      world.pass(200_000);
      const report = await world.run();
      expect(report, at).toMatchObject({ outcome: 'held' });
      expect(world.exchange.inFolder('synchronised'), at).toHaveLength(2);
    },
  );
}, 60_000);

it('J: what slept when it was moved takes nothing with it when it is deleted there', async () => {
  const world = createWorld('contacts', { ...bothDeletes, exchangeItems: { kind: 'allButCategory', category: 'Privat' } });
  const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
  await pairInStep(world, person('Bruno'));
  world.exchange.categorise(exchangeId, ['Privat']);
  await world.settle();
  const moved = world.exchange.move(exchangeId, 'other');
  await world.settle();
  world.exchange.move(moved.id, 'deletedItems');
  world.crm.edit(crmId, { jobTitle: 'x' });
  await world.settle();
  expect(world.crm.isGone(crmId)).toBe(false);
});

it('I2 smoke', async () => {
  const world = await filled(2);
  forgetCalls(world);
  await world.settle();
  expect(writesOf(world)).toBe(0);
});
