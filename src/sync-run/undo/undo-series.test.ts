import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { linkOf, pairInStep } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyUndo, planUndoOf, takeBack } from './testing/take-back.ts';

const [MON1, TUE1, MON2, MON3] = ['2026-12-07', '2026-12-08', '2026-12-14', '2026-12-21'];
const LATER = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };
const TUESDAYS = weekly({ start: TUE1 });
const OCCURRENCES = { [MON1]: DELETED, [MON2]: changed({ subject: 'Altra' }) };

interface Pair {
  readonly world: World;
  readonly crmId: string;
}

async function series(): Promise<Pair> {
  const world = createWorld('appointments');
  const { crmId } = await pairInStep(world, { subject: 'Riunione', time: weekly(), occurrences: OCCURRENCES });
  return { world, crmId };
}

function inExchange({ world, crmId }: Pair): Fields {
  return world.exchange.items.get(linkOf(world, crmId).exchangeId ?? '')?.fields ?? {};
}

async function runOf(world: World): Promise<string> {
  return (await world.run()).runId ?? '';
}

async function expectQuiet(world: World): Promise<void> {
  await world.settle();
  const before = writesOf(world);
  await world.run();
  expect(writesOf(world)).toBe(before);
}

describe('X2: what a run changed of a series', () => {
  it('has its former occurrences again, and what people did to others since stays', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON1]: DELETED } });
    const run = await runOf(pair.world);
    const { exchangeId } = linkOf(pair.world, pair.crmId);
    pair.world.exchange.edit(exchangeId ?? '', { occurrences: { [MON1]: DELETED, [MON3]: DELETED } });
    await takeBack(pair.world, run);
    expect(inExchange(pair)['occurrences']).toEqual({ ...OCCURRENCES, [MON3]: DELETED });
    await pair.world.settle();
    // The edit of a person travels; what was taken back does not.
    expect(pair.world.crm.records.get(pair.crmId)?.fields['occurrences']).toEqual({ [MON1]: DELETED, [MON3]: DELETED });
    await expectQuiet(pair.world);
  });

  it('has its former rule again together with its occurrences, which Exchange forgets with it', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { time: LATER });
    const run = await runOf(pair.world);
    expect(inExchange(pair)).toMatchObject({ time: LATER, occurrences: OCCURRENCES });
    await takeBack(pair.world, run);
    expect(inExchange(pair)).toMatchObject({ time: weekly(), occurrences: OCCURRENCES });
    await expectQuiet(pair.world);
    expect(pair.world.crm.records.get(pair.crmId)?.fields).toMatchObject({ time: LATER, occurrences: OCCURRENCES });
  });

  it('I4: is kept in the journal where the CRM alone still has it and a new rule of Exchange takes its day', async () => {
    const pair = await series();
    const { world, crmId } = pair;
    const edited = { ...OCCURRENCES, [MON3]: changed({ subject: 'Only here' }) };
    world.crm.edit(crmId, { occurrences: edited });
    await takeBack(world, await runOf(world));
    world.exchange.edit(linkOf(world, crmId).exchangeId ?? '', { occurrences: null });
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ occurrences: { [MON3]: edited[MON3] } });
    world.exchange.edit(linkOf(world, crmId).exchangeId ?? '', { time: TUESDAYS });
    await world.run();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ time: TUESDAYS });
    const kept = world.store.journal.map(({ before }) => before?.['occurrences']);
    expect(kept).toContainEqual({ [MON3]: edited[MON3] });
    await expectQuiet(world);
  });

  it('I4: keeps its rule in Exchange while an edit of an occurrence waits that only this rule gives', async () => {
    const pair = await series();
    const { world, crmId } = pair;
    world.crm.edit(crmId, { subject: 'Altra', time: TUESDAYS });
    const run = await runOf(world);
    world.exchange.edit(linkOf(world, crmId).exchangeId ?? '', { occurrences: { [TUE1]: DELETED } });
    expect((await takeBack(world, run)).steps).toMatchObject([{ row: 'X2', code: 'undo_updated_partly' }]);
    expect(inExchange(pair)).toMatchObject({ subject: 'Riunione', time: TUESDAYS, occurrences: { [TUE1]: DELETED } });
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ time: TUESDAYS, occurrences: { [TUE1]: DELETED } });
    await expectQuiet(world);
  });

  it('takes place once again, where its occurrences were lost in Exchange before the run, and that still waits', async () => {
    const pair = await series();
    const { world, crmId } = pair;
    world.rules = { ...world.rules, updateExchangeToCrm: false, conflictStrategy: 'crm' };
    const once = { kind: 'timed', start: '2026-12-01T08:00:00Z', end: '2026-12-01T09:00:00Z', zone: null };
    world.exchange.edit(linkOf(world, crmId).exchangeId ?? '', { time: once, occurrences: null });
    world.crm.edit(crmId, { time: LATER });
    const run = await runOf(world);
    expect(inExchange(pair)).toMatchObject({ time: LATER });
    await takeBack(world, run);
    expect(inExchange(pair)['time']).toMatchObject({ start: '2026-12-01T08:00:00Z' });
    await expectQuiet(world);
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ time: LATER, occurrences: OCCURRENCES });
  });

  it('I4: keeps its rule in the CRM while an edit of an occurrence waits that only this rule gives', async () => {
    const pair = await series();
    const { world, crmId } = pair;
    world.exchange.edit(linkOf(world, crmId).exchangeId ?? '', { time: TUESDAYS });
    const run = await runOf(world);
    world.crm.edit(crmId, { occurrences: { [TUE1]: DELETED } });
    expect((await takeBack(world, run)).steps).toMatchObject([{ row: 'X4', code: 'undo_edited_since' }]);
    await world.settle();
    expect(inExchange(pair)).toMatchObject({ time: TUESDAYS, occurrences: { [TUE1]: DELETED } });
    await expectQuiet(world);
  });

  it('keeps its occurrences in Exchange where none would be left, with what people deleted since', async () => {
    const world = createWorld('appointments');
    const time = weekly({ range: { kind: 'numbered', occurrences: 2 } });
    const fields = { subject: 'Riunione', time, occurrences: { [MON1]: DELETED } };
    const pair = { world, crmId: (await pairInStep(world, fields)).crmId };
    world.crm.edit(pair.crmId, { subject: 'Altra', occurrences: null });
    const run = await runOf(world);
    world.exchange.edit(linkOf(world, pair.crmId).exchangeId ?? '', { occurrences: { [MON2]: DELETED } });
    expect((await takeBack(world, run)).steps).toMatchObject([{ row: 'X2', code: 'undo_updated_partly' }]);
    expect(inExchange(pair)).toMatchObject({ subject: 'Riunione', occurrences: { [MON2]: DELETED } });
    await world.settle();
    const record = world.crm.records.get(pair.crmId)?.fields;
    expect(record).toMatchObject({ subject: 'Altra', occurrences: { [MON2]: DELETED } });
    await expectQuiet(world);
  });

  it('is over in the CRM again, and stands in Exchange', async () => {
    const world = createWorld('appointments', { deleteCrmToExchange: true, conflictStrategy: 'exchange' });
    const time = weekly({ range: { kind: 'numbered', occurrences: 2 } });
    const fields = { subject: 'Riunione', time, occurrences: { [MON1]: DELETED } };
    const pair = { world, crmId: (await pairInStep(world, fields)).crmId };
    const over = { [MON1]: DELETED, [MON2]: DELETED };
    world.crm.edit(pair.crmId, { occurrences: over });
    world.exchange.edit(linkOf(world, pair.crmId).exchangeId ?? '', { body: 'Nuovo' });
    const run = await runOf(world);
    const record = (): Fields => world.crm.records.get(pair.crmId)?.fields ?? {};
    expect(record()['occurrences']).toEqual({ [MON1]: DELETED });
    await takeBack(world, run);
    expect(record()['occurrences']).toEqual(over);
    await expectQuiet(world);
    world.crm.edit(pair.crmId, { subject: 'Altra' });
    await expectQuiet(world);
    expect(record()['occurrences']).toEqual(over);
    expect(inExchange(pair)).toMatchObject({ subject: 'Altra', occurrences: { [MON1]: DELETED } });
  });

  it('has its former rule again where what was changed since has travelled, or has a place there too', async () => {
    const pair = await series();
    const { world, crmId } = pair;
    const { exchangeId } = linkOf(world, crmId);
    world.crm.edit(crmId, { time: LATER });
    const run = await runOf(world);
    world.exchange.edit(exchangeId ?? '', { occurrences: { ...OCCURRENCES, [MON3]: DELETED } });
    await takeBack(world, run);
    expect(inExchange(pair)).toMatchObject({ time: weekly(), occurrences: { ...OCCURRENCES, [MON3]: DELETED } });
    world.crm.edit(crmId, { time: TUESDAYS });
    const later = await runOf(world);
    world.exchange.edit(exchangeId ?? '', { occurrences: { [TUE1]: DELETED } });
    await world.settle();
    await takeBack(world, later);
    expect(inExchange(pair)).toMatchObject({ time: weekly() });
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ time: TUESDAYS, occurrences: { [TUE1]: DELETED } });
    await expectQuiet(world);
  });

  it('is finished when it was cut off, and nobody takes what is missing for an edit', async () => {
    const pair = await series();
    const { world, crmId } = pair;
    world.crm.edit(crmId, { time: LATER });
    const run = await runOf(world);
    const plan = await planUndoOf(world, run);
    world.exchange.occurrencesUntilCut = 1;
    world.exchange.faults.push('lostResponse');
    await applyUndo(world, run, plan);
    world.exchange.occurrencesUntilCut = null;
    expect(Object.keys((inExchange(pair)['occurrences'] ?? {}) as Fields)).toEqual([MON1]);
    await expectQuiet(world);
    expect(inExchange(pair)).toMatchObject({ time: weekly(), occurrences: OCCURRENCES });
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ time: LATER, occurrences: OCCURRENCES });
  });

  it('leaves an occurrence agreed, on which both sides agree before the next rule of one may travel', async () => {
    const world = createWorld('appointments');
    const { crmId, exchangeId } = await pairInStep(world, { subject: 'Riunione', time: at(MON1, 8) });
    world.crm.edit(crmId, { time: weekly() });
    await takeBack(world, await runOf(world));
    world.rules = { ...world.rules, updateExchangeToCrm: false, conflictStrategy: 'exchange' };
    world.exchange.edit(exchangeId, { time: LATER });
    world.crm.edit(crmId, { occurrences: { [MON2]: DELETED } });
    await world.settle();
    expect(inExchange({ world, crmId })).toMatchObject({ time: LATER, occurrences: { [MON2]: DELETED } });
    // Only the CRM's user has changed it since.
    world.rules = { ...world.rules, updateExchangeToCrm: true };
    world.crm.edit(crmId, { occurrences: null });
    await expectQuiet(world);
    for (const fields of [world.crm.records.get(crmId)?.fields, inExchange({ world, crmId })]) {
      expect(fields).toMatchObject({ time: LATER });
      expect(fields?.['occurrences'] ?? null).toBeNull();
    }
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });
});
