import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { appointment } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { callsOf, forgetCalls } from '../testing/world.ts';
import { expectIdle, rowOn, rows, rowsWorld, theSeries } from './testing/rows.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const THREE = { kind: 'numbered', occurrences: 3 } as const;
const THREE_TIMES = ['Riunione', 'Riunione', 'Riunione'];
function series(more: Fields = {}): Fields {
  return { subject: 'Riunione', time: weekly({ range: THREE }), ...more };
}

function days(world: World): readonly string[] {
  return rows(world).map(({ fields }) => (fields['time'] as { start: string }).start.slice(0, 10));
}

async function inStep(fields: Fields = series(), rules: Partial<ItemRules> = {}): Promise<World> {
  const world = rowsWorld(rules);
  world.exchange.put(fields, { uid: 'uid-1' });
  await world.settle();
  return world;
}

describe('a series, in a CRM that keeps none', () => {
  it('is one appointment for each of its occurrences, and none of them has a mark in Exchange', async () => {
    const world = await inStep(series({ occurrences: { [MON2]: changed({ time: at(MON2, 12), subject: 'Altra' }) } }));
    expect(rows(world)).toMatchObject([
      { fields: { subject: 'Riunione', time: at(MON1, 8) } },
      { fields: { subject: 'Altra', time: at(MON2, 12) } },
      { fields: { subject: 'Riunione', time: at(MON3, 8) } },
    ]);
    expect(rows(world).map(({ uid }) => uid)).toEqual([`uid-1#${MON1}`, `uid-1#${MON2}`, `uid-1#${MON3}`]);
    expect(theSeries(world).stamp).toBeNull();
    await expectIdle(world);
  });

  it('leaves single appointments as they are, both ways', async () => {
    const world = await inStep();
    world.crm.put(appointment('Ours', 4));
    world.exchange.put(appointment('Theirs', 3));
    await world.settle();
    expect(rows(world).map(({ fields }) => fields['subject'])).toEqual(['Theirs', 'Ours', ...THREE_TIMES]);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(3);
    await expectIdle(world);
  });

  it('has an edit of one row as a change of that occurrence', async () => {
    const world = await inStep();
    world.crm.edit(rowOn(world, MON2).id, { time: at(MON2, 14), location: 'Sala 2' });
    await world.settle();
    expect(theSeries(world).fields).toMatchObject({
      time: weekly({ range: THREE }),
      occurrences: { [MON2]: changed({ time: at(MON2, 14), location: 'Sala 2' }) },
    });
    await expectIdle(world);
    world.crm.edit(rowOn(world, MON2).id, { time: at(MON2, 8), location: null });
    await world.settle();
    expect(theSeries(world).fields['occurrences'] ?? null).toBeNull();
    await expectIdle(world);
  });

  it('has edits of several rows, each in its place', async () => {
    const world = await inStep();
    for (const day of [MON1, MON2, MON3]) world.crm.edit(rowOn(world, day).id, { subject: `on ${day}` });
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual(
      Object.fromEntries([MON1, MON2, MON3].map((day) => [day, changed({ subject: `on ${day}` })])),
    );
    await expectIdle(world);
  });

  it('has what both sides did to one occurrence, field by field', async () => {
    const world = await inStep();
    world.crm.edit(rowOn(world, MON2).id, { location: 'Sala 2' });
    world.exchange.edit(theSeries(world).id, { occurrences: { [MON2]: changed({ time: at(MON2, 10) }) } });
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual({
      [MON2]: changed({ time: at(MON2, 10), location: 'Sala 2' }),
    });
    expect(rowOn(world, MON2).fields).toMatchObject({ location: 'Sala 2', time: at(MON2, 10) });
  });

  it('changes its rows with itself', async () => {
    const world = await inStep(series({ occurrences: { [MON2]: changed({ subject: 'Altra' }) } }));
    const before = rows(world).map(({ id }) => id);
    world.exchange.edit(theSeries(world).id, { subject: 'Incontro', location: 'Sala 1' });
    await world.settle();
    expect(rows(world).map(({ fields }) => [fields['subject'], fields['location']])).toEqual([
      ['Incontro', 'Sala 1'],
      ['Altra', 'Sala 1'],
      ['Incontro', 'Sala 1'],
    ]);
    expect(rows(world).map(({ id }) => id)).toEqual(before);
    await expectIdle(world);
  });

  it('follows an occurrence that is moved in Exchange, also out of the horizon and back', async () => {
    const world = await inStep();
    const { id } = rowOn(world, MON3);
    for (const day of ['2026-12-23', '2028-03-01', MON3]) {
      world.exchange.edit(theSeries(world).id, {
        occurrences: day === MON3 ? null : { [MON3]: changed({ time: at(day, 8) }) },
      });
      await world.settle();
      expect(world.crm.records.get(id)?.fields['time']).toEqual(at(day, 8));
      expect(rows(world)).toHaveLength(3);
    }
    await expectIdle(world);
  });

  it('loses the row of an occurrence that was deleted in Exchange, and only that', async () => {
    const world = await inStep();
    world.exchange.edit(theSeries(world).id, { occurrences: { [MON2]: DELETED } });
    await world.settle();
    expect(days(world)).toEqual([MON1, MON3]);
    await expectIdle(world);
  });

  it('loses an occurrence whose row was deleted', async () => {
    const world = await inStep();
    world.crm.erase(rowOn(world, MON2).id);
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual({ [MON2]: DELETED });
    expect(days(world)).toEqual([MON1, MON3]);
    await expectIdle(world);
  });

  it('goes when the last of its rows is deleted', async () => {
    const world = await inStep();
    for (const day of [MON1, MON2, MON3]) {
      world.crm.erase(rowOn(world, day).id);
      await world.settle();
    }
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect(world.exchange.inFolder('deletedItems')).toHaveLength(1);
    await expectIdle(world);
  });

  it('goes when all of its rows that are left are deleted at once', async () => {
    const world = await inStep(series({ occurrences: { [MON1]: DELETED } }));
    for (const { id } of rows(world)) world.crm.erase(id);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect(world.exchange.inFolder('deletedItems')).toHaveLength(1);
    await expectIdle(world);
  });

  it.each(['deletedItems', 'erased'] as const)('takes its rows with it when it is deleted (%s)', async (how) => {
    const world = await inStep();
    const { id } = theSeries(world);
    if (how === 'erased') world.exchange.erase(id);
    else world.exchange.move(id, 'deletedItems');
    await world.settle();
    expect(rows(world)).toEqual([]);
    await expectIdle(world);
  });

  it('ends, and the rows of the days that it does not have any more go', async () => {
    const world = await inStep(series({ time: weekly() }));
    const all = days(world);
    expect(all).toHaveLength(26);
    world.exchange.edit(theSeries(world).id, { time: weekly({ range: { kind: 'numbered', occurrences: 20 } }) });
    await world.settle();
    expect(days(world)).toEqual(all.slice(0, 20));
    await expectIdle(world);
  });

  it('that would take many rows with it waits for a person', async () => {
    const world = await inStep(series({ time: weekly() }));
    world.crm.put(appointment('Another', 4));
    await world.settle();
    world.exchange.move(theSeriesAmong(world).id, 'deletedItems');
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'held', brake: { reason: { code: 'brake_mass_delete' } } });
    expect(days(world)).toHaveLength(27);
  });

  it('keeps its pairs when it moves to another folder and back', async () => {
    const world = await inStep();
    const moved = world.exchange.move(theSeries(world).id, 'other');
    await world.settle();
    expect(rows(world)).toHaveLength(3);
    world.exchange.move(moved.id, 'synchronised');
    await world.settle();
    world.exchange.edit(theSeries(world).id, { subject: 'Di nuovo' });
    await world.settle();
    expect(rows(world).map(({ fields }) => fields['subject'])).toEqual(['Di nuovo', 'Di nuovo', 'Di nuovo']);
    await expectIdle(world);
  });

  it('keeps its pairs when the mailbox moves to another server', async () => {
    const world = await inStep();
    const before = rows(world).map(({ id }) => id);
    world.exchange.migrate(true);
    await world.settle();
    world.exchange.edit(theSeries(world).id, { subject: 'Altrove' });
    await world.settle();
    expect(rows(world).map(({ id, fields }) => [id, fields['subject']])).toEqual(before.map((id) => [id, 'Altrove']));
  });
});

describe('the rules', () => {
  it('let nothing into the CRM when it may not be updated', async () => {
    const world = await inStep(series(), { updateExchangeToCrm: false });
    expect(rows(world)).toEqual([]);
    world.exchange.erase(theSeries(world).id);
    await world.settle();
    expect([...world.store.unlinked.values()]).toEqual([]);
  });

  it('let nothing into Exchange when it may not be updated', async () => {
    const world = await inStep(series(), { updateCrmToExchange: false, deleteCrmToExchange: false });
    world.crm.edit(rowOn(world, MON1).id, { subject: 'Mine' });
    world.crm.erase(rowOn(world, MON2).id);
    await world.settle();
    expect(theSeries(world).fields).toEqual(series());
    expect(days(world)).toEqual([MON1, MON3]);
    await expectIdle(world);
  });

  it('keep the rows of a series that was deleted when deletions do not travel', async () => {
    const world = await inStep(series(), { deleteExchangeToCrm: false });
    world.exchange.move(theSeries(world).id, 'deletedItems');
    await world.settle();
    expect(days(world)).toEqual([MON1, MON2, MON3]);
    await expectIdle(world);
  });

  it('set the categories of the profile on the series, once, and make no exception of an occurrence', async () => {
    const world = await inStep(series(), { exchangeCategories: ['CRM'] });
    expect(theSeries(world).categories).toEqual(['CRM']);
    expect(theSeries(world).fields['occurrences'] ?? null).toBeNull();
    expect(rows(world).map(({ fields }) => fields['categories'] ?? null)).toEqual([null, null, null]);
    world.crm.edit(rowOn(world, MON2).id, { categories: ['Cliente'] });
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual({
      [MON2]: { kind: 'changed', fields: { categories: expect.arrayContaining(['Cliente', 'CRM']) } },
    });
    await expectIdle(world);
  });

  it('show a private series as busy blocks', async () => {
    const world = await inStep(series({ sensitivity: 'private', body: 'Nobody may know' }));
    expect(rows(world)).toHaveLength(3);
    for (const { fields } of rows(world)) {
      expect(fields).toMatchObject({ sensitivity: 'private' });
      expect([fields['subject'] ?? null, fields['body'] ?? null]).toEqual([null, null]);
    }
    await expectIdle(world);
  });
});

describe('the horizon', () => {
  const endless = series({ time: weekly() });

  it('moves on by a month: rows of new days are made, and none goes', async () => {
    const world = await inStep(endless);
    const before = rows(world).map(({ id }) => id);
    for (const [today, last, count] of [
      ['2026-12-31', '2027-06-28', 30],
      ['2027-01-01', '2027-07-26', 34],
      ['2027-04-15', '2027-10-25', 47],
    ] as const) {
      world.today = today;
      await world.settle();
      expect(days(world).at(-1)).toBe(last);
      expect(rows(world)).toHaveLength(count);
      expect(rows(world).map(({ id }) => id)).toEqual(expect.arrayContaining(before));
      await expectIdle(world);
    }
  });

  it('asks no more of the mailbox on the other days of a month', async () => {
    const world = await inStep(endless);
    world.today = '2026-11-30';
    forgetCalls(world);
    await world.run();
    expect(callsOf(world)).toEqual({ 'exchange.listChanges': 1, 'crm.listChanges': 1 });
  });

  it('leaves rows that lie behind it where they are, whatever becomes of the series', async () => {
    const world = await inStep(
      series({ time: weekly({ start: '2026-10-05', range: { kind: 'numbered', occurrences: 25 } }) }),
    );
    world.today = '2027-03-10';
    await world.settle();
    const old = days(world).filter((day) => day < '2027-02-01');
    expect(old.length).toBeGreaterThan(10);
    world.exchange.edit(theSeries(world).id, {
      time: weekly({ start: '2026-10-06', range: { kind: 'numbered', occurrences: 25 } }),
    });
    await world.settle();
    expect(days(world).filter((day) => day < '2027-02-01')).toEqual(old);
    expect(days(world)).toContain('2027-03-16');
    expect(days(world)).not.toContain('2027-03-15');
    await expectIdle(world);
  });

  it('still carries an edit of a row that lies behind it', async () => {
    const world = await inStep(endless);
    world.today = '2027-04-15';
    await world.settle();
    world.crm.edit(rowOn(world, MON1).id, { body: 'Verbale' });
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual({ [MON1]: changed({ body: 'Verbale' }) });
  });

  it('begins where "appointments from" does', async () => {
    const world = rowsWorld();
    world.from = { kind: 'date', date: '2026-12-21' };
    world.exchange.put(series());
    await world.settle();
    expect(days(world)).toEqual([MON3]);
    world.from = { kind: 'all' };
    await world.settle();
    expect(days(world)).toEqual([MON1, MON2, MON3]);
    await expectIdle(world);
  });
});

describe('one appointment that becomes many', () => {
  it('keeps its pair as the first occurrence, and is a single one again', async () => {
    const world = rowsWorld();
    const record = world.crm.put({ subject: 'Riunione', time: at(MON1, 8) });
    await world.settle();
    world.exchange.edit(theSeries(world).id, { time: weekly({ range: THREE }) });
    await world.settle();
    expect(days(world)).toEqual([MON1, MON2, MON3]);
    expect(rowOn(world, MON1).id).toBe(record.id);
    await expectIdle(world);
    world.exchange.edit(theSeries(world).id, { time: at(MON1, 8) });
    await world.settle();
    expect(rows(world).map(({ id }) => id)).toEqual([record.id]);
    await expectIdle(world);
  });
});

describe('many appointments that become one', () => {
  it('keep the row of the one that is left', async () => {
    const world = await inStep();
    const { id } = rowOn(world, MON2);
    world.exchange.edit(theSeries(world).id, { time: at(MON2, 8), location: 'Sala 1' });
    await world.settle();
    expect(rows(world)).toMatchObject([{ id, fields: { location: 'Sala 1' } }]);
    await expectIdle(world);
  });

  it.each([true, false])(
    'keep it also where the rows are looked at later than what is left (listed anew: %s)',
    async (isAnew) => {
      const world = await inStep();
      const { id } = rowOn(world, MON2);
      world.exchange.edit(theSeries(world).id, { time: at(MON2, 8) });
      if (isAnew) world.exchange.invalidateCursors();
      world.chunkSize = 1;
      await world.settle();
      expect(rows(world)).toMatchObject([{ id }]);
      await expectIdle(world);
    },
  );
});

describe('what is known of it', () => {
  it('is a plan with one line for each row', async () => {
    const world = rowsWorld();
    world.exchange.put(series());
    const report = await world.run({ dryRun: true });
    expect(report.counts).toMatchObject({ createdInCrm: 3 });
    expect(report.steps.map(({ label }) => label)).toEqual(THREE_TIMES);
    expect(rows(world)).toEqual([]);
  });

  it('tells a CRM with rows which of them are one series', async () => {
    const world = rowsWorld({}, { recurrence: 'rows' });
    const given: unknown[] = [];
    const { create } = world.crm;
    world.crm.create = (type, items) => {
      given.push(...items.map(({ series: name }) => name));
      return create(type, items);
    };
    world.exchange.put(series(), { uid: 'uid-1' });
    world.exchange.put(appointment('Alone', 3), { uid: 'uid-2' });
    await world.settle();
    expect(given.toSorted()).toEqual(['uid-1', 'uid-1', 'uid-1', undefined]);
  });

  it('meets rows that people entered before', async () => {
    const world = rowsWorld();
    const row = world.crm.put({ subject: 'Riunione', time: at(MON2, 8) });
    world.exchange.put(series());
    await world.settle();
    expect(days(world)).toEqual([MON1, MON2, MON3]);
    expect(rowOn(world, MON2).id).toBe(row.id);
  });
});

describe('what goes wrong', () => {
  it('with one occurrence is nobody else’s', async () => {
    const world = await inStep();
    world.exchange.put(appointment('Alone', 3));
    await world.settle();
    world.exchange.faults.push('poison');
    for (const day of [MON1, MON2]) world.crm.edit(rowOn(world, day).id, { subject: `on ${day}` });
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'done', itemErrors: [{ code: 'ErrorCorruptData' }] });
    world.pass(3_600_000);
    await world.settle();
    expect(Object.keys(theSeriesAmong(world).fields['occurrences'] as Fields).toSorted()).toEqual([MON1, MON2]);
  });

  it('with an answer that is lost makes nothing twice', async () => {
    const world = await inStep();
    world.exchange.faults.push('lostResponse');
    world.crm.edit(rowOn(world, MON2).id, { subject: 'Mine' });
    expect(await world.run()).toMatchObject({ outcome: 'failed', problem: { code: 'timeout' } });
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual({ [MON2]: changed({ subject: 'Mine' }) });
    await expectIdle(world);
  });

  it('with a series that could not be read when it was named is made up for when it can', async () => {
    const world = rowsWorld();
    await world.settle();
    world.exchange.poisonWhen = ({ subject }) => subject === 'Riunione';
    world.exchange.put(series());
    await world.run();
    expect(rows(world)).toEqual([]);
    world.exchange.poisonWhen = null;
    world.pass(3_600_000);
    await world.settle();
    expect(days(world)).toEqual([MON1, MON2, MON3]);
    await expectIdle(world);
  });

  it('with a series that cannot be told any more takes nothing away', async () => {
    const world = await inStep();
    const item = theSeries(world);
    item.notSynchronised = 'series';
    world.exchange.edit(item.id, { time: at(MON1, 8) });
    await world.settle();
    expect(days(world)).toEqual([MON1, MON2, MON3]);
  });
});

function theSeriesAmong(world: World): StoredItem {
  const found = world.exchange.inFolder('synchronised').find(({ fields }) => fields['subject'] === 'Riunione');
  if (found === undefined) throw new Error('no series');
  return found;
}
