import { describe, expect, it } from 'vitest';
import type { RunInput, RunReport } from '../ports.ts';
import { Crash } from '../testing/interruptions.ts';
import { appointment, person } from '../testing/people.ts';
import type { Scenario } from '../testing/scenarios.ts';
import { SCENARIOS } from '../testing/scenarios.ts';
import { viewOf } from '../testing/view.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const APPROVE = { firstRun: 'approve' } as const satisfies Partial<RunInput>;

const approving = ({ planHash }: RunReport): Partial<RunInput> => ({ ...APPROVE, approvedHashes: [planHash ?? ''] });

/** A pair to link, one item to create on each side, and one that could be either of two. */
function mixedWorld(): World {
  const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
  world.crm.put(person('Carla', { jobTitle: 'Sales' }));
  world.exchange.put(person('Carla', { displayName: 'Rossi, Carla', nickname: 'C' }));
  world.crm.put(person('Anna'));
  world.exchange.put(person('Bruno'));
  world.crm.put(person('Elena'));
  for (let index = 0; index < 2; index += 1) world.exchange.put(person('Elena'));
  return world;
}

const scopeOf = (world: World) => [...world.store.scopes.values()][0];

describe('the first run of an account whose plan a person approves', () => {
  it('writes nothing and links nothing, and says what it would do', async () => {
    const world = mixedWorld();
    const held = await world.run(APPROVE);

    expect(world.defects).toEqual([]);
    expect(held).toMatchObject({
      outcome: 'held',
      brake: {
        kind: 'firstRun',
        reason: { row: 'B5', code: 'brake_first_run', params: { links: 1, inExchange: 1, inCrm: 1, review: 3 } },
      },
      counts: { linked: 1, createdInExchange: 1, createdInCrm: 1, review: 3, deletedInCrm: 0, deletedInExchange: 0 },
    });
    expect(writesOf(world)).toBe(0);
    expect(world.store.links.size).toBe(0);
    expect(world.approvals).toEqual([]);
    expect(scopeOf(world)).toMatchObject({ status: 'hold', lastSuccessAt: null });
  });

  it('is the same plan as a dry run, which lists who would be linked with whom, and whom nobody can tell', async () => {
    const world = mixedWorld();
    const dry = await world.run({ ...APPROVE, dryRun: true });
    const steps = dry.steps.map(({ kind, state, label, counterpart }) => ({ kind, state, label, counterpart }));
    const alone = { state: null, counterpart: null };
    expect(steps).toEqual(
      expect.arrayContaining([
        { kind: 'link', state: null, label: 'Carla Rossi', counterpart: 'Rossi, Carla' },
        { kind: 'hold', state: 'review', label: 'Elena Rossi', counterpart: null },
        { kind: 'createInExchange', label: 'Anna Rossi', ...alone },
        { kind: 'createInCrm', label: 'Bruno Rossi', ...alone },
      ]),
    );
    expect(dry).toMatchObject({ outcome: 'held', dryRun: true, stepsLeftOut: 0 });
    expect(scopeOf(world)?.status).toBe('ok');
    expect((await world.run(APPROVE)).planHash).toBe(dry.planHash);
  });

  it('is carried out when exactly that plan is approved, which is told before its first write', async () => {
    const world = mixedWorld();
    const held = await world.run(APPROVE);
    const done = await world.run(approving(held));

    expect(done).toMatchObject({
      outcome: 'done',
      brake: null,
      counts: { linked: 1, createdInExchange: 1, createdInCrm: 1, review: 3 },
    });
    expect(world.approvals).toMatchObject([{ brake: { kind: 'firstRun' }, planHash: held.planHash, writesBefore: 0 }]);
    expect(scopeOf(world)).toMatchObject({ status: 'ok', statusReason: null, lastSuccessAt: expect.any(String) });
  });

  it('is not carried out when its approval cannot be recorded', async () => {
    const world = mixedWorld();
    const held = await world.run(APPROVE);
    world.approvals.push = () => {
      throw new Error('the record of approvals is full');
    };
    expect(await world.run(approving(held))).toMatchObject({ outcome: 'failed' });
    expect(writesOf(world)).toBe(0);
  });

  it('is over then: what people do later travels without being asked for', async () => {
    const world = mixedWorld();
    await world.run(approving(await world.run(APPROVE)));
    world.crm.put(person('Fabio'));
    expect(await world.run(APPROVE)).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1 } });
  });

  it('asks nobody where there is nothing to do', async () => {
    const world = createWorld();
    expect(await world.run(APPROVE)).toMatchObject({ outcome: 'done', brake: null });
    expect(scopeOf(world)?.lastSuccessAt).not.toBeNull();
  });

  it('asks where nothing would be written, but somebody has to decide', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false, updateExchangeToCrm: false });
    world.crm.put(person('Elena'));
    for (let index = 0; index < 2; index += 1) world.exchange.put(person('Elena'));
    const held = await world.run(APPROVE);
    expect(held.brake?.reason.params).toEqual({ links: 0, inExchange: 0, inCrm: 0, review: 3 });
    expect(await world.run(approving(held))).toMatchObject({ outcome: 'done', counts: { review: 3 } });
  });

  it('asks where the only thing to do is to link equals', async () => {
    const world = createWorld();
    world.crm.put(person('Carla'));
    world.exchange.put(person('Carla'));
    expect(await world.run(APPROVE)).toMatchObject({ outcome: 'held', counts: { linked: 1 } });
    expect(world.store.links.size).toBe(0);
  });

  it('asks nobody where the account does not want it', async () => {
    const world = mixedWorld();
    expect(await world.run({ firstRun: 'automatic' })).toMatchObject({ outcome: 'done', counts: { linked: 1 } });
    expect(world.approvals).toEqual([]);
  });

  it('shows links and what is left to decide even where the list is cut', async () => {
    const world = mixedWorld();
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Anna${index}`));
    const dry = await world.run({ ...APPROVE, dryRun: true, listedSteps: 5 });
    expect(dry.steps.filter(({ kind }) => kind === 'link' || kind === 'hold')).toHaveLength(4);
    expect(dry.steps).toHaveLength(5);
    expect(dry.stepsLeftOut).toBe(31);
    expect(dry.counts).toMatchObject({ linked: 1, createdInExchange: 31, createdInCrm: 1, review: 3 });
  });

  it('says when an appointment is, because subjects repeat', async () => {
    const world = createWorld('appointments');
    world.crm.put(appointment('Review', 1));
    world.exchange.put(appointment('Review', 8));
    const { steps } = await world.run(APPROVE);
    expect(steps.map(({ label, startsAt }) => [label, startsAt])).toEqual(
      expect.arrayContaining([
        ['Review', '2026-12-01T09:00:00Z'],
        ['Review', '2026-12-08T09:00:00Z'],
      ]),
    );
  });
});

describe('an approval holds for exactly one plan', () => {
  it.each<[string, (world: World) => void]>([
    ['a new record', (world) => world.crm.put(person('Fabio'))],
    ['a new item', (world) => world.exchange.put(person('Fabio'))],
    ['another value', (world) => world.crm.edit([...world.crm.records.keys()][0] ?? '', { jobTitle: 'Marketing' })],
    ['a match that became unclear', (world) => world.exchange.put(person('Carla'))],
    ['a match that became clear', (world) => world.exchange.erase([...world.exchange.items.keys()].at(-1) ?? '')],
    ['another category', (world) => void (world.rules = { ...world.rules, exchangeCategories: ['Clients'] })],
    ['a rule that was switched off', (world) => void (world.rules = { ...world.rules, updateExchangeToCrm: false })],
  ])('%s makes it another one', async (_title, act) => {
    const world = mixedWorld();
    const first = await world.run(APPROVE);
    act(world);
    const second = await world.run(approving(first));
    expect(second).toMatchObject({ outcome: 'held', brake: { kind: 'firstRun' } });
    expect(second.planHash).not.toBe(first.planHash);
    expect(writesOf(world)).toBe(0);
    expect(world.store.links.size).toBe(0);
    expect(await world.run(approving(second))).toMatchObject({ outcome: 'done' });
  });

  it('and what looks different when its turn comes is left out, and shown again', async () => {
    const world = createWorld();
    world.chunkSize = 2;
    for (let index = 0; index < 6; index += 1) world.crm.put(person(`Anna${index}`));
    const late = world.crm.put(person('Zoe'));
    const held = await world.run(APPROVE);
    let edited = false;
    world.interruptions.between = () => {
      if (edited || world.progress.at(-1)?.phase !== 'apply') return;
      edited = true;
      world.crm.edit(late.id, { jobTitle: 'Sales' });
    };
    const again = await world.run(approving(held));
    expect(edited).toBe(true);
    expect(again).toMatchObject({ outcome: 'held', brake: { kind: 'firstRun' } });
    expect(again.steps.map(({ kind, label }) => [kind, label])).toEqual([['createInExchange', 'Zoe Rossi']]);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(6);

    expect(await world.run(APPROVE)).toMatchObject({ outcome: 'held', planHash: again.planHash });
    expect(await world.run(approving(again))).toMatchObject({ outcome: 'done' });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(7);
  });

  it('and two that changed under our hands are not linked with values that nobody has seen', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Carla', { jobTitle: 'Sales' }));
    world.exchange.put(person('Carla', { nickname: 'C' }));
    const held = await world.run(APPROVE);
    const { update } = world.crm;
    world.crm.update = (...args) => {
      world.crm.update = update;
      world.crm.edit(record.id, { jobTitle: 'Marketing' });
      return update(...args);
    };
    const again = await world.run(approving(held));
    expect(again).toMatchObject({ outcome: 'held', brake: { kind: 'firstRun' }, counts: { linked: 1 } });
    expect(again.planHash).not.toBe(held.planHash);
    expect(world.store.links.size).toBe(0);
    expect([...world.exchange.items.values()][0]?.fields).not.toHaveProperty('jobTitle');
    expect(await world.run(approving(again))).toMatchObject({ outcome: 'done', counts: { linked: 1 } });
  });

  it('and does not stop what people enter while it is carried out', async () => {
    const world = createWorld();
    world.chunkSize = 2;
    for (let index = 0; index < 6; index += 1) world.crm.put(person(`Anna${index}`));
    const held = await world.run(APPROVE);
    let entered = false;
    world.interruptions.between = () => {
      if (entered || world.progress.at(-1)?.phase !== 'apply') return;
      entered = true;
      world.crm.put(person('Zoe'));
    };
    expect(await world.run(approving(held))).toMatchObject({ outcome: 'done', counts: { createdInExchange: 7 } });
  });
});

/** Unlike `settle`, approves whatever is shown. */
async function settleApproving(world: World): Promise<void> {
  for (let count = 0; count < 25; count += 1) {
    world.pass(200_000);
    const before = writesOf(world);
    const report = await world.run(APPROVE);
    const over = scopeOf(world)?.lastSuccessAt !== null;
    expect(over ? 0 : writesOf(world) - before, 'written without an approval').toBe(0);
    if (report.outcome === 'held') await world.run(approving(report));
    else if (writesOf(world) === before && world.store.intents.size === 0) return;
  }
  throw new Error('I1: no rest after 25 runs');
}

const FIRST_SYNCHRONISATIONS = SCENARIOS.filter(({ before }) => before === undefined);

function prepare({ itemType, rules, act }: Scenario): World {
  const world = createWorld(itemType, rules);
  act(world);
  return world;
}

describe('a calm first run', () => {
  it.each(FIRST_SYNCHRONISATIONS.map((scenario) => [scenario.title, scenario] as const))(
    '%s: one approval is enough, in however small chunks it is read',
    async (_title, scenario) => {
      for (const chunkSize of [100, 2, 1]) {
        const world = prepare(scenario);
        world.chunkSize = chunkSize;
        const held = await world.run(APPROVE);
        expect(held.outcome).toBe('held');
        expect(await world.run(approving(held)), `chunks of ${chunkSize}`).toMatchObject({ outcome: 'done' });
        expect(await world.run(APPROVE)).toMatchObject({ outcome: 'done' });
      }
    },
  );
});

describe('a first run that dies before or after any step', () => {
  it.each(FIRST_SYNCHRONISATIONS.map((scenario) => [scenario.title, scenario] as const))(
    '%s: nothing goes on without a new approval, and with it the end is the same',
    async (_title, scenario) => {
      const calm = prepare(scenario);
      const plan = await calm.run(APPROVE);
      calm.interruptions.restart();
      await calm.run(approving(plan));
      const { steps, names } = { steps: calm.interruptions.steps, names: [...calm.interruptions.names] };
      await settleApproving(calm);
      const expected = viewOf(calm);
      const ordinary = prepare(scenario);
      await ordinary.settle();
      expect(expected).toEqual(viewOf(ordinary));

      for (let step = 1; step <= steps; step += 1)
        for (const moment of ['before', 'after'] as const) {
          const world = prepare(scenario);
          const held = await world.run(APPROVE);
          world.interruptions.restart();
          world.interruptions.crashAt(step, moment);
          await world.run(approving(held)).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
          world.defects.length = 0;
          world.interruptions.restart();
          const where = `${moment} step ${step}: ${names[step - 1]}`;
          const written = writesOf(world);
          const next = await world.run(APPROVE);
          const over = scopeOf(world)?.lastSuccessAt !== null && next.outcome !== 'held';
          expect(over ? 0 : writesOf(world) - written, `written unapproved, ${where}`).toBe(0);
          await settleApproving(world);
          expect(viewOf(world), where).toEqual(expected);
        }
    },
  );

  it('is not over while a write is in flight, which no plan can show', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const held = await world.run(APPROVE);
    const { create } = world.exchange;
    world.exchange.create = () => {
      throw new Crash();
    };
    await world.run(approving(held));
    world.exchange.create = create;
    world.defects.length = 0;
    expect(world.store.intents.size).toBe(1);

    expect(await world.run(APPROVE)).toMatchObject({ outcome: 'done' });
    world.pass(200_000);
    const rest = await world.run(APPROVE);
    expect(rest).toMatchObject({ outcome: 'held', counts: { createdInExchange: 1 } });
    expect(world.exchange.items.size).toBe(0);
    expect(await world.run(approving(rest))).toMatchObject({ outcome: 'done' });
    expect(world.exchange.items.size).toBe(1);
  });

  it('never deletes what a person deleted meanwhile without showing it', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true });
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Anna${index}`));
    const held = await world.run(APPROVE);
    let batches = 0;
    const { create } = world.exchange;
    world.exchange.create = (...args) => {
      batches += 1;
      if (batches === 2) throw new Crash();
      return create(...args);
    };
    await world.run(approving(held));
    world.exchange.create = create;
    world.defects.length = 0;
    expect(world.exchange.items.size).toBe(20);
    for (const id of [...world.crm.records.keys()].slice(0, 3)) world.crm.erase(id);
    world.pass(200_000);

    const rest = await world.run(APPROVE);
    expect(rest).toMatchObject({ outcome: 'held', counts: { deletedInExchange: 3, createdInExchange: 10 } });
    expect(rest.steps.filter(({ kind }) => kind === 'deleteInExchange')).toHaveLength(3);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(20);
    expect(await world.run(approving(rest))).toMatchObject({ outcome: 'done' });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(27);
  });
});
