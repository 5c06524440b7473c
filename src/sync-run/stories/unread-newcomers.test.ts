import { describe, expect, it } from 'vitest';
import type { Side } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const PASSING = new ConnectorError({
  code: 'ErrorInternalServerTransientError',
  disposition: 'retry',
  message: 'not just now',
});

/** So many reads of a side answer with an error for each of these items. */
function failReads(world: World, side: Side, ids: readonly string[], times: number): void {
  const port: { read: (...args: never) => Promise<readonly unknown[]> } = world[side];
  const read = port.read.bind(port) as (type: never, wanted: readonly string[]) => Promise<readonly unknown[]>;
  let left = times;
  port.read = async (type: never, wanted: readonly string[]) => {
    const reads = await read(type, wanted);
    if (left === 0 || !wanted.some((id) => ids.includes(id))) return reads;
    left -= 1;
    return reads.map((one, at) => (ids.includes(wanted[at] ?? '') ? { kind: 'failed', error: PASSING } : one));
  };
}

function annaOnBothSides(world: World): Readonly<Record<Side, string>> {
  return { crm: world.crm.put(person('Anna')).id, exchange: world.exchange.put(person('Anna')).id };
}

function standing(world: World): Readonly<Record<Side, number>> {
  return { crm: world.crm.records.size, exchange: world.exchange.inFolder('synchronised').length };
}

describe('U2: what cannot be read for a passing reason may be the counterpart of what is new on the other side', () => {
  it.each(['crm', 'exchange'] as const)(
    'in %s: it is read again before anything is created, and linked',
    async (side) => {
      const world = createWorld();
      failReads(world, side, [annaOnBothSides(world)[side]], 1);
      const report = await world.run();
      expect(report.counts).toMatchObject({ linked: 1, createdInCrm: 0, createdInExchange: 0 });
      expect(standing(world)).toEqual({ crm: 1, exchange: 1 });
    },
  );

  it.each(['crm', 'exchange'] as const)('in %s: what is new waits for the next run', async (side) => {
    const world = createWorld();
    failReads(world, side, [annaOnBothSides(world)[side]], Number.POSITIVE_INFINITY);
    await world.run();
    expect(standing(world)).toEqual({ crm: 1, exchange: 1 });
    const other = side === 'crm' ? 'exchange' : 'crm';
    expect([...world.store.unlinked.values()].find((row) => row.side === other)).toMatchObject({
      state: 'wait',
      reason: { row: 'U2', code: 'counterpart_not_read' },
    });
  });

  it('a run that died after the list of changes leaves as much time', async () => {
    const world = createWorld();
    const { exchange } = annaOnBothSides(world);
    const { countHints } = world.store;
    world.store.countHints = () => Promise.reject(new Error('died after the list of changes'));
    await world.run().catch(() => undefined);
    world.store.countHints = countHints;
    failReads(world, 'exchange', [exchange], 3);
    await world.settle();
    expect(standing(world)).toEqual({ crm: 1, exchange: 1 });
  });

  it.each([
    { others: 3, times: 3 },
    // More chunks than a survey keeps: it reads everything twice, and the second time in vain for others.
    { others: 30, times: 1 },
  ])('in a mailbox that is read chunk by chunk, with $others others', async ({ others, times }) => {
    const world = createWorld();
    world.chunkSize = 2;
    const unread = annaOnBothSides(world).exchange;
    for (let index = 0; index < others; index += 1) world.crm.put(person(`Bruno${index}`));
    failReads(world, 'exchange', [unread], times);
    await world.settle();
    expect(standing(world)).toEqual({ crm: others + 1, exchange: others + 1 });
  });

  it('an item that stays unread holds nobody up for longer than a run', async () => {
    const world = createWorld();
    world.crm.put(person('Bruno'));
    const item = world.exchange.put(person('Anna'));
    failReads(world, 'exchange', [item.id], Number.POSITIVE_INFINITY);
    await world.run();
    expect(standing(world)).toEqual({ crm: 1, exchange: 1 });
    await world.run();
    expect(standing(world)).toEqual({ crm: 1, exchange: 2 });
    world.crm.put(person('Carla'));
    await world.run();
    expect(standing(world)).toEqual({ crm: 2, exchange: 3 });
  });

  it('where nothing is made of what is new, it does not wait', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false });
    failReads(world, 'exchange', [annaOnBothSides(world).exchange], Number.POSITIVE_INFINITY);
    await world.run();
    expect([...world.store.unlinked.values()]).toMatchObject([{ side: 'crm', reason: { code: 'create_rule_off' } }]);
  });
});
