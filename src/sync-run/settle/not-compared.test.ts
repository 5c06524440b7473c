import { describe, expect, it } from 'vitest';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

interface Scene {
  readonly world: World;
  readonly crmId: string;
  readonly exchangeId: string;
}

/** Runs, and says yes to whatever is held; what was parked is looked at again. */
async function approveAll(world: World): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    world.pass(25 * 3_600_000);
    const report = await world.run();
    if (report.outcome === 'held') await world.run({ approvedHashes: [report.planHash ?? ''] });
  }
}

/** A pair in step of which the CRM has what it had before, since a backup was restored. */
async function restoredPair(atRest: (scene: Scene) => void = () => undefined): Promise<Scene> {
  const world = createWorld('contacts', bothDeletes);
  const anna = await pairInStep(world, person('Anna', { jobTitle: 'Before' }));
  const backup = world.crm.backUp();
  world.crm.edit(anna.crmId, { jobTitle: 'After' });
  await world.settle();
  atRest({ world, ...anna });
  world.crm.restore(backup);
  return { world, ...anna };
}

function isUnreadable({ world }: Scene, yes: boolean): void {
  world.exchange.poisonWhen = (fields) => yes && fields['jobTitle'] === 'After';
}

function expectAfter({ world, crmId, exchangeId }: Scene): void {
  expect([...world.store.scopes.values()]).toMatchObject([{ status: 'ok' }]);
  expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('After');
  expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('After');
  expect(world.store.journal.filter(({ op }) => op === 'conflict')).toMatchObject([
    { conflict: { field: 'jobTitle', winner: 'exchange', crm: 'Before', exchange: 'After' } },
  ]);
  expect(linkOf(world, crmId)).toMatchObject({ notCompared: false, reviewReason: null });
}

describe('I4: a pair that nobody could compare while the CRM was frozen does not lose to the backup what Exchange has', () => {
  it('once its item can be read again', async () => {
    const scene = await restoredPair();
    isUnreadable(scene, true);
    await approveAll(scene.world);
    isUnreadable(scene, false);
    await approveAll(scene.world);
    expectAfter(scene);
  });

  it('also where something else is remembered of it', async () => {
    for (const reviewReason of ['sent_only', 'marks_due', 'outside_window']) {
      const scene = await restoredPair(({ world, crmId }) => {
        const link = linkOf(world, crmId);
        world.store.links.set(link.id, { ...link, reviewReason });
      });
      isUnreadable(scene, true);
      await approveAll(scene.world);
      isUnreadable(scene, false);
      await approveAll(scene.world);
      expectAfter(scene);
    }
  });

  it('when it was filed away before it could be read, and is back', async () => {
    const scene = await restoredPair();
    const { exchange } = scene.world;
    isUnreadable(scene, true);
    await approveAll(scene.world);
    const filedAway = exchange.move(scene.exchangeId, 'other');
    isUnreadable(scene, false);
    await approveAll(scene.world);
    const back = exchange.move(filedAway.id, 'synchronised');
    await approveAll(scene.world);
    expectAfter({ ...scene, exchangeId: back.id });
  });

  it('when it lay filed away all the while, and is back', async () => {
    let filedAway = '';
    const scene = await restoredPair(({ world, exchangeId }) => {
      filedAway = world.exchange.move(exchangeId, 'other').id;
    });
    await approveAll(scene.world);
    const back = scene.world.exchange.move(filedAway, 'synchronised');
    await approveAll(scene.world);
    expectAfter({ ...scene, exchangeId: back.id });
  });

  it('when it was left out all the while, and takes part again', async () => {
    const scene = await restoredPair(({ world, exchangeId }) => {
      world.rules = { ...world.rules, exchangeItems: { kind: 'allButCategory', category: 'Private' } };
      world.exchange.categorise(exchangeId, ['Private']);
    });
    await approveAll(scene.world);
    scene.world.exchange.categorise(scene.exchangeId, []);
    await approveAll(scene.world);
    expectAfter(scene);
  });

  it('but an edit of the record is one, where it showed what was agreed', async () => {
    const world = createWorld('contacts', { ...bothDeletes });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const filedAway = world.exchange.move(exchangeId, 'other');
    const { mark } = world.crm;
    world.crm.mark = async () => ({ ...(await mark()), instance: 'another database' });
    await approveAll(world);
    world.crm.edit(crmId, { jobTitle: 'New' });
    await approveAll(world);
    const back = world.exchange.move(filedAway.id, 'synchronised');
    await approveAll(world);
    expect(world.exchange.items.get(back.id)?.fields['jobTitle']).toBe('New');
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });
});
