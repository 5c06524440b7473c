import { describe, expect, it } from 'vitest';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import { ConnectorError } from '../model/index.ts';
import { createPlanStore, createRunStore, createSyncStore } from '../store/index.ts';
import { linkOf, pairInStep, person } from './testing/people.ts';
import { SCENARIOS } from './testing/scenarios.ts';
import { viewOf } from './testing/view.ts';
import { callsOf, createWorld, forgetCalls, OWNER } from './testing/world.ts';

const throttled = () =>
  new ConnectorError({ code: 'ErrorServerBusy', disposition: 'backoff', message: 'busy', retryAfterMs: 30_000 });

describe('a run as a whole', () => {
  it('is refused while somebody else holds the lease, and takes over when that has run out', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    const scope = await world.store.ensureScope(OWNER, 'contacts');
    await world.store.acquireLease(scope.id, 'other worker', 180);
    expect(await world.run()).toMatchObject({ outcome: 'busy', runId: null });
    expect(callsOf(world)).toEqual({});
    world.pass(181_000);
    expect(await world.run()).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1 } });
  });

  it('ends when its lease is taken over, and settles nothing after that', async () => {
    const world = createWorld();
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Anna${index}`));
    const create = world.exchange.create;
    world.exchange.create = async (...args) => {
      const outcomes = await create(...args);
      world.pass(200_000);
      await world.store.acquireLease('account-contacts', 'other worker', 180);
      return outcomes;
    };
    expect(await world.run()).toMatchObject({ outcome: 'failed', problem: { code: 'lease_lost' } });
    expect(world.store.links.size).toBe(0);
    expect(world.exchange.items.size).toBe(20);

    world.exchange.create = create;
    world.pass(200_000);
    await world.settle();
    expect(world.exchange.items.size).toBe(30);
    expect(world.store.links.size).toBe(30);
  });

  it('calls no side when the lease could end before the call does', async () => {
    const world = createWorld();
    world.crm.put(person('Anna'));
    expect(await world.run({ callTimeoutMs: 170_000 })).toMatchObject({
      outcome: 'failed',
      problem: { code: 'lease_too_short' },
    });
    expect(callsOf(world)).toEqual({});
  });

  it('stops at the first batch that the server throttles, says how long to wait, and goes on later', async () => {
    const world = createWorld();
    for (let index = 0; index < 50; index += 1) world.crm.put(person(`Anna${index}`));
    const create = world.exchange.create;
    let batches = 0;
    world.exchange.create = async (type, items) => {
      batches += 1;
      if (batches === 1) return create(type, items);
      return items.map(() => ({ kind: 'failed', error: throttled() }));
    };
    expect(await world.run()).toMatchObject({
      outcome: 'failed',
      problem: { code: 'ErrorServerBusy' },
      failure: { disposition: 'backoff', retryAfterMs: 30_000 },
      counts: { createdInExchange: 20, quarantined: 0 },
    });
    expect(batches).toBe(2);
    world.exchange.create = create;
    expect((await world.run()).counts.createdInExchange).toBe(30);
    expect(world.exchange.items.size).toBe(50);
  });

  it('reports a refused sign-in and forgets nothing', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    const listChanges = world.exchange.listChanges;
    world.exchange.listChanges = () =>
      Promise.reject(new ConnectorError({ code: 'sign_in_refused', disposition: 'reauth', message: 'no' }));
    expect(await world.run()).toMatchObject({
      outcome: 'failed',
      problem: { code: 'sign_in_refused' },
      failure: { disposition: 'reauth', retryAfterMs: null },
    });
    expect(world.runs.records.at(-1)).toMatchObject({ outcome: 'failed', problem: { code: 'sign_in_refused' } });
    world.exchange.listChanges = listChanges;
    await world.run();
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Sales');
  });

  it('a change list that turns in a circle is a lost position, once, and then an error', async () => {
    const world = createWorld();
    await pairInStep(world, person('Anna'));
    const listChanges = world.exchange.listChanges;
    world.exchange.listChanges = async (type, cursor) => ({
      ...(await listChanges(type, cursor)),
      cursor: cursor ?? '0:0',
      more: true,
    });
    expect(await world.run()).toMatchObject({ outcome: 'failed', problem: { code: 'cursor_wedged' } });
    world.exchange.listChanges = listChanges;
    await world.run();
    expect(linkOf(world, 'C00001').state).toBe('LINKED');
  });

  it('does nothing for an item type that is switched off or a scope that is paused', async () => {
    const world = createWorld('contacts', { synchronise: false });
    world.crm.put(person('Anna'));
    expect(await world.run()).toMatchObject({ outcome: 'done', runId: null });
    world.rules = { ...world.rules, synchronise: true };
    const scope = await world.store.ensureScope(OWNER, 'contacts');
    world.store.scopes.set(scope.id, { ...scope, status: 'paused' });
    expect(await world.run()).toMatchObject({ outcome: 'held', problem: { code: 'scope_paused' } });
    expect(callsOf(world)).toEqual({});
  });

  it('tells its progress', async () => {
    const world = createWorld();
    for (let index = 0; index < 250; index += 1) world.crm.put(person(`Anna${index}`));
    await world.run();
    const of = (phase: string) =>
      world.progress.filter((event) => event.phase === phase).map(({ done, total }) => [done, total]);
    expect(of('survey').slice(0, 3)).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
    expect(of('apply').slice(0, 3)).toEqual(of('survey').slice(0, 3));
  });

  it('plans and counts a pair once, however many chunks its two ends are apart', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    world.chunkSize = 10;
    const pairs = Array.from({ length: 30 }, (_, index) => {
      world.exchange.put(person(`Anna${index}`));
      return index;
    });
    await world.settle();
    for (const record of world.crm.records.values()) world.crm.edit(record.id, { jobTitle: 'Sales' });
    await world.settle();
    world.rules = { ...world.rules, updateCrmToExchange: true };
    const preview = await world.run({ dryRun: true });
    expect(preview.counts).toMatchObject({ updatedInExchange: pairs.length });
    expect(preview.steps).toHaveLength(pairs.length);
    forgetCalls(world);
    expect((await world.run()).counts).toMatchObject({ updatedInExchange: pairs.length, unchanged: 0 });
  });

  it('§1.6: a migrated mailbox in which all items are found again is believed again', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    // Every item gets another id, which is what a migration looks like from outside.
    for (const item of world.exchange.inFolder('synchronised'))
      world.exchange.move(world.exchange.move(item.id, 'other').id, 'synchronised');
    world.exchange.identity = { smtp: 'anna@example.com', fingerprint: 'folders-2' };
    world.exchange.invalidateCursors();
    await world.settle();
    expect(world.crm.records.size).toBe(30);
    expect(world.exchange.items.size).toBe(30);
    expect([...world.store.scopes.values()]).toMatchObject([{ status: 'ok', mailboxSmtp: 'anna@example.com' }]);
  });
});

describe('on the real store', () => {
  it('every scenario ends as in memory, and a further run makes one list per side', { timeout: 240_000 }, async () => {
    const db = await openTestDatabase();
    await migrate(db);
    for (const scenario of SCENARIOS) {
      await db.query('TRUNCATE raccordo.scope CASCADE');
      const inMemory = createWorld(scenario.itemType, scenario.rules);
      const stored = createWorld(scenario.itemType, scenario.rules);
      stored.memory = { store: createSyncStore(db), runs: createRunStore(db), plans: createPlanStore(db) };
      for (const world of [inMemory, stored]) {
        if (scenario.before !== undefined) {
          scenario.before(world);
          await world.settle();
        }
        scenario.act(world);
        await world.settle();
      }
      const [actual, expected] = [viewOf(stored), viewOf(inMemory)];
      expect(actual.crm, scenario.title).toEqual(expected.crm);
      expect(actual.exchange, scenario.title).toEqual(expected.exchange);
      forgetCalls(stored);
      expect(await stored.run()).toMatchObject({ outcome: 'done' });
      expect(callsOf(stored), scenario.title).toEqual({ 'exchange.listChanges': 1, 'crm.listChanges': 1 });
    }
    await db.close();
  });
});
