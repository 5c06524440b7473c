import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import type { ExplainedPair } from '../explain/index.ts';
import { explainPair } from '../explain/index.ts';
import type { World } from '../testing/world.ts';
import { writesOf } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';
import { rememberedWorld } from '../verify/testing/remembered-world.ts';
import { rows, rowsWorld, shownInCrm } from './testing/rows.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const series = { subject: 'Riunione', time: weekly({ range: { kind: 'numbered', occurrences: 3 } }) } as const;

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
});
afterAll(() => db.close());

function theSeries(world: World): string {
  return world.exchange.inFolder('synchronised')[0]?.id ?? '';
}

async function inStep(): Promise<World> {
  const world = rowsWorld();
  world.exchange.put(series, { uid: 'uid-1' });
  await world.settle();
  return world;
}

describe('a verification', () => {
  it('of a world at rest finds nothing, also months later', async () => {
    const { world, verify } = rememberedWorld(db, 'appointments', {}, { recurrence: 'none' });
    world.exchange.put({ subject: 'Senza fine', time: weekly({ start: '2026-11-02' }) });
    world.exchange.put(series);
    await world.settle();
    expect((await verify()).found).toEqual([]);
    world.exchange.edit(theSeries(world), { occurrences: { [MON2]: DELETED } });
    world.today = '2027-03-15';
    await world.settle();
    expect((await verify()).found).toEqual([]);
  });

  it('finds no trace of rows that a series without rights never got', async () => {
    const { world, verify } = rememberedWorld(
      db,
      'appointments',
      { updateExchangeToCrm: false },
      { recurrence: 'none' },
    );
    const { id } = world.exchange.put(series);
    await world.settle();
    world.exchange.edit(id, { time: at(MON1, 8) });
    await world.settle();
    world.exchange.erase(id);
    await world.settle();
    expect((await verify()).found).toEqual([]);
  });
});

describe('an undo', () => {
  it('takes away the rows that a run made, and the series stays', async () => {
    const world = rowsWorld();
    world.exchange.put(series);
    const { runId } = await world.run();
    await world.settle();
    await takeBack(world, runId ?? '');
    await world.settle();
    expect(rows(world)).toEqual([]);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: series }]);
  });

  it('gives an occurrence back what it had', async () => {
    const world = await inStep();
    world.exchange.edit(theSeries(world), { occurrences: { [MON2]: changed({ location: 'Sala 1' }) } });
    await world.settle();
    world.crm.edit(rows(world)[1]?.id ?? '', { location: 'Sala 2' });
    const { runId } = await world.run();
    await takeBack(world, runId ?? '');
    expect(world.exchange.items.get(theSeries(world))?.fields['occurrences']).toEqual({
      [MON2]: changed({ location: 'Sala 1' }),
    });
  });

  it('makes a deleted occurrence anew as a single appointment, for Exchange brings none back', async () => {
    const world = await inStep();
    world.crm.erase(rows(world)[1]?.id ?? '');
    const { runId } = await world.run();
    await world.settle();
    await takeBack(world, runId ?? '');
    await world.settle();
    expect(world.exchange.inFolder('synchronised').map(({ fields }) => fields['time'])).toEqual([
      series.time,
      at(MON2, 8),
    ]);
    const before = writesOf(world);
    await world.run();
    expect(writesOf(world)).toBe(before);
  });
});

describe('"why?"', () => {
  async function why(world: World, side: 'crm' | 'exchange', id: string): Promise<ExplainedPair> {
    let told: ExplainedPair | null = null;
    await world.execute(async (ports, input) => {
      told = await explainPair(ports, input, { side, id });
      return world.run({ dryRun: true });
    });
    if (told === null) throw new Error('nothing told');
    return told;
  }

  it('tells of a row as of any pair', async () => {
    const world = await inStep();
    const [, row] = rows(world);
    expect(await why(world, 'crm', row?.id ?? '')).toMatchObject({
      step: { kind: 'noop', reason: { row: 'L1' } },
      exchange: { kind: 'live', id: `${theSeries(world)}#${MON2}`, fields: { time: at(MON2, 8) } },
    });
    world.exchange.edit(theSeries(world), { occurrences: { [MON3]: DELETED } });
    expect(await why(world, 'exchange', `${theSeries(world)}#${MON3}`)).toMatchObject({
      step: { kind: 'deleteInCrm' },
      exchange: { kind: 'gone' },
    });
    expect(shownInCrm(world)).toHaveLength(3);
  });
});
