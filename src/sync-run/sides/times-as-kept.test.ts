import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../model/index.ts';
import { instantFromEpochSeconds } from '../../model/index.ts';
import { at, changed, weekly } from '../../sync/testing/series.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const ROME = 'Europe/Rome';
const timed = (start: string, end: string, zone: string | null = ROME): FieldValue => ({
  kind: 'timed',
  start,
  end,
  zone,
});
const floating = (start: string, end: string): FieldValue => ({ kind: 'floating', start, end });

function worldOf(times: 'utc' | 'floating'): World {
  return createWorld('appointments', {}, { recurrence: 'none', times });
}

function onlyRow(world: World): { readonly id: string; readonly fields: Fields } {
  const [row, ...more] = [...world.crm.records.values()];
  if (row === undefined || more.length > 0) throw new Error('not one record');
  return row;
}

function onlyItem(world: World): { readonly id: string; readonly fields: Fields } {
  const [item, ...more] = [...world.exchange.items.values()];
  if (item === undefined || more.length > 0) throw new Error('not one item');
  return item;
}

async function expectIdle(world: World): Promise<void> {
  world.exchange.invalidateCursors();
  const before = writesOf(world);
  await world.run();
  expect(writesOf(world)).toBe(before);
}

describe('a CRM of clock readings', () => {
  it('has what the clock of its user shows, and Exchange keeps its zone', async () => {
    const world = worldOf('floating');
    world.exchange.put({
      subject: 'Call',
      time: timed('2026-12-07T14:00:00Z', '2026-12-07T15:00:00Z', 'America/New_York'),
    });
    await world.settle();
    expect(onlyRow(world).fields['time']).toEqual(floating('2026-12-07T15:00:00', '2026-12-07T16:00:00'));
    world.crm.edit(onlyRow(world).id, { time: floating('2026-07-07T15:00:00', '2026-07-07T16:30:00') });
    await world.settle();
    expect(onlyItem(world).fields['time']).toEqual(
      timed('2026-07-07T13:00:00Z', '2026-07-07T14:30:00Z', 'America/New_York'),
    );
    await expectIdle(world);
  });

  it('makes appointments at the instants that its readings are', async () => {
    const world = worldOf('floating');
    world.crm.put({ subject: 'Visita', time: floating('2026-07-07T09:00:00', '2026-07-07T10:00:00') });
    await world.settle();
    expect(onlyItem(world).fields['time']).toEqual(timed('2026-07-07T07:00:00Z', '2026-07-07T08:00:00Z', null));
    await expectIdle(world);
  });

  it('leaves days as they are', async () => {
    const world = worldOf('floating');
    const time = { kind: 'allDay', startDate: '2026-12-07', endDate: '2026-12-09' };
    world.exchange.put({ subject: 'Fiera', time });
    await world.settle();
    expect(onlyRow(world).fields['time']).toEqual(time);
    await expectIdle(world);
  });

  it('has the rows of a series at the same reading in summer and winter', async () => {
    const world = worldOf('floating');
    world.today = '2027-03-01';
    world.exchange.put({
      subject: 'Riunione',
      time: weekly({ start: '2027-03-22', range: { kind: 'numbered', occurrences: 2 } }),
    });
    await world.settle();
    expect([...world.crm.records.values()].map(({ fields }) => fields['time'])).toEqual([
      floating('2027-03-22T09:00:00', '2027-03-22T10:00:00'),
      floating('2027-03-29T09:00:00', '2027-03-29T10:00:00'),
    ]);
    await expectIdle(world);
  });

  it('moves nothing in Exchange, whatever the hour and the night', async () => {
    // Around the nights of 2026 and 2027 in which the clocks of Rome change, and any other time.
    const second = fc.oneof(
      fc.integer({ min: -9_000, max: 9_000 }).map((offset) => Date.UTC(2026, 9, 25, 1) / 1000 + offset),
      fc.integer({ min: -9_000, max: 9_000 }).map((offset) => Date.UTC(2027, 2, 28, 1) / 1000 + offset),
      fc.integer({ min: 1_790_000_000, max: 1_830_000_000 }),
    );
    await fc.assert(
      fc.asyncProperty(second, fc.integer({ min: 0, max: 20_000 }), async (start, seconds) => {
        const world = worldOf('floating');
        const time = timed(instantFromEpochSeconds(start), instantFromEpochSeconds(start + seconds));
        world.exchange.put({ subject: 'Riunione', time });
        await world.settle();
        const { start: from, end } = onlyRow(world).fields['time'] as Record<string, string>;
        expect(String(end) >= String(from)).toBe(true);
        world.crm.edit(onlyRow(world).id, { location: 'Sala 1' });
        await world.settle();
        expect(onlyItem(world).fields).toMatchObject({ time, location: 'Sala 1' });
        await expectIdle(world);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a CRM of instants without zones', () => {
  it('is given no zone, and takes none away', async () => {
    const world = worldOf('utc');
    world.exchange.put({ subject: 'Riunione', time: at('2026-12-07', 8) });
    await world.settle();
    expect(onlyRow(world).fields['time']).toEqual(timed('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z', null));
    world.crm.edit(onlyRow(world).id, { time: timed('2026-12-08T08:00:00Z', '2026-12-08T09:00:00Z', 'UTC') });
    await world.settle();
    expect(onlyItem(world).fields['time']).toEqual(at('2026-12-08', 8));
    await expectIdle(world);
  });

  it('moves one occurrence of a series in its zone', async () => {
    const world = worldOf('utc');
    world.exchange.put({ subject: 'Riunione', time: weekly({ range: { kind: 'numbered', occurrences: 2 } }) });
    await world.settle();
    const [row] = [...world.crm.records.values()];
    world.crm.edit(row?.id ?? '', { time: timed('2026-12-07T12:00:00Z', '2026-12-07T13:00:00Z', null) });
    await world.settle();
    expect(onlyItem(world).fields['occurrences']).toEqual({ '2026-12-07': changed({ time: at('2026-12-07', 12) }) });
    await expectIdle(world);
  });
});

describe('a CRM that keeps series whole and no zones', () => {
  it.each(['utc', 'floating'] as const)('is refused: %s', async (times) => {
    const world = createWorld('appointments', {}, { recurrence: 'full', times });
    world.exchange.put({ subject: 'Riunione', time: weekly({}) });
    await world.run();
    expect(world.defects).toEqual([expect.any(TypeError)]);
    expect(world.crm.records.size).toBe(0);
  });
});
