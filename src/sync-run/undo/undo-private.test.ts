import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { changed, weekly } from '../../sync/testing/series.ts';
import { appointment, linkOf, pairInStep } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { takeBack } from './testing/take-back.ts';

const busyOnly = { privateItems: 'busyOnly' } as const;

async function runOf(world: World): Promise<string> {
  return (await world.run()).runId ?? '';
}

function itemOf(world: World, crmId: string): Fields {
  return world.exchange.items.get(linkOf(world, crmId).exchangeId ?? '')?.fields ?? {};
}

const steps = (report: { readonly steps: readonly { kind: string; row: string; code: string }[] }): readonly string[] =>
  report.steps.map(({ kind, row, code }) => `${kind} ${row} ${code}`);

describe('X4: what a run wrote into an appointment of which only the times are told by now', () => {
  it.each(['crm', 'exchange'] as const)('I4: stays, as nobody may see what stands there (%s)', async (side) => {
    const world = createWorld('appointments', busyOnly);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Lunch', 4, { body: 'With Anna' }));
    const edit = { time: appointment('', 5)['time'] ?? null, body: 'With Bruno' };
    if (side === 'crm') world.exchange.edit(exchangeId, edit);
    else world.crm.edit(crmId, edit);
    const run = await runOf(world);
    if (side === 'crm') world.crm.edit(crmId, { sensitivity: 'private', body: 'With my lawyer' });
    else world.exchange.edit(exchangeId, { sensitivity: 'private', body: 'With my lawyer' });
    expect(steps(await takeBack(world, run))).toEqual(['merge X2 undo_updated_partly']);
    const fields = side === 'crm' ? world.crm.records.get(crmId)?.fields : itemOf(world, crmId);
    expect(fields).toMatchObject({ body: 'With my lawyer', time: appointment('', 4)['time'] });
    await world.settle();
    const before = writesOf(world);
    await world.settle();
    expect(writesOf(world)).toBe(before);
  });

  it('I4: stays as the rule of a series whose occurrences have secrets, which Exchange would forget with it', async () => {
    const world = createWorld('appointments', busyOnly);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Yoga', 7, { time: weekly() }));
    const later = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };
    world.crm.edit(crmId, { time: later });
    const run = await runOf(world);
    const occurrences = { '2026-12-14': changed({ subject: 'Clinic' }) };
    world.exchange.edit(exchangeId, { sensitivity: 'private', occurrences });
    expect(steps(await takeBack(world, run))).toEqual(['hold X4 undo_edited_since']);
    expect(itemOf(world, crmId)).toMatchObject({ time: later, occurrences });
  });

  it('is not taken away, where it was made in full and may have been edited since', async () => {
    const world = createWorld('appointments', { privateItems: 'full' });
    const { id } = world.crm.put(appointment('Doctor', 4, { sensitivity: 'private' }));
    const run = await runOf(world);
    world.rules = { ...world.rules, ...busyOnly };
    world.exchange.edit(linkOf(world, id).exchangeId ?? '', { subject: 'Doctor, bring the letter' });
    expect(steps(await takeBack(world, run))).toEqual(['hold X4 undo_edited_since']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('is not taken away, where it was made anew with what was told when it was public', async () => {
    const world = createWorld('appointments', busyOnly);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Doctor', 4));
    world.exchange.edit(exchangeId, { sensitivity: 'private' });
    await world.settle();
    world.exchange.move(exchangeId, 'deletedItems');
    world.crm.edit(crmId, { time: appointment('', 5)['time'] ?? null });
    const run = await runOf(world);
    expect(itemOf(world, crmId)).toMatchObject({ subject: 'Doctor', sensitivity: 'private' });
    expect(steps(await takeBack(world, run))).toEqual(['hold X4 undo_edited_since']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('is taken away, where all that was made is a block: X1', async () => {
    const world = createWorld('appointments', busyOnly);
    world.crm.put(appointment('Doctor', 4, { sensitivity: 'private' }));
    expect(steps(await takeBack(world, await runOf(world)))).toEqual(['deleteInExchange X1 undo_created']);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
  });

  it('is taken away, where a block that was deleted was made anew: X1', async () => {
    const world = createWorld('appointments', busyOnly);
    const { id } = world.crm.put(appointment('Doctor', 4, { sensitivity: 'private' }));
    await world.settle();
    world.exchange.move(linkOf(world, id).exchangeId ?? '', 'deletedItems');
    world.crm.edit(id, { time: appointment('', 5)['time'] ?? null });
    expect(steps(await takeBack(world, await runOf(world)))).toEqual(['deleteInExchange X1 undo_created']);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
  });
});

describe('X2: an appointment that an undo makes public again', () => {
  it.each(['exchange', 'crm'] as const)('is looked at again for what it tells now (%s)', async (side) => {
    const world = createWorld('appointments', busyOnly);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Lunch', 4));
    if (side === 'exchange') {
      world.crm.edit(crmId, { sensitivity: 'private' });
      world.exchange.edit(exchangeId, { body: 'With Anna' });
    } else {
      world.exchange.edit(exchangeId, { sensitivity: 'private' });
      world.crm.edit(crmId, { body: 'With Anna' });
    }
    const run = await runOf(world);
    await world.settle();
    expect(steps(await takeBack(world, run))).toEqual(['merge X2 undo_updated']);
    await world.settle();
    expect(linkOf(world, crmId).pending).toBe(true);
  });
});
