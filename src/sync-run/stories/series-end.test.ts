import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { createMemoryFindings } from '../testing/memory-findings.ts';
import { linkOf, pairInStep } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { takeBack } from '../undo/testing/take-back.ts';
import { verifyScope } from '../verify/index.ts';

// Exchange has no series without any occurrence: who deletes the last one there deletes the series.

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const THREE = weekly({ range: { kind: 'numbered', occurrences: 3 } });
const ALL: Fields = { [MON1]: DELETED, [MON2]: DELETED, [MON3]: DELETED };
const ONE_LEFT: Fields = { [MON1]: DELETED, [MON2]: DELETED };
const DELETES: Partial<ItemRules> = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

interface Pair {
  readonly world: World;
  readonly crmId: string;
  readonly exchangeId: string;
}

async function series(
  rules: Partial<ItemRules> = DELETES,
  occurrences: FieldValue = ONE_LEFT,
  time: FieldValue = THREE,
): Promise<Pair> {
  const world = createWorld('appointments', rules);
  return { world, ...(await pairInStep(world, { subject: 'Riunione', time, occurrences })) };
}

const inCrm = ({ world, crmId }: Pair): Fields => world.crm.records.get(crmId)?.fields ?? {};
const inCalendar = ({ world }: Pair): readonly Fields[] =>
  world.exchange.inFolder('synchronised').map((item) => item.fields);
const daysInCalendar = (pair: Pair): readonly FieldValue[] =>
  inCalendar(pair).map((fields) => fields['occurrences'] ?? null);
const reasonOf = ({ world, crmId }: Pair): string | undefined =>
  [...world.store.unlinked.values()].find(({ itemId }) => itemId === crmId)?.reason.code;

/** Nothing was refused on the way, the next run has nothing to do, and a verification finds nothing. */
async function rest({ world }: Pair): Promise<void> {
  const { itemErrors } = await world.settle();
  expect(itemErrors).toEqual([]);
  expect([...world.store.quarantine.values()]).toEqual([]);
  const before = writesOf(world);
  await world.run();
  expect(writesOf(world)).toBe(before);
  const findings = createMemoryFindings(() => world.store);
  const { runId } = await world.execute((ports, input) => verifyScope(ports, input, findings));
  expect(await findings.page(runId ?? '', 0, 9)).toEqual([]);
}

describe('a series of which the CRM deletes what is left', () => {
  it.each<readonly [string, FieldValue, FieldValue]>([
    ['the last one', ONE_LEFT, ALL],
    ['the last two at once', { [MON1]: DELETED }, ALL],
    ['all at once', null, ALL],
    ['what was moved', { ...ONE_LEFT, [MON3]: changed({ time: at('2026-12-22', 12) }) }, ALL],
    [
      'several that were changed',
      { [MON1]: DELETED, [MON2]: changed({ subject: 'B' }), [MON3]: changed({ subject: 'C' }) },
      ALL,
    ],
  ])('is deleted in Exchange: %s', async (_, before, after) => {
    const pair = await series(DELETES, before);
    pair.world.crm.edit(pair.crmId, { occurrences: after });
    const report = await pair.world.run();
    expect(report.counts.deletedInExchange).toBe(1);
    expect(report.steps).toContainEqual(
      expect.objectContaining({ kind: 'deleteInExchange', row: 'L5', code: 'last_occurrence_deleted' }),
    );
    expect(inCalendar(pair)).toEqual([]);
    await rest(pair);
    expect(linkOf(pair.world, pair.crmId).state).toBe('CLOSED');
    expect(reasonOf(pair)).toBe('excluded_ended_series');
  });

  it('is deleted where its rule gives no more than what was deleted before', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { time: weekly({ range: { kind: 'numbered', occurrences: 2 } }) });
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
  });

  it('that has no end never ends', async () => {
    const pair = await series(DELETES, null, weekly());
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ALL]);
  });

  it('is made anew when an occurrence comes back', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    pair.world.crm.edit(pair.crmId, { occurrences: ONE_LEFT });
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
    expect(linkOf(pair.world, pair.crmId).state).toBe('LINKED');
  });

  it('that is brought back in Outlook is there again in the CRM, in the same record', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    const [deleted] = pair.world.exchange.inFolder('deletedItems');
    pair.world.exchange.move(deleted?.id ?? '', 'synchronised');
    await rest(pair);
    expect([pair.world.crm.records.size, inCrm(pair)['occurrences'], daysInCalendar(pair)]).toEqual([
      1,
      ONE_LEFT,
      [ONE_LEFT],
    ]);
  });

  it('stays where deletions are not carried, also when the rule is switched on later, until somebody changes it', async () => {
    const pair = await series({});
    pair.world.crm.edit(pair.crmId, { occurrences: ALL, subject: 'Finita' });
    await rest(pair);
    expect(inCalendar(pair)).toMatchObject([{ subject: 'Finita', occurrences: ONE_LEFT }]);
    pair.world.rules = { ...pair.world.rules, ...DELETES };
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { ...ONE_LEFT, [MON3]: changed({ subject: 'Ancora' }) } });
    await rest(pair);
    expect(inCrm(pair)['occurrences']).toEqual({ ...ONE_LEFT, [MON3]: changed({ subject: 'Ancora' }) });
  });

  it('goes when it is ended once more after the rule was switched on', async () => {
    const pair = await series({});
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    pair.world.rules = { ...pair.world.rules, ...DELETES };
    pair.world.crm.edit(pair.crmId, { occurrences: ONE_LEFT });
    await rest(pair);
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
  });

  it('has in Exchange no more of an occurrence that comes back than the CRM has of it', async () => {
    const pair = await series({}, { ...ONE_LEFT, [MON3]: changed({ subject: 'Ultima', body: 'Agenda' }) });
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    const again = { ...ONE_LEFT, [MON3]: changed({ subject: 'Ancora' }) };
    pair.world.crm.edit(pair.crmId, { occurrences: again });
    await rest(pair);
    expect([inCrm(pair)['occurrences'], daysInCalendar(pair)]).toEqual([again, [again]]);
  });

  it.each([
    ['as its series is', ONE_LEFT],
    ['as something else', { ...ONE_LEFT, [MON3]: changed({ subject: 'Ancora', location: 'Sala 2' }) }],
  ] as const)(
    'has in Exchange, once it may go there, an occurrence that came back while it waited: %s',
    async (_, again) => {
      const kept = { ...ONE_LEFT, [MON3]: changed({ subject: 'Ultima', body: 'Agenda' }) };
      const pair = await series({}, kept);
      pair.world.crm.edit(pair.crmId, { occurrences: ALL });
      await rest(pair);
      pair.world.rules = { ...pair.world.rules, updateCrmToExchange: false };
      pair.world.crm.edit(pair.crmId, { occurrences: again });
      await rest(pair);
      expect([inCrm(pair)['occurrences'], daysInCalendar(pair)]).toEqual([again, [kept]]);
      expect(linkOf(pair.world, pair.crmId).pending).toBe(true);
      pair.world.rules = { ...pair.world.rules, updateCrmToExchange: true };
      await rest(pair);
      expect([inCrm(pair)['occurrences'], daysInCalendar(pair)]).toEqual([again, [again]]);
    },
  );

  it('waits, and is not in quarantine, where nothing goes to Exchange', async () => {
    const pair = await series();
    pair.world.rules = { ...pair.world.rules, updateCrmToExchange: false };
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
    expect(linkOf(pair.world, pair.crmId)).toMatchObject({ state: 'LINKED', pending: true });
    pair.world.rules = { ...pair.world.rules, updateCrmToExchange: true };
    await rest(pair);
    expect(linkOf(pair.world, pair.crmId).state).toBe('CLOSED');
  });
});

describe('many series that the CRM ends at once', () => {
  it('are held by the brake on deletions', async () => {
    const world = createWorld('appointments', DELETES);
    const records = Array.from({ length: 20 }, (_, nth) => world.crm.put({ subject: `Riunione ${nth}`, time: THREE }));
    await world.settle();
    for (const { id } of records.slice(8)) world.crm.edit(id, { occurrences: ALL });
    const report = await world.run();
    expect(report).toMatchObject({
      outcome: 'held',
      brake: { reason: { row: 'B1' } },
      counts: { deletedInExchange: 12 },
    });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(20);
  });
});

describe('a series that both sides work on when the CRM ends it', () => {
  it('is deleted although it was edited in Exchange, where the CRM wins', async () => {
    const pair = await series({ ...DELETES, conflictStrategy: 'crm' });
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    pair.world.exchange.edit(pair.exchangeId, { subject: 'Spostata' });
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
    expect(pair.world.store.journal.filter(({ op }) => op === 'delete')).toMatchObject([
      { side: 'exchange', before: { subject: 'Spostata' } },
    ]);
  });

  it('has its occurrences again in the CRM where Exchange wins, and the deletion is a conflict', async () => {
    const pair = await series({ ...DELETES, conflictStrategy: 'exchange' });
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    pair.world.exchange.edit(pair.exchangeId, { subject: 'Spostata' });
    await rest(pair);
    expect(inCrm(pair)).toMatchObject({ subject: 'Spostata', occurrences: ONE_LEFT });
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
    expect(pair.world.store.journal.filter(({ op }) => op === 'conflict')).toMatchObject([
      { side: 'crm', conflict: { field: 'occurrences', winner: 'exchange', crm: { [MON3]: DELETED } } },
    ]);
  });

  it.each(['crm', 'exchange'] as const)(
    'ends where the two delete what the other left, whoever wins (%s)',
    async (conflictStrategy) => {
      const pair = await series({ ...DELETES, conflictStrategy }, { [MON1]: DELETED });
      pair.world.crm.edit(pair.crmId, { occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
      pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON1]: DELETED, [MON3]: DELETED } });
      await rest(pair);
      expect(inCalendar(pair)).toEqual([]);
      expect(inCrm(pair)['occurrences']).toEqual(ALL);
    },
  );

  it('waits where the CRM may not learn what Exchange deleted', async () => {
    const pair = await series({ ...DELETES, updateExchangeToCrm: false }, { [MON1]: DELETED });
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON1]: DELETED, [MON3]: DELETED } });
    const { steps, itemErrors } = await pair.world.run();
    expect(itemErrors).toEqual([]);
    expect(steps).toMatchObject([{ kind: 'hold', state: 'pending', code: 'last_occurrence_waits' }]);
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([{ [MON1]: DELETED, [MON3]: DELETED }]);
  });

  it('is not made anew without any occurrence when it was deleted in Outlook', async () => {
    const pair = await series({ conflictStrategy: 'crm' });
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    pair.world.exchange.move(pair.exchangeId, 'deletedItems');
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
    pair.world.crm.edit(pair.crmId, { subject: 'Finita' });
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
    pair.world.crm.edit(pair.crmId, { occurrences: ONE_LEFT });
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
  });
});

describe('a series without any occurrence that is new in the CRM', () => {
  it('is told and never made', async () => {
    const world = createWorld('appointments', DELETES);
    const record = world.crm.put({ subject: 'Vuota', time: THREE, occurrences: ALL });
    const pair = { world, crmId: record.id, exchangeId: '' };
    const { counts } = await world.run();
    expect(counts.notSynchronised).toBe(1);
    await rest(pair);
    expect([inCalendar(pair), reasonOf(pair)]).toEqual([[], 'excluded_ended_series']);
  });

  it('deletes nothing of the same one in Exchange, and has its occurrences', async () => {
    const world = createWorld('appointments', DELETES);
    const record = world.crm.put({ subject: 'Riunione', time: THREE, occurrences: ALL });
    world.exchange.put({ subject: 'Riunione', time: THREE });
    const pair = { world, crmId: record.id, exchangeId: '' };
    await rest(pair);
    expect([daysInCalendar(pair), inCrm(pair)['occurrences'] ?? null]).toEqual([[null], null]);
  });

  it.each<readonly [string, Partial<ItemRules>, FieldValue]>([
    ['nothing goes to Exchange, and has its occurrences', { updateCrmToExchange: false }, null],
    ['nothing goes anywhere', { updateCrmToExchange: false, updateExchangeToCrm: false }, ALL],
  ])('deletes nothing of it, also when updates are switched on later, where %s', async (_, rules, left) => {
    const world = createWorld('appointments', { ...DELETES, ...rules });
    const record = world.crm.put({ subject: 'Riunione', time: THREE, occurrences: ALL });
    world.exchange.put({ subject: 'Riunione', time: THREE });
    const pair = { world, crmId: record.id, exchangeId: '' };
    await rest(pair);
    world.rules = { ...world.rules, updateCrmToExchange: true, updateExchangeToCrm: true };
    await rest(pair);
    world.crm.edit(record.id, { body: 'Agenda' });
    await rest(pair);
    expect([daysInCalendar(pair), inCrm(pair)['occurrences'] ?? null]).toEqual([[null], left]);
  });

  it('is left as it is where nothing goes to the CRM', async () => {
    const world = createWorld('appointments', { ...DELETES, updateExchangeToCrm: false });
    const record = world.crm.put({ subject: 'Riunione', time: THREE, occurrences: ALL });
    world.exchange.put({ subject: 'Riunione', time: THREE });
    const pair = { world, crmId: record.id, exchangeId: '' };
    await rest(pair);
    expect([daysInCalendar(pair), inCrm(pair)['occurrences']]).toEqual([[null], ALL]);
  });
});

describe('the end of a series, interrupted or taken back', () => {
  it('whose answer was lost is known by the next run', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    pair.world.exchange.faults.push('lostResponse');
    await pair.world.run();
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
    expect(reasonOf(pair)).toBe('excluded_ended_series');
  });

  it('is taken back in Exchange, and no further run ends it again', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    const { runId } = await pair.world.run();
    await takeBack(pair.world, runId ?? '');
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
    expect(inCrm(pair)['occurrences']).toEqual(ALL);
  });

  it('is not taken back where it was made anew since', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    const { runId } = await pair.world.run();
    pair.world.crm.edit(pair.crmId, { occurrences: ONE_LEFT });
    await rest(pair);
    await takeBack(pair.world, runId ?? '');
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
  });

  it('is there again where its record has occurrences again when it is taken back', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    const { runId } = await pair.world.run();
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON1]: DELETED } });
    await takeBack(pair.world, runId ?? '');
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([{ [MON1]: DELETED }]);
    expect(pair.world.crm.records.size).toBe(1);
  });

  it('stands when what took it back is taken back', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    const { runId } = await pair.world.run();
    const { runId: undone } = await takeBack(pair.world, runId ?? '');
    await takeBack(pair.world, undone ?? '');
    await rest(pair);
    expect(inCalendar(pair)).toEqual([]);
    expect(inCrm(pair)['occurrences']).toEqual(ALL);
  });

  it('is taken back once where the answer to that was lost', async () => {
    const pair = await series();
    pair.world.crm.edit(pair.crmId, { occurrences: ALL });
    const { runId } = await pair.world.run();
    pair.world.exchange.faults.push('lostResponse');
    await expect(takeBack(pair.world, runId ?? '')).rejects.toThrow('timeout');
    pair.world.pass(200_000);
    await rest(pair);
    expect(daysInCalendar(pair)).toEqual([ONE_LEFT]);
    expect(inCrm(pair)['occurrences']).toEqual(ALL);
  });
});
