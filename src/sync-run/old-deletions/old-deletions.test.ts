import { describe, expect, it } from 'vitest';
import { OLD_DELETION } from '../../sync/index.ts';
import { stampOfLost } from '../identify/stamp.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import { viewOf } from '../testing/view.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';
import { applyOldDeletions, makeUpForAll, planOldDeletions } from './testing/make-up-for.ts';

const BOTH = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;
const NEITHER = { deleteCrmToExchange: false, deleteExchangeToCrm: false } as const;

interface Left {
  readonly world: World;
  /** Its record was deleted; the item in Exchange stayed. */
  readonly anna: { readonly crmId: string; readonly exchangeId: string };
  /** Its item was deleted; the record stayed. */
  readonly bruno: { readonly crmId: string; readonly exchangeId: string };
}

/** A deletion on each side while no rule carried deletions over, and both rules on since. */
async function left(rules: Parameters<typeof createWorld>[1] = {}): Promise<Left> {
  const world = createWorld('contacts', { ...NEITHER, ...rules });
  const anna = await pairInStep(world, person('Anna'));
  const bruno = await pairInStep(world, person('Bruno'));
  await pairInStep(world, person('Carla'));
  world.crm.erase(anna.crmId);
  world.exchange.move(bruno.exchangeId, 'deletedItems');
  await world.settle();
  world.rules = { ...world.rules, ...BOTH };
  await world.settle();
  return { world, anna, bruno };
}

const steps = (report: { readonly steps: readonly { kind: string; row: string; code: string }[] }): readonly string[] =>
  report.steps.map(({ kind, row, code }) => `${kind} ${row} ${code}`).toSorted();

const countsOf = ({ store }: World) => store.countOldDeletions('scope');

async function expectQuiet(world: World): Promise<void> {
  const before = writesOf(world);
  await world.settle();
  expect(writesOf(world), 'a further run writes nothing').toBe(before);
}

describe('deletions from before their rule was switched on', () => {
  it('are counted by what they left, and planned without a write', async () => {
    const { world } = await left();
    expect(await countsOf(world)).toMatchObject({ DET_E: 1, DET_C: 1 });
    const writes = writesOf(world);
    const plan = await planOldDeletions(world);
    expect(plan).toMatchObject({ outcome: 'done', brake: null, counts: { deletedInExchange: 1, deletedInCrm: 1 } });
    expect(steps(plan)).toEqual(['deleteInCrm D1 old_deletion', 'deleteInExchange D1 old_deletion']);
    expect(writesOf(world)).toBe(writes);
    expect(await countsOf(world)).toMatchObject({ DET_E: 1, DET_C: 1 });
  });

  it('are carried out as they were approved, and nothing is left to ask about', async () => {
    const { world, anna, bruno } = await left();
    const report = await makeUpForAll(world);
    expect(report).toMatchObject({ counts: { deletedInExchange: 1, deletedInCrm: 1 }, itemErrors: [] });
    expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).not.toContain(anna.exchangeId);
    expect(world.crm.isGone(bruno.crmId)).toBe(true);
    expect(world.crm.records.size).toBe(1);
    expect([linkOf(world, anna.crmId).state, linkOf(world, bruno.crmId).state]).toEqual(['CLOSED', 'CLOSED']);
    expect(world.approvals).toMatchObject([{ brake: null }]);
    expect(await countsOf(world)).toMatchObject({ DET_E: 0, DET_C: 0 });
    await expectQuiet(world);
  });

  it('go as deep as the profile deletes in Exchange', async () => {
    for (const exchangeDeleteMode of ['permanent', 'deletedItems'] as const) {
      const { world } = await left({ exchangeDeleteMode });
      const inBin = world.exchange.inFolder('deletedItems').length;
      await makeUpForAll(world);
      expect(world.exchange.inFolder('deletedItems').length - inBin).toBe(exchangeDeleteMode === 'permanent' ? 0 : 1);
    }
  });

  it('are those of the directions that are on', async () => {
    const { world, bruno } = await left();
    world.rules = { ...world.rules, deleteExchangeToCrm: false };
    expect(steps(await makeUpForAll(world))).toEqual(['deleteInExchange D1 old_deletion']);
    expect(world.crm.records.has(bruno.crmId)).toBe(true);
    expect(await countsOf(world)).toMatchObject({ DET_E: 0, DET_C: 1 });
  });

  it('are none of a scope that is switched off', async () => {
    const { world } = await left();
    world.rules = { ...world.rules, synchronise: false };
    expect(await planOldDeletions(world)).toMatchObject({ outcome: 'done', planRunId: null, steps: [] });
  });

  it('are brought back by taking their run back, and not asked about again', async () => {
    const { world } = await left();
    const before = viewOf(world);
    const { runId } = await makeUpForAll(world);
    await takeBack(world, runId ?? '');
    await world.settle();
    expect(viewOf(world)).toEqual(before);
    expect(await countsOf(world)).toMatchObject({ DET_E: 0, DET_C: 0 });
    await expectQuiet(world);
  });

  it('are left for good when a person says so, by direction', async () => {
    const { world, anna, bruno } = await left();
    const lease = await world.store.acquireLease('scope', 'person', 60);
    if (lease === null) throw new Error('busy');
    expect(await world.store.leaveOldDeletions(lease, ['DET_E'])).toBe(1);
    await world.store.releaseLease(lease);
    expect(steps(await makeUpForAll(world))).toEqual(['deleteInCrm D1 old_deletion']);
    expect(world.exchange.items.has(anna.exchangeId)).toBe(true);
    expect(linkOf(world, anna.crmId)).toMatchObject({ state: 'DET_E', reviewReason: null });
    expect(world.crm.isGone(bruno.crmId)).toBe(true);
    await expectQuiet(world);
  });
});

describe('what stays', () => {
  it('is what somebody worked on, and tells so until a run has seen that', async () => {
    const { world, anna, bruno } = await left();
    world.rules = { ...world.rules, conflictStrategy: 'crm', updateCrmToExchange: false };
    world.exchange.edit(anna.exchangeId, { jobTitle: 'Director' });
    world.crm.edit(bruno.crmId, { jobTitle: 'Director' });
    const report = await makeUpForAll(world);
    expect(steps(report)).toEqual(['hold D1 old_deletion_edited', 'hold D1 old_deletion_edited']);
    expect(report.counts.review).toBe(2);
    await world.settle();
    expect(await countsOf(world)).toMatchObject({ DET_E: 0, DET_C: 0 });
  });

  it('is what lies outside the window', async () => {
    const world = createWorld('appointments', NEITHER);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Visit', 3));
    world.crm.erase(crmId);
    await world.settle();
    world.rules = { ...world.rules, ...BOTH };
    world.from = { kind: 'date', date: '2026-12-10' };
    expect(steps(await makeUpForAll(world))).toEqual(['hold L14 outside_window']);
    expect(world.exchange.items.has(exchangeId)).toBe(true);
  });

  it('is a record that others have, too (M5)', async () => {
    const { world, bruno } = await left();
    world.store.sharedElsewhere.set(bruno.crmId, 1);
    expect(steps(await makeUpForAll(world))).toContain('hold D1 old_deletion_shared');
    expect(world.crm.records.has(bruno.crmId)).toBe(true);
  });

  it('is what came back: the next run puts the pair together', async () => {
    const { world, anna, bruno } = await left();
    world.crm.undelete(anna.crmId);
    const [binned] = world.exchange.inFolder('deletedItems');
    world.exchange.move(binned?.id ?? '', 'synchronised');
    expect(steps(await makeUpForAll(world))).toEqual([
      'hold D1 old_deletion_doubtful',
      'hold D1 old_deletion_doubtful',
    ]);
    await world.settle();
    expect([linkOf(world, anna.crmId).state, linkOf(world, bruno.crmId).state]).toEqual(['LINKED', 'LINKED']);
    expect(await countsOf(world)).toMatchObject({ DET_E: 0, DET_C: 0 });
  });

  it('is what a colleague made anew meanwhile, under another id', async () => {
    const { world, anna } = await left();
    world.crm.put(person('Anna'), { externalKey: stampOfLost(new Uint8Array(32).fill(7), anna.crmId) });
    expect(steps(await makeUpForAll(world))).toContain('hold D1 old_deletion_doubtful');
    expect(world.exchange.items.has(anna.exchangeId)).toBe(true);
  });

  it('is what was thrown away by its user, where ids survive that', async () => {
    const { world, anna } = await left();
    world.exchange.keepsIds = true;
    world.exchange.move(anna.exchangeId, 'deletedItems');
    const report = await makeUpForAll(world);
    expect(steps(report)).toEqual(['deleteInCrm D1 old_deletion', 'hold D1 old_deletion_doubtful']);
    expect(world.exchange.items.has(anna.exchangeId)).toBe(true);
  });

  it('is everything whose deletion cannot be proved while a folder is closed to us', async () => {
    const { world, bruno } = await left();
    world.exchange.unreadable = [{ place: 'other', code: 'ErrorAccessDenied' }];
    world.exchange.items.delete([...world.exchange.inFolder('deletedItems')][0]?.id ?? '');
    expect(steps(await makeUpForAll(world))).toContain('hold D1 old_deletion_doubtful');
    expect(world.crm.records.has(bruno.crmId)).toBe(true);
  });
});

describe('between the plan and its approval', () => {
  it('nothing is carried out when something changed, and the plan of now is kept', async () => {
    const { world, anna, bruno } = await left();
    const plan = await planOldDeletions(world);
    world.exchange.edit(anna.exchangeId, { jobTitle: 'Director' });
    const report = await applyOldDeletions(world, plan);
    expect(report).toMatchObject({
      outcome: 'held',
      problem: { code: 'plan_outdated', details: { added: 1, missing: 1 } },
    });
    expect(world.crm.records.has(bruno.crmId)).toBe(true);
    expect(await applyOldDeletions(world, report)).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 1 } });
    expect(world.exchange.items.has(anna.exchangeId)).toBe(true);
  });

  it('an edit while it is carried out keeps its item, and is told', async () => {
    const { world, anna } = await left();
    const plan = await planOldDeletions(world);
    world.interruptions.between = () => {
      if (world.interruptions.names.at(-1) !== 'store.openIntents') return;
      world.interruptions.between = null;
      world.exchange.edit(anna.exchangeId, { jobTitle: 'Director' });
    };
    const report = await applyOldDeletions(world, plan);
    expect(report).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 0, deletedInCrm: 1 } });
    expect(report.itemErrors).toMatchObject([{ side: 'exchange', itemId: anna.exchangeId, code: 'step_left_out' }]);
    expect(world.exchange.items.has(anna.exchangeId)).toBe(true);
    expect(await world.store.listIntents('scope')).toEqual([]);
  });

  it('a plan of another kind is not theirs', async () => {
    const { world } = await left();
    const plan = await world.run({ dryRun: true });
    expect(await applyOldDeletions(world, plan)).toMatchObject({
      outcome: 'failed',
      problem: { code: 'plan_unknown' },
    });
  });
});

describe('a side that is not what it was', () => {
  it('is recognised first: nothing is planned or carried out meanwhile', async () => {
    const { world } = await left();
    const plan = await planOldDeletions(world);
    const writes = writesOf(world);
    const backup = world.crm.backUp();
    world.crm.put(person('Dario'));
    await world.settle();
    world.crm.restore(backup);
    const problem = { code: 'old_deletions_while_frozen' };
    const written = writesOf(world);
    expect(await applyOldDeletions(world, plan)).toMatchObject({ outcome: 'held', problem });
    expect(await planOldDeletions(world)).toMatchObject({ outcome: 'held', problem });
    expect(writesOf(world)).toBe(written);
    expect(writes).toBeLessThan(written);
  });

  it('that lost its position is compared first', async () => {
    const { world, bruno } = await left();
    const plan = await planOldDeletions(world);
    world.exchange.invalidateCursors();
    expect(await applyOldDeletions(world, plan)).toMatchObject({ outcome: 'failed' });
    expect(world.crm.records.has(bruno.crmId)).toBe(true);
    await world.settle();
    expect(await makeUpForAll(world)).toMatchObject({ counts: { deletedInExchange: 1, deletedInCrm: 1 } });
  });
});

describe('the brakes', () => {
  it('tell the person who approves what the plan amounts to', async () => {
    const { world } = await left();
    world.brakes = { ...world.brakes, massDelete: { items: 1, share: 0.1 } };
    const plan = await planOldDeletions(world);
    expect(plan).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' } });
    expect(await applyOldDeletions(world, plan)).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 1 } });
    expect(await world.store.countDeletions('scope', 24)).toBe(0);
  });
});

describe('an item that a side refuses', () => {
  it('is parked and told; the others go, and its own is offered again', async () => {
    const { world, anna } = await left();
    const plan = await planOldDeletions(world);
    world.exchange.faults.push('poison');
    const report = await applyOldDeletions(world, plan);
    expect(report).toMatchObject({
      outcome: 'done',
      counts: { deletedInCrm: 1, deletedInExchange: 0, quarantined: 1 },
    });
    expect(await countsOf(world)).toMatchObject({ DET_E: 1 });
    expect(linkOf(world, anna.crmId)).toMatchObject({ state: 'DET_E', reviewReason: OLD_DELETION });
    world.pass(120_000);
    await world.settle();
    expect(world.store.quarantine.size).toBe(0);
    expect(await makeUpForAll(world)).toMatchObject({ counts: { deletedInExchange: 1 } });
  });
});

describe('many of them', () => {
  it('are read and carried out page by page', async () => {
    const world = createWorld('contacts', NEITHER);
    world.chunkSize = 2;
    world.brakes = { ...world.brakes, massDelete: { items: 100, share: 1 }, sideEmpty: { links: 100 } };
    const names = ['Anna', 'Bruno', 'Carla', 'Dario', 'Elena'];
    for (const name of names) world.crm.put(person(name));
    await world.settle();
    for (const id of [...world.crm.records.keys()].toSorted()) world.crm.erase(id);
    await world.settle();
    world.rules = { ...world.rules, ...BOTH };
    expect(await makeUpForAll(world)).toMatchObject({ counts: { deletedInExchange: 5 } });
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
  });
});
