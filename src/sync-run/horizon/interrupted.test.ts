import { expect, it } from 'vitest';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { Crash } from '../testing/interruptions.ts';
import type { World } from '../testing/world.ts';
import { writesOf } from '../testing/world.ts';
import { NO_BRAKES, rows, rowsWorld, shownInCrm, shownInExchange } from './testing/rows.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const [FROM, UNTIL] = ['2026-10-01', '2027-07-01'];
const THREE = { kind: 'numbered', occurrences: 3 } as const;

function theSeries(world: World): string {
  return world.exchange.inFolder('synchronised')[0]?.id ?? '';
}

function editRow(world: World, place: number, text: string): void {
  world.crm.edit(rows(world)[place]?.id ?? '', { location: text });
}

const SCENARIOS: readonly (readonly [title: string, act: (world: World) => void])[] = [
  ['a second series', (world) => void world.exchange.put({ subject: 'Visita', time: weekly({ range: THREE }) })],
  [
    'rows edited and one deleted',
    (world) => {
      editRow(world, 0, 'Sala 1');
      editRow(world, 1, 'Sala 2');
      world.crm.erase(rows(world)[2]?.id ?? '');
    },
  ],
  [
    'occurrences changed on both sides',
    (world) => {
      editRow(world, 0, 'Sala 1');
      world.exchange.edit(theSeries(world), {
        occurrences: { [MON1]: changed({ time: at(MON1, 11) }), [MON3]: DELETED },
      });
    },
  ],
  [
    'the series at another time',
    (world) => world.exchange.edit(theSeries(world), { time: weekly({ start: '2026-12-08', range: THREE }) }),
  ],
  ['the series thrown away', (world) => void world.exchange.move(theSeries(world), 'deletedItems')],
  ['one appointment of it', (world) => world.exchange.edit(theSeries(world), { time: at(MON1, 8) })],
  [
    'a longer series when the horizon moves',
    (world) => {
      world.exchange.edit(theSeries(world), { time: weekly({ range: { kind: 'numbered', occurrences: 27 } }) });
      world.today = '2026-12-01';
    },
  ],
];

async function prepared(act: (world: World) => void): Promise<World> {
  const world = rowsWorld();
  world.brakes = NO_BRAKES;
  world.exchange.put({
    subject: 'Riunione',
    time: weekly({ range: THREE }),
    occurrences: { [MON2]: changed({ subject: 'Altra' }) },
  });
  await world.settle();
  act(world);
  world.interruptions.restart();
  return world;
}

it.each(SCENARIOS)('a run that dies after any step leaves what a whole one leaves: %s', async (_title, act) => {
  const calm = await prepared(act);
  await calm.run();
  const { steps, names } = { steps: calm.interruptions.steps, names: [...calm.interruptions.names] };
  await calm.settle();
  const expected = shownInCrm(calm);
  expect(shownInExchange(calm, FROM, UNTIL)).toEqual(expected);

  // Before a step is after the one before it.
  for (let step = 1; step <= steps; step += 1) {
    const where = `step ${step}: ${names[step - 1]}`;
    const world = await prepared(act);
    world.interruptions.crashAt(step, 'after');
    await world.run().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    world.interruptions.restart();
    await world.settle();
    expect(
      world.defects.filter((defect) => !(defect instanceof Crash)),
      where,
    ).toEqual([]);
    expect(shownInCrm(world), where).toEqual(expected);
    expect(shownInExchange(world, FROM, UNTIL), where).toEqual(expected);
    const writes = writesOf(world);
    await world.run();
    expect(writesOf(world), where).toBe(writes);
  }
});
