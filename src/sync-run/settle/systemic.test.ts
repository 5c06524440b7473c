import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../model/index.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';

const error = new ConnectorError({ code: 'ErrorUnheardOf', disposition: 'quarantine', message: 'no' });
const REFUSED = { kind: 'failed', error } as const;

/** So many records that Exchange does not have yet. */
function withRecords(count: number): World {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) world.crm.put(person(`Anna${index}`));
  return world;
}

/** One answer for each, in order; those that are refused get no further. */
async function eachAlone<T, Answer>(
  all: readonly T[],
  isRefused: (one: T) => boolean,
  ask: (one: T) => Promise<readonly Answer[]>,
): Promise<(Answer | typeof REFUSED)[]> {
  const answers: (Answer | typeof REFUSED)[] = [];
  for (const one of all) answers.push(...(isRefused(one) ? [REFUSED] : await ask(one)));
  return answers;
}

/** Exchange makes none of these. @returns ends that */
function refuseCreates(world: World, isRefused: (fields: object) => boolean = () => true): () => void {
  const { create } = world.exchange;
  world.exchange.create = (itemType, items) =>
    eachAlone(
      items,
      ({ fields }) => isRefused(fields),
      (item) => create(itemType, [item]),
    );
  return () => {
    world.exchange.create = create;
  };
}

describe('one item after the other that fails with the same error', () => {
  it('ends the run: the items of a mailbox are not parked one by one for an outage', async () => {
    const world = withRecords(60);
    const end = refuseCreates(world);
    const report = await world.run();
    expect(report).toMatchObject({
      outcome: 'failed',
      problem: { code: 'errors_in_a_row', details: { items: 20, errorCode: 'ErrorUnheardOf' } },
      failure: { disposition: 'backoff' },
    });
    expect(world.store.quarantine.size).toBe(20);
    end();
    await world.settle();
    expect(world.exchange.items.size).toBe(60);
    expect(world.store.quarantine.size).toBe(0);
  });

  it('ends the run where nothing can be read, too', async () => {
    const world = createWorld();
    for (let index = 0; index < 60; index += 1) world.exchange.put(person(`Anna${index}`));
    world.chunkSize = 20;
    const { read } = world.exchange;
    world.exchange.read = async (_itemType, ids) => ids.map(() => ({ kind: 'failed', error }));
    expect(await world.run()).toMatchObject({ outcome: 'failed', problem: { code: 'errors_in_a_row' } });
    expect(world.store.quarantine.size).toBe(20);
    world.exchange.read = read;
    await world.settle();
    expect(world.crm.records.size).toBe(60);
  });

  it('I12: is theirs where others in between can be read', async () => {
    const world = createWorld();
    const items = [];
    for (let index = 0; index < 60; index += 1) items.push(world.exchange.put(person(`Anna${index}`)));
    const { read } = world.exchange;
    const readable = new Set(items.flatMap(({ id }, index) => (index % 6 === 0 ? [id] : [])));
    world.exchange.read = (itemType, ids) =>
      eachAlone(
        ids,
        (id) => !readable.has(id),
        (id) => read(itemType, [id]),
      );
    expect(await world.run()).toMatchObject({ outcome: 'done' });
    expect([world.crm.records.size, world.store.quarantine.size]).toEqual([10, 50]);
  });

  it('I12: is theirs where others in between go through, and holds up nobody', async () => {
    const world = withRecords(60);
    refuseCreates(world, (fields) => !/Anna\d*[05] /.test(JSON.stringify(fields)));
    expect(await world.run()).toMatchObject({ outcome: 'done' });
    expect(world.exchange.items.size).toBe(12);
    expect(world.store.quarantine.size).toBe(48);
  });

  it('I12: is theirs where they have it again and again: the others get their turn within a quarter of an hour', async () => {
    const world = withRecords(30);
    refuseCreates(world);
    await world.run();
    for (let minute = 0; minute < 15; minute += 1) {
      world.pass(60_000);
      await world.run();
    }
    expect(world.store.quarantine.size).toBe(30);
    expect(await world.run()).toMatchObject({ outcome: 'done' });
  });
});

describe('one item after the other that fails while a person waits for it', () => {
  it('I12: breaks off no plan that was approved, whose approval would be spent', async () => {
    const world = withRecords(60);
    refuseCreates(world, (fields) => !/Anna[45]\d /.test(JSON.stringify(fields)));
    const shown = await world.run({ firstRun: 'approve' });
    const report = await world.run({ firstRun: 'approve', appliesPlan: shown.planRunId });
    expect(report).toMatchObject({ outcome: 'done', counts: { createdInExchange: 20, quarantined: 40 } });
    expect(world.exchange.items.size).toBe(20);
  });

  it('breaks off no undo, for what it cannot take back would stand in its way for ever', async () => {
    const world = withRecords(60);
    const made = await world.run();
    const { delete: remove } = world.exchange;
    const refused = new Set([...world.exchange.items.keys()].slice(0, 40));
    world.exchange.delete = (itemType, batch, mode) =>
      eachAlone(
        batch,
        ({ id }) => refused.has(id),
        (one) => remove(itemType, [one], mode),
      );
    const report = await takeBack(world, made.runId ?? '');
    expect(report).toMatchObject({ outcome: 'done' });
    expect(world.exchange.inFolder('synchronised').length).toBe(40);
  });
});

describe('how many items had an error', () => {
  /** Pairs that cannot be read in Exchange, with a hint on either side. */
  async function withUnreadablePairs(count: number): Promise<World> {
    const world = withRecords(count);
    await world.settle();
    for (const record of world.crm.records.values()) world.crm.edit(record.id, { jobTitle: 'Judge' });
    for (const item of world.exchange.items.values()) world.exchange.edit(item.id, { companyName: 'Contoso' });
    const { read } = world.exchange;
    const unread = new Set(world.exchange.items.keys());
    world.exchange.read = (itemType, ids) =>
      eachAlone(
        ids,
        (id) => unread.has(id),
        (id) => read(itemType, [id]),
      );
    return world;
  }

  it('is counted of pairs, which are parked at both of their ends', async () => {
    const world = await withUnreadablePairs(10);
    for (const minutes of [0, 1, 5]) {
      world.pass(minutes * 60_000);
      await world.run();
    }
    expect(world.store.quarantine.size).toBe(20);
    expect([...world.store.quarantine.values()].every(({ attempts }) => attempts === 3)).toBe(true);
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Berta${index}`));
    refuseCreates(world);
    expect(await world.run()).toMatchObject({ problem: { code: 'errors_in_a_row' } });
  });

  it('I12: counts a pair once, also where its two ends are looked at one long after the other', async () => {
    const world = await withUnreadablePairs(12);
    world.chunkSize = 1;
    expect(await world.run()).toMatchObject({ outcome: 'done' });
    expect(world.store.quarantine.size).toBe(24);
  });
});
