import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { changed, weekly } from '../../sync/testing/series.ts';
import { appointment, pairInStep } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyUndo, planUndoOf } from '../undo/testing/take-back.ts';

type Side = 'crm' | 'exchange';

const SIDES = ['crm', 'exchange'] as const;
const busyOnly = { privateItems: 'busyOnly' } as const;
const lunch = (more: Fields = {}): Fields => appointment('Lunch', 4, { body: 'With Anna', ...more });
const timeOn = (day: number): Fields => ({ time: appointment('', day)['time'] ?? null });
const other = (side: Side): Side => (side === 'crm' ? 'exchange' : 'crm');

interface Ends {
  readonly crm: string;
  readonly exchange: string;
}

function fieldsOn({ crm, exchange }: World, side: Side, ends: Ends): Fields {
  return (side === 'crm' ? crm.records.get(ends.crm) : exchange.items.get(ends.exchange))?.fields ?? {};
}

function loseAnswer({ crm, exchange }: World, side: Side): void {
  if (side === 'crm') crm.loseNextAnswer = true;
  else exchange.faults.push('lostResponse');
}

/** It is known what became of all writes, as far as the private appointment tells it. */
async function recovered(world: World): Promise<void> {
  world.pass(3_600_000);
  await world.settle();
  expect(world.store.intents.size).toBe(0);
}

async function expectQuiet(world: World): Promise<void> {
  const before = writesOf(world);
  await world.settle();
  expect(writesOf(world)).toBe(before);
}

/** A run carried an edit to this side. */
async function carried(side: Side, edit: Fields): Promise<{ world: World; ends: Ends; run: string }> {
  const world = createWorld('appointments', busyOnly);
  const { crmId, exchangeId } = await pairInStep(world, lunch());
  const ends = { crm: crmId, exchange: exchangeId };
  world[other(side)].edit(ends[other(side)], edit);
  const run = (await world.run()).runId ?? '';
  expect(fieldsOn(world, side, ends)).toMatchObject(edit);
  return { world, ends, run };
}

describe('an appointment that becomes private before it is known what became of a write', () => {
  it.each(SIDES)('I4: carries nothing of an undo to the other side, once it is public again (%s)', async (side) => {
    const { world, ends, run } = await carried(side, { body: 'With Bruno' });
    const plan = await planUndoOf(world, run);
    loseAnswer(world, side);
    await applyUndo(world, run, plan);
    world[side].edit(ends[side], { sensitivity: 'private' });
    await recovered(world);
    world[side].edit(ends[side], { sensitivity: null });
    await world.settle();
    expect(fieldsOn(world, side, ends)).toMatchObject({ body: 'With Anna' });
    expect(fieldsOn(world, other(side), ends)).toMatchObject({ body: 'With Bruno' });
    await expectQuiet(world);
  });

  it('I4: has all of an undo whose told part a person changed since', async () => {
    const { world, ends, run } = await carried('exchange', { ...timeOn(5), body: 'With Bruno' });
    const plan = await planUndoOf(world, run);
    loseAnswer(world, 'exchange');
    await applyUndo(world, run, plan);
    world.exchange.edit(ends.exchange, { ...timeOn(8), sensitivity: 'private' });
    await recovered(world);
    world.exchange.edit(ends.exchange, { sensitivity: null });
    await world.settle();
    expect(fieldsOn(world, 'crm', ends)).toMatchObject({ ...timeOn(8), body: 'With Bruno' });
  });

  it('I4: has nothing of an undo whose told part is as before', async () => {
    const { world, ends, run } = await carried('exchange', { ...timeOn(5), body: 'With Bruno' });
    const plan = await planUndoOf(world, run);
    world.exchange.faults.push('lostRequest');
    await applyUndo(world, run, plan);
    world.exchange.edit(ends.exchange, { sensitivity: 'private' });
    await recovered(world);
    world.exchange.edit(ends.exchange, { sensitivity: null });
    world.crm.edit(ends.crm, { body: 'With Carla' });
    await world.settle();
    expect(fieldsOn(world, 'exchange', ends)).toMatchObject({ body: 'With Carla' });
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });

  it.each(SIDES)(
    'I4: D2: loses nothing of what it was made with, when its counterpart is made anew (%s)',
    async (side) => {
      const world = createWorld('appointments', { ...busyOnly, conflictStrategy: side, deleteCrmToExchange: true });
      world[other(side)].put(lunch());
      loseAnswer(world, side);
      await world.run();
      const made = side === 'crm' ? [...world.crm.records.keys()] : [...world.exchange.items.keys()];
      world[side].edit(made[0] ?? '', { sensitivity: 'private' });
      await recovered(world);
      const [link] = world.store.links.values();
      const ends = { crm: link?.crmId ?? '', exchange: link?.exchangeId ?? '' };
      world[other(side)].erase(ends[other(side)]);
      world[side].edit(ends[side], timeOn(6));
      await world.settle();
      const now = [...world.store.links.values()].find(({ state }) => state === 'LINKED');
      const anew = { crm: now?.crmId ?? '', exchange: now?.exchangeId ?? '' };
      expect(fieldsOn(world, other(side), anew)).toMatchObject({ body: 'With Anna', ...timeOn(6) });
    },
  );

  it.each(SIDES)(
    'D1: is no edit beside a deletion, where the profile did not let it be read meanwhile (%s)',
    async (side) => {
      const rules = {
        privateItems: 'full',
        deleteCrmToExchange: true,
        deleteExchangeToCrm: true,
        conflictStrategy: side,
      } as const;
      const world = createWorld('appointments', rules);
      const { crmId, exchangeId } = await pairInStep(world, lunch({ sensitivity: 'private' }));
      const ends = { crm: crmId, exchange: exchangeId };
      world[other(side)].erase(ends[other(side)]);
      const run = (await world.run()).runId ?? '';
      const plan = await planUndoOf(world, run);
      loseAnswer(world, side);
      await applyUndo(world, run, plan);
      const [madeId] =
        side === 'crm' ? [...world.crm.records.keys()] : world.exchange.inFolder('synchronised').map(({ id }) => id);
      world.rules = { ...world.rules, ...busyOnly };
      await recovered(world);
      world.rules = { ...world.rules, privateItems: 'full' };
      world[side].edit(madeId ?? '', {});
      await world.settle();
      const count = { crm: world.crm.records.size, exchange: world.exchange.inFolder('synchronised').length };
      expect(count).toEqual({ crm: side === 'crm' ? 1 : 0, exchange: side === 'exchange' ? 1 : 0 });
    },
  );

  it.each(['a run', 'an undo'])('I4: keeps the secrets of its occurrences, when %s wrote its rule', async (who) => {
    const world = createWorld('appointments', busyOnly);
    const occurrences = { '2026-12-07': changed({ busyStatus: 'free' }) };
    const { crmId, exchangeId } = await pairInStep(world, appointment('Yoga', 7, { time: weekly(), occurrences }));
    const later = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };
    const kept = { '2026-12-07': changed({ busyStatus: 'free' }), '2026-12-14': changed({ subject: 'Clinic' }) };
    world.crm.edit(crmId, { time: later });
    if (who === 'an undo') {
      const run = (await world.run()).runId ?? '';
      const plan = await planUndoOf(world, run);
      loseAnswer(world, 'exchange');
      await applyUndo(world, run, plan);
    } else {
      loseAnswer(world, 'exchange');
      await world.run();
    }
    world.exchange.edit(exchangeId, { sensitivity: 'private', occurrences: kept });
    await recovered(world);
    expect(world.exchange.items.get(exchangeId)?.fields['occurrences']).toEqual(kept);
    world.exchange.edit(exchangeId, { sensitivity: null });
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['occurrences']).toEqual(kept);
    expect(world.crm.records.get(crmId)?.fields['occurrences']).toEqual(kept);
    await expectQuiet(world);
  });
});
