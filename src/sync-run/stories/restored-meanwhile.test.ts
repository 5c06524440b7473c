import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { DELETED, weekly } from '../../sync/testing/series.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const NAMES = ['Anna', 'Bruno', 'Carla', 'Dario', 'Elena'];

interface Scene {
  readonly world: World;
  /** The backup comes back. */
  restore(): void;
}

/** Acts once, right after the plan of the first round was made and before anything is carried out. */
function afterSurvey({ interruptions }: World, act: () => void): void {
  interruptions.restart();
  interruptions.between = () => {
    if (interruptions.names.at(-1) !== 'store.countDeletions') return;
    interruptions.between = null;
    act();
  };
}

/** Each step of one run in turn, with the backup coming back before it; then the plans that ask are approved. */
async function* atEveryStep(
  scene: () => Promise<Scene>,
): AsyncGenerator<{ readonly world: World; readonly when: string }> {
  const whole = await scene();
  whole.world.interruptions.restart();
  await whole.world.run();
  const { steps, names } = whole.world.interruptions;
  expect(steps).toBeGreaterThan(10);
  for (let step = 0; step < steps; step += 1) {
    const { world, restore } = await scene();
    world.interruptions.restart();
    world.interruptions.between = () => {
      if (world.interruptions.steps === step) restore();
    };
    await world.run();
    world.interruptions.between = null;
    await approveWhatAsks(world);
    yield { world, when: `restored before step ${step + 1}, ${names[step]}` };
  }
}

async function approveWhatAsks(world: World): Promise<void> {
  for (let count = 0; count < 4; count += 1) {
    world.pass(200_000);
    const { outcome, planHash } = await world.run();
    if (outcome === 'held') await world.run({ approvedHashes: [planHash ?? ''] });
  }
}

/** Backed up as "Before", in step as "After", and each edited in Exchange since. */
async function editedSinceBackup(
  rules: Partial<ItemRules> = {},
): Promise<Scene & { readonly crmIds: readonly string[] }> {
  const world = createWorld('contacts', rules);
  const pairs = [];
  for (const name of NAMES) pairs.push(await pairInStep(world, person(name, { jobTitle: 'Before' })));
  const backup = world.crm.backUp();
  for (const { crmId } of pairs)
    for (let edit = 0; edit < 20; edit += 1) world.crm.edit(crmId, { jobTitle: edit < 19 ? `v${edit}` : 'After' });
  await world.settle();
  for (const { exchangeId } of pairs) world.exchange.edit(exchangeId, { nickname: 'Nick' });
  return { world, crmIds: pairs.map(({ crmId }) => crmId), restore: () => world.crm.restore(backup) };
}

function titlesIn(world: World): readonly unknown[] {
  return world.exchange.inFolder('synchronised').map(({ fields }) => fields['jobTitle']);
}

describe('O8: a backup of the CRM that comes back while a run is under way', () => {
  it.each([1, 2, 100])('I4: takes nothing from Exchange, in pieces of %i', async (chunkSize) => {
    const { world, crmIds, restore } = await editedSinceBackup();
    world.chunkSize = chunkSize;
    afterSurvey(world, restore);
    await world.run();
    await world.settle();
    expect(titlesIn(world)).toEqual(NAMES.map(() => 'After'));
    expect(crmIds.map((id) => world.crm.records.get(id)?.fields['jobTitle'])).toEqual(NAMES.map(() => 'After'));
  });

  it('I4: takes nothing from Exchange, at whatever step', async () => {
    for await (const { world, when } of atEveryStep(editedSinceBackup))
      expect(titlesIn(world), when).toEqual(NAMES.map(() => 'After'));
  });

  it('does not detach what it lost, at whatever step', async () => {
    const scene = async (): Promise<Scene> => {
      const world = createWorld('contacts');
      const { crmId } = await pairInStep(world, person('Anna'));
      const backup = world.crm.backUp();
      const { exchangeId } = await pairInStep(world, person('Bruno'));
      for (let edit = 0; edit < 40; edit += 1) world.crm.edit(crmId, { notes: `n${edit}` });
      await world.settle();
      world.exchange.edit(exchangeId, { nickname: 'Nick' });
      return { world, restore: () => world.crm.restore(backup) };
    };
    for await (const { world, when } of atEveryStep(scene)) expect(world.crm.records.size, when).toBe(2);
  });

  it('makes nothing anew that nobody was asked about, in however many pieces deletions are carried out', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true });
    world.chunkSize = 1;
    const backup = world.crm.backUp();
    const pairs = [];
    for (const name of NAMES.slice(0, 3)) pairs.push(await pairInStep(world, person(name)));
    for (const { crmId } of pairs) world.crm.erase(crmId);
    afterSurvey(world, () => world.crm.restore(backup));
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
    expect(world.crm.records.size).toBe(0);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(3);
  });

  it('I4: takes nothing from Exchange while a mailbox is being recognised, which goes on afterwards', async () => {
    const { world, crmIds, restore } = await editedSinceBackup();
    world.exchange.migrate(true);
    world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    world.exchange.invalidateCursors();
    afterSurvey(world, restore);
    await world.run();
    await world.settle();
    expect(titlesIn(world)).toEqual(NAMES.map(() => 'After'));
    expect(crmIds.map((id) => linkOf(world, id).state)).toEqual(NAMES.map(() => 'LINKED'));
    expect([...world.store.scopes.values()]).toMatchObject([
      { status: 'ok', mailboxFingerprint: 'folders-of-another-server' },
    ]);
  });

  it('is noticed before recovery finishes in Exchange what a cut write still owes', async () => {
    const world = createWorld('appointments', { updateExchangeToCrm: false });
    const range = { kind: 'numbered', occurrences: 3 } as const;
    const { crmId, exchangeId } = await pairInStep(world, { subject: 'Riunione', time: weekly({ range }) });
    world.exchange.edit(exchangeId, { occurrences: { '2026-12-14': DELETED } });
    await world.settle();
    const backup = world.crm.backUp();
    world.crm.edit(crmId, { time: { ...(weekly({ range }) as Fields), end: '2026-12-07T09:30:00Z' } });
    world.exchange.occurrencesUntilCut = 0;
    world.exchange.faults.push('lostResponse');
    await world.run();
    world.exchange.occurrencesUntilCut = null;
    world.crm.restore(backup);
    world.pass(200_000);
    world.interruptions.restart();
    await world.run();
    const calls = world.interruptions.names.filter((name) => /distrustCrmMarks|exchange\.update/.test(name));
    expect(calls.slice(0, 2)).toEqual(['store.distrustCrmMarks', 'exchange.update']);
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['occurrences']).toEqual({ '2026-12-14': DELETED });
  });

  it('asks nobody about a record whose version proves it older, though a write of it was under way', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Before' }));
    const backup = world.crm.backUp();
    world.crm.edit(crmId, { jobTitle: 'Between' });
    await world.settle();
    world.crm.edit(crmId, { jobTitle: 'After' });
    world.exchange.faults.push('lostResponse');
    await world.run();
    world.crm.restore(backup);
    world.pass(200_000);
    expect(await world.run()).toMatchObject({ outcome: 'done', brake: null });
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('After');
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('After');
  });
});
