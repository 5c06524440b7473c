import { describe, expect, it } from 'vitest';
import type { PlanStep } from '../../store/port.ts';
import { Crash } from '../testing/interruptions.ts';
import { pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const deletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

const stepsOf = (world: World, runId: string | null): Promise<readonly PlanStep[]> =>
  world.plans.pageSteps(runId ?? '', { kind: null, after: null, limit: 10_000 });

/** Twelve pairs in step; then all of their records are deleted, which a brake holds. */
async function massDeletion(): Promise<World> {
  const world = createWorld('contacts', deletes);
  for (let index = 0; index < 12; index += 1) world.crm.put(person(`Anna${index}`));
  await world.settle();
  for (const id of [...world.crm.records.keys()].slice(1)) world.crm.erase(id);
  return world;
}

describe('the plan of a preview', () => {
  it('is kept whole, however many steps it has, with what each field holds and would hold', async () => {
    const world = createWorld();
    const { crmId } = await pairInStep(world, person('Carla', { jobTitle: 'Clerk' }));
    for (let index = 0; index < 650; index += 1) world.crm.put(person(`Anna${index}`));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    const report = await world.run({ dryRun: true, listedSteps: 10 });

    expect(report).toMatchObject({ planRunId: report.runId, stepsLeftOut: 641 });
    expect(report.steps.every((step) => !('changes' in step))).toBe(true);
    const plan = await world.plans.findPlan(report.runId ?? '');
    expect(plan).toMatchObject({ steps: 651, hash: report.planHash, state: 'open', counts: report.counts });
    const steps = await stepsOf(world, report.runId);
    expect(steps).toHaveLength(651);
    expect(steps.find((step) => step.crmId === crmId)?.changes).toEqual([
      { side: 'exchange', field: 'jobTitle', before: 'Clerk', after: 'Sales' },
    ]);
  });

  it('is kept also when there is nothing to do', async () => {
    const world = createWorld();
    await pairInStep(world, person('Anna'));
    const report = await world.run({ dryRun: true });
    expect(await world.plans.findPlan(report.planRunId ?? '')).toMatchObject({ steps: 0 });
    expect(await world.run({ appliesPlan: report.planRunId })).toMatchObject({ outcome: 'done', problem: null });
  });

  it('tells what a deletion takes away', async () => {
    const world = createWorld('contacts', deletes);
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    const report = await world.run({ dryRun: true });
    const [step] = await stepsOf(world, report.planRunId);
    expect(step?.kind).toBe('deleteInExchange');
    expect(step?.changes).toContainEqual({
      side: 'exchange',
      field: 'displayName',
      before: 'Anna Rossi',
      after: null,
    });
  });

  it('says that a shared record is let go, and not that it is deleted (M5)', async () => {
    const world = createWorld('contacts', deletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.store.sharedElsewhere.set(crmId, 1);
    world.exchange.move(exchangeId, 'deletedItems');
    const preview = await world.run({ dryRun: true });
    expect(await stepsOf(world, preview.planRunId)).toMatchObject([{ kind: 'detach', crmId }]);
    const report = await world.run({ appliesPlan: preview.planRunId });
    expect(report.counts).toMatchObject({ detached: 1, deletedInCrm: 0 });
    expect(world.store.links.get([...world.store.links.keys()][0] ?? '')).toMatchObject({
      state: 'DET_C',
      reviewReason: 'record_shared',
    });
  });
});

describe('the plan of a run that a brake holds', () => {
  it('is kept once, however often the schedule meets it', async () => {
    const world = await massDeletion();
    const first = await world.run();
    const second = await world.run();
    expect([first.outcome, second.outcome]).toEqual(['held', 'held']);
    expect(first.planRunId).toBe(first.runId);
    expect(second.planRunId).toBe(first.runId);
    expect([...world.plans.heads.keys()]).toEqual([first.runId]);
    expect([...world.plans.steps.keys()]).toEqual([first.runId]);
  });

  it('is kept anew when it is another', async () => {
    const world = await massDeletion();
    const first = await world.run();
    world.crm.put(person('Bruno'));
    const second = await world.run();
    expect(second.planRunId).toBe(second.runId);
    expect(second.planHash).not.toBe(first.planHash);
  });

  it('is kept whole also when nobody expected it to be held', async () => {
    const world = createWorld();
    for (let index = 0; index < 3; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    for (let index = 0; index < 450; index += 1) world.crm.put(person(`Bruno${index}`));
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'held', brake: { kind: 'massCreate' } });
    expect(await stepsOf(world, report.planRunId)).toHaveLength(450);
    expect(writesOf(world)).toBe(1);
  });

  it('costs an ordinary run nothing', async () => {
    const world = createWorld();
    for (let index = 0; index < 450; index += 1) world.crm.put(person(`Anna${index}`));
    expect(await world.run()).toMatchObject({ outcome: 'done', planRunId: null });
    expect([world.plans.heads.size, world.plans.steps.size]).toEqual([0, 0]);
  });
});

describe('carrying out a plan', () => {
  it('does exactly what was held, and says who was told', async () => {
    const world = await massDeletion();
    const held = await world.run();
    const writes = writesOf(world);
    const report = await world.run({ appliesPlan: held.planRunId });
    expect(report).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 11 }, planRunId: held.runId });
    expect(world.approvals).toEqual([
      { brake: held.brake, planHash: held.planHash, planRunId: held.runId, writesBefore: writes },
    ]);
    expect(await world.plans.findPlan(held.runId ?? '')).toMatchObject({ state: 'applied', appliedBy: report.runId });
    expect((await world.store.getScope(report.scopeId))?.status).toBe('ok');
  });

  it('of a first run ends the waiting', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const preview = await world.run({ dryRun: true, firstRun: 'approve' });
    const report = await world.run({ appliesPlan: preview.planRunId, firstRun: 'approve' });
    expect(report).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1 } });
    expect((await world.store.getScope(report.scopeId))?.lastSuccessAt).not.toBeNull();
    world.crm.put(person('Bruno'));
    expect((await world.run({ firstRun: 'approve' })).outcome).toBe('done');
  });

  it('writes nothing when the plan of now is another, and keeps that one', async () => {
    const world = createWorld();
    const { crmId } = await pairInStep(world, person('Carla', { jobTitle: 'Clerk' }));
    world.crm.put(person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    const preview = await world.run({ dryRun: true });
    world.crm.edit(crmId, { jobTitle: 'Marketing' });
    world.crm.put(person('Bruno'));
    const writes = writesOf(world);

    const report = await world.run({ appliesPlan: preview.planRunId });
    expect(report).toMatchObject({
      outcome: 'held',
      brake: null,
      planRunId: report.runId,
      problem: {
        code: 'plan_outdated',
        details: { planRunId: preview.runId, added: 2, missing: 1, planHash: report.planHash },
      },
    });
    expect(writesOf(world)).toBe(writes);
    expect(await world.plans.findPlan(preview.runId ?? '')).toMatchObject({ state: 'outdated' });
    expect((await world.store.getScope(report.scopeId))?.status).toBe('ok');

    expect(await world.run({ appliesPlan: report.planRunId })).toMatchObject({ outcome: 'done' });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(3);
  });

  it.each([
    ['an item as nobody had edited it', []],
    ['an item whose edit was told', ['told']],
  ])('does not delete %s, with what was written into it since', async (_title, earlier) => {
    const world = createWorld('contacts', { ...deletes, conflictStrategy: 'crm' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    for (const notes of earlier) world.exchange.edit(exchangeId, { notes });
    const preview = await world.run({ dryRun: true });
    expect(preview.counts.deletedInExchange).toBe(1);
    world.exchange.edit(exchangeId, { notes: 'written after the preview' });

    const report = await world.run({ appliesPlan: preview.planRunId });
    expect(report).toMatchObject({ outcome: 'held', problem: { code: 'plan_outdated' } });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(await world.run({ appliesPlan: report.planRunId })).toMatchObject({ counts: { deletedInExchange: 1 } });
  });

  it('does not overwrite a value that nobody had seen', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    const preview = await world.run({ dryRun: true });
    expect(preview.counts.conflicts).toBe(0);
    world.exchange.edit(exchangeId, { jobTitle: 'Director' });

    const report = await world.run({ appliesPlan: preview.planRunId });
    expect(report).toMatchObject({ outcome: 'held', problem: { code: 'plan_outdated' }, counts: { conflicts: 1 } });
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Director');
  });

  it('is refused a second time', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const preview = await world.run({ dryRun: true });
    await world.run({ appliesPlan: preview.planRunId });
    const writes = writesOf(world);
    const again = await world.run({ appliesPlan: preview.planRunId });
    expect(again).toMatchObject({ outcome: 'failed', problem: { code: 'plan_applied' } });
    expect(await world.run({ appliesPlan: 'nobody' })).toMatchObject({ problem: { code: 'plan_unknown' } });
    expect(writesOf(world)).toBe(writes);
  });

  it('makes older open plans of the scope outdated', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const older = await world.run({ dryRun: true });
    const newer = await world.run({ dryRun: true });
    await world.run({ appliesPlan: newer.planRunId });
    expect(await world.plans.findPlan(older.runId ?? '')).toMatchObject({ state: 'outdated' });
  });

  it.each([1, 100])('leaves out what comes out differently when its turn comes (chunks of %i)', async (chunkSize) => {
    const world = createWorld();
    world.chunkSize = chunkSize;
    const pairs = [];
    for (const name of ['Anna', 'Bruno', 'Carla'])
      pairs.push(await pairInStep(world, person(name, { jobTitle: 'Clerk' })));
    for (const { crmId } of pairs) world.crm.edit(crmId, { jobTitle: 'Sales' });
    const preview = await world.run({ dryRun: true });
    const [, second] = pairs;
    // Between the survey and the write: the record is read again, or its write is refused, and comes out differently.
    let done = false;
    world.interruptions.between = () => {
      if (done || !world.progress.some(({ phase }) => phase === 'apply') || chunkSize > 1) return;
      done = true;
      world.crm.edit(second?.crmId ?? '', { jobTitle: 'Marketing' });
    };
    if (chunkSize > 1) {
      const update = world.exchange.update.bind(world.exchange);
      world.exchange.update = async (...args) => {
        if (!done) world.exchange.edit(second?.exchangeId ?? '', { nickname: 'B' });
        done = true;
        return update(...args);
      };
    }
    world.progress.length = 0;
    const report = await world.run({ appliesPlan: preview.planRunId });
    world.interruptions.between = null;

    expect(done).toBe(true);
    expect(report).toMatchObject({ outcome: 'done', counts: { updatedInExchange: 2 } });
    expect(report.itemErrors).toMatchObject([{ code: 'step_left_out' }]);
    expect(world.exchange.items.get(second?.exchangeId ?? '')?.fields['jobTitle']).toBe('Clerk');

    // Its hint stayed: the next run takes it along.
    await world.settle();
    const item = world.exchange.items.get(second?.exchangeId ?? '');
    expect(item?.fields['jobTitle']).toBe(chunkSize > 1 ? 'Sales' : 'Marketing');
  });

  it('takes along nothing that people do meanwhile', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const preview = await world.run({ dryRun: true });
    let late = '';
    world.interruptions.between = () => {
      if (late !== '' || writesOf(world) === 0) return;
      late = world.crm.put(person('Late')).id;
    };
    const report = await world.run({ appliesPlan: preview.planRunId });
    world.interruptions.between = null;
    expect(late).not.toBe('');
    expect(report).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1 }, itemErrors: [] });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });

  it('that dies at any step ends as if it had not died', async () => {
    const build = async (): Promise<{ world: World; plan: string | null }> => {
      const world = createWorld('contacts', deletes);
      const { crmId, exchangeId } = await pairInStep(world, person('Carla', { jobTitle: 'Clerk' }));
      await pairInStep(world, person('Dario'));
      world.crm.put(person('Anna'));
      world.exchange.put(person('Bruno'));
      world.crm.edit(crmId, { jobTitle: 'Sales' });
      world.exchange.edit(exchangeId, { nickname: 'C' });
      for (const { id, fields } of world.crm.records.values())
        if (fields['displayName'] === 'Dario Rossi') world.crm.erase(id);
      return { world, plan: (await world.run({ dryRun: true })).planRunId };
    };
    const whole = await build();
    whole.world.interruptions.restart();
    await whole.world.run({ appliesPlan: whole.plan });
    const { steps } = whole.world.interruptions;
    await whole.world.settle();
    const expected = names(whole.world);
    expect(steps).toBeGreaterThan(30);
    for (let step = 1; step <= steps; step += 1)
      for (const moment of ['before', 'after'] as const) {
        const { world, plan } = await build();
        world.interruptions.restart();
        world.interruptions.crashAt(step, moment);
        // A failure of the process is told by the report, or ends the run; nothing else may come out.
        await world.run({ appliesPlan: plan }).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        world.interruptions.restart();
        await world.plans.discardUnfinished();
        await world.settle();
        expect(names(world), `${moment} step ${step}`).toEqual(expected);
      }
  });
});

function names(world: World): readonly string[] {
  const nameOf = (fields: Readonly<Record<string, unknown>>): string =>
    [fields['displayName'], fields['jobTitle'], fields['nickname']].join(' ');
  return [
    ...[...world.crm.records.values()].map(({ fields }) => `crm ${nameOf(fields)}`),
    ...world.exchange.inFolder('synchronised').map(({ fields }) => `exchange ${nameOf(fields)}`),
  ].sort();
}
