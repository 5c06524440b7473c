import { describe, expect, it } from 'vitest';
import type { CrmWriteOutcome } from '../../crm/port.ts';
import { ConnectorError } from '../../model/index.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

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

/** Twelve of fourteen items are nowhere any more. */
async function muchIsGone(): Promise<World> {
  const world = await filled(14);
  for (const item of world.exchange.inFolder('synchronised').slice(0, 12)) world.exchange.erase(item.id);
  return world;
}

/** Runs, and says yes to whatever is held. */
async function approveAll(world: World, runs: number): Promise<void> {
  for (let count = 0; count < runs; count += 1) {
    world.pass(200_000);
    const report = await world.run();
    if (report.outcome === 'held') await world.run({ approvedHashes: [report.planHash ?? ''] });
  }
}

/** What can leave a freeze half begun or half ended. */
const TELLING = ['store.updateScope', 'store.hintEverything', 'store.recordPage', 'store.settle'];

/** The same scene once for each telling step of `act`: the process dies right after it. */
async function everyCrash(
  scene: () => Promise<World>,
  act: (world: World) => Promise<unknown>,
  check: (world: World, at: string) => Promise<void>,
): Promise<void> {
  const whole = await scene();
  whole.interruptions.restart();
  await act(whole);
  const { names } = whole.interruptions;
  for (const [index, name] of names.entries()) {
    if (!TELLING.includes(name)) continue;
    const world = await scene();
    world.interruptions.restart();
    world.interruptions.crashAt(index + 1, 'after');
    await act(world).catch(() => undefined);
    world.interruptions.restart();
    await check(world, `after ${index + 1} ${name}`);
  }
}

/** A pair of whose record the CRM knows only the deletion, which somebody had taken back since the backup. */
async function lostRecord(): Promise<World> {
  const world = createWorld('contacts', bothDeletes);
  const anna = await pairInStep(world, person('Anna'));
  await pairInStep(world, person('Bruno'));
  world.crm.erase(anna.crmId);
  const backup = world.crm.backUp();
  world.crm.undelete(anna.crmId);
  await world.settle();
  world.crm.restore(backup);
  return world;
}

describe('a freeze begins', () => {
  it('and a crash in that moment does not make it look as if it were over', async () => {
    const scene = async (): Promise<World> => {
      const world = createWorld('contacts', bothDeletes);
      const anna = await pairInStep(world, person('Anna'));
      const bruno = await pairInStep(world, person('Bruno'));
      world.crm.edit(anna.crmId, { nickname: 'Nina' });
      await world.settle();
      const { mark, read } = world.crm;
      world.crm.mark = async () => ({ ...(await mark()), instance: 'another database' });
      // Known there as deleted, in changes that its feed never told to this one.
      world.crm.records.delete(bruno.crmId);
      world.crm.read = async (type, ids) =>
        (await read(type, ids)).map((one, index) => (ids[index] === bruno.crmId ? { kind: 'gone' } : one));
      return world;
    };
    await everyCrash(
      scene,
      (world) => world.run(),
      async (world, at) => {
        world.pass(200_000);
        await world.run();
        world.pass(200_000);
        expect(await world.run(), at).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
        expect(world.exchange.inFolder('synchronised'), at).toHaveLength(2);
      },
    );
  });

  it('also in the run that takes up a memory which was frozen when it was left', async () => {
    const world = await filled(3);
    const frozen = scopeOf(world);
    world.store.scopes.set(frozen.id, { ...frozen, mailboxFingerprint: null, mailboxSmtp: null });
    world.store.adoptMemory = async () => {
      world.store.scopes.set(frozen.id, { ...scopeOf(world), status: 'restored' });
      return true;
    };
    world.crm.erase([...world.crm.records.keys()][0] ?? '');
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(3);
  });
});

describe('a freeze ends', () => {
  it('with the approval, also where so much is gone for good that it would begin anew', async () => {
    const world = await muchIsGone();
    await approveAll(world, 3);
    await world.settle();
    expect(scopeOf(world).status).toBe('ok');
    expect(world.crm.records.size).toBe(2);
  });

  it('with a look at everything that waited, wherever the process dies', async () => {
    await everyCrash(
      muchIsGone,
      (world) => approveAll(world, 1),
      async (world, at) => {
        await approveAll(world, 4);
        expect(scopeOf(world).status, at).toBe('ok');
        expect(world.crm.records.size, at).toBe(2);
      },
    );
  });

  it('by itself, and what was not recognised until then is not taken for deleted', async () => {
    const world = await filled(25);
    const [filedAway, ...others] = world.exchange.inFolder('synchronised');
    for (const item of [...others, ...(filedAway ? [filedAway] : [])]) {
      const folder = item === filedAway ? 'other' : 'synchronised';
      world.exchange.erase(item.id);
      world.exchange.put(item.fields, { stamp: null, searchKey: `new-${item.id}`, folder });
    }
    world.exchange.identity = { smtp: 'anna@contoso.example', fingerprint: 'folders-2' };
    world.exchange.invalidateCursors();
    await world.settle();
    expect(scopeOf(world).status).toBe('ok');
    expect(world.crm.records.size).toBe(25);
    expect([...world.store.links.values()].filter(({ state }) => state !== 'LINKED')).toMatchObject([
      { state: 'DET_C', reviewReason: 'identity_ambiguous' },
    ]);
  });

  it('and a lost record that could not be made anew meanwhile is not taken for deleted', async () => {
    const error = new ConnectorError({ code: 'crm_refused', disposition: 'quarantine', message: 'not like this' });
    for (const outcome of [{ kind: 'failed', error }, { kind: 'conflict' }] as const) {
      const world = await lostRecord();
      const held = await world.run();
      expect(held.steps).toMatchObject([{ kind: 'createInCrm', code: 'record_lost' }]);
      const { create } = world.crm;
      world.crm.create = async (_type, items) => items.map((): CrmWriteOutcome => outcome);
      await world.run({ approvedHashes: [held.planHash ?? ''] });
      world.crm.create = create;
      world.pass(25 * 3_600_000);
      await approveAll(world, 3);
      expect(world.exchange.inFolder('synchronised'), outcome.kind).toHaveLength(2);
      expect(scopeOf(world).status, outcome.kind).toBe('ok');
    }
  });

  it('of the CRM straight into that of a mailbox that changed meanwhile', async () => {
    const scene = async (): Promise<World> => {
      const world = await lostRecord();
      // With its item gone too there is nothing to ask about the record.
      const [item] = world.exchange.inFolder('synchronised');
      world.exchange.erase(item?.id ?? '');
      world.exchange.identity = { smtp: 'anna@contoso.example', fingerprint: 'folders-2' };
      world.exchange.invalidateCursors();
      return world;
    };
    await everyCrash(
      scene,
      (world) => world.run(),
      async (world, at) => {
        world.pass(200_000);
        expect(await world.run(), at).toMatchObject({ outcome: 'held', brake: { kind: 'mailboxChanged' } });
        expect(scopeOf(world).status, at).toBe('relink');
        expect(scopeOf(world).mailboxFingerprint, at).not.toBe('folders-2');
      },
    );
  });
});

describe('while a scope is frozen', () => {
  it('nothing is deleted, a second landing of our own neither; it goes when the freeze is over', async () => {
    const world = createWorld('contacts');
    const record = world.crm.put(person('Anna'));
    world.exchange.faults.push('lostRequest');
    await world.run();
    await world.settle();
    const backup = world.crm.backUp();
    await pairInStep(world, person('Bruno'));
    world.exchange.put(record.fields, { stamp: linkOf(world, record.id).stamp });
    world.crm.restore(backup);
    expect((await world.run()).counts).toMatchObject({ deletedInExchange: 0 });
    await approveAll(world, 2);
    await world.settle();
    expect(world.exchange.inFolder('deletedItems')).toHaveLength(1);
  });
});
