import { describe, expect, it } from 'vitest';
import type { ExchangeWriteOutcome } from '../exchange/port.ts';
import { ConnectorError } from '../model/index.ts';
import { person } from './testing/people.ts';
import type { World } from './testing/world.ts';
import { createWorld } from './testing/world.ts';

const error = new ConnectorError({ code: 'ErrorUnheardOf', disposition: 'quarantine', message: 'no' });

/** So many records that Exchange does not have yet. */
function withRecords(count: number): World {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) world.crm.put(person(`Anna${index}`));
  return world;
}

/** Exchange makes none of these. @returns ends that */
function refuseCreates(world: World, isRefused: (fields: object) => boolean = () => true): () => void {
  const { create } = world.exchange;
  world.exchange.create = async (itemType, items) => {
    const outcomes: ExchangeWriteOutcome[] = [];
    for (const item of items)
      if (isRefused(item.fields)) outcomes.push({ kind: 'failed', error });
      else outcomes.push(...(await create(itemType, [item])));
    return outcomes;
  };
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
