import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../model/index.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { linkOf, pairInStep } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { callsOf, createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const THREE = { kind: 'numbered', occurrences: 3 } as const;
const moved = (day: string, to = day): FieldValue => changed({ time: at(to, 12) });

function series(more: Fields = {}): Fields {
  return { subject: 'Riunione', time: weekly({ range: THREE }), ...more };
}

interface InStep {
  readonly world: World;
  readonly crmId: string;
  readonly exchangeId: string;
}

async function inStep(fields: Fields = series(), rules: Parameters<typeof createWorld>[1] = {}): Promise<InStep> {
  const world = createWorld('appointments', rules);
  return { world, ...(await pairInStep(world, fields)) };
}

function sidesOf({ world, crmId }: InStep): { readonly crm: Fields; readonly exchange: Fields } {
  const { exchangeId } = linkOf(world, crmId);
  return {
    crm: world.crm.records.get(crmId)?.fields ?? {},
    exchange: world.exchange.items.get(exchangeId ?? '')?.fields ?? {},
  };
}

/** Both sides have these changed occurrences, and a further run has nothing to do. */
async function expectOnBoth(pair: InStep, occurrences: FieldValue): Promise<void> {
  await pair.world.settle();
  const { crm, exchange } = sidesOf(pair);
  expect([crm['occurrences'] ?? null, exchange['occurrences'] ?? null]).toEqual([occurrences, occurrences]);
  const before = writesOf(pair.world);
  await pair.world.run();
  expect(writesOf(pair.world)).toBe(before);
  expect([...pair.world.store.links.values()].filter(({ state }) => state === 'LINKED')).toHaveLength(1);
}

describe('a series', () => {
  it('is one item on each side, with its changed occurrences', async () => {
    const occurrences = { [MON1]: DELETED, [MON2]: moved(MON2) };
    const pair = await inStep(series({ occurrences }));
    expect(sidesOf(pair).exchange).toMatchObject({ time: weekly({ range: THREE }), occurrences });
    expect(pair.world.exchange.items.size).toBe(1);
  });

  it('comes from Exchange as it goes there', async () => {
    const world = createWorld('appointments');
    world.exchange.put(series({ occurrences: { [MON2]: changed({ location: null, subject: 'Altra' }) } }));
    await world.settle();
    const [record] = [...world.crm.records.values()];
    expect(record?.fields).toMatchObject(
      series({ occurrences: { [MON2]: changed({ location: null, subject: 'Altra' }) } }),
    );
  });

  it('carries what is done to single occurrences, both ways at once', async () => {
    const pair = await inStep();
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON1]: moved(MON1) } });
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON3]: DELETED } });
    await expectOnBoth(pair, { [MON1]: moved(MON1), [MON3]: DELETED });
  });

  it('keeps its changed occurrences when its time is changed in the CRM, though Exchange forgets them', async () => {
    const occurrences = { [MON1]: DELETED, [MON2]: changed({ subject: 'Altra' }) };
    const pair = await inStep(series({ occurrences }));
    const later = { ...(weekly({ range: THREE }) as Fields), end: '2026-12-07T09:30:00Z' };
    pair.world.crm.edit(pair.crmId, { time: later });
    await expectOnBoth(pair, occurrences);
    expect(sidesOf(pair).exchange['time']).toEqual(later);
  });

  it('loses them on both sides when its rule is changed in Exchange', async () => {
    const pair = await inStep(series({ occurrences: { [MON1]: DELETED } }));
    pair.world.exchange.edit(pair.exchangeId, { time: weekly() });
    await expectOnBoth(pair, null);
    expect(sidesOf(pair).crm['time']).toEqual(weekly());
  });

  it('keeps an edit of the CRM that its new rule in Exchange leaves no day for as a conflict', async () => {
    const pair = await inStep();
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON2]: moved(MON2) } });
    pair.world.exchange.edit(pair.exchangeId, { time: weekly({ start: '2026-12-08' }) });
    await expectOnBoth(pair, null);
    expect(pair.world.store.journal.filter(({ op }) => op === 'conflict')).toMatchObject([
      { side: 'crm', conflict: { field: 'occurrences', winner: 'exchange', crm: { [MON2]: moved(MON2) } } },
    ]);
  });

  it('keeps its pair when it becomes a single appointment, and a series again', async () => {
    const pair = await inStep(series({ occurrences: { [MON1]: DELETED } }));
    const link = linkOf(pair.world, pair.crmId);
    pair.world.exchange.edit(pair.exchangeId, { time: at(MON1, 8) });
    await expectOnBoth(pair, null);
    expect(sidesOf(pair).crm['time']).toEqual(at(MON1, 8));
    pair.world.crm.edit(pair.crmId, { time: weekly(), occurrences: { [MON2]: DELETED } });
    await expectOnBoth(pair, { [MON2]: DELETED });
    expect(linkOf(pair.world, pair.crmId).id).toBe(link.id);
  });

  it('is deleted as a whole, and only as a whole', async () => {
    const pair = await inStep(series(), { deleteCrmToExchange: true, deleteExchangeToCrm: true });
    pair.world.exchange.erase(pair.exchangeId);
    await pair.world.settle();
    expect(pair.world.crm.isGone(pair.crmId)).toBe(true);
  });

  it('of a person may have another single appointment at its first time and of its name', async () => {
    const world = createWorld('appointments');
    world.crm.put(series());
    world.exchange.put({ subject: 'Riunione', time: at(MON1, 8) });
    await world.settle();
    expect([world.crm.records.size, world.exchange.items.size]).toEqual([2, 2]);
    expect([...world.store.unlinked.values()]).toEqual([]);
  });

  it('meets the same one at a first synchronisation, also where its rule is said in another way', async () => {
    const world = createWorld('appointments');
    const daily = { pattern: { kind: 'daily', interval: 7 }, range: THREE };
    world.crm.put(series({ occurrences: { [MON1]: DELETED } }));
    world.exchange.put(
      series({ time: { ...(weekly() as Fields), recurrence: daily }, occurrences: { [MON2]: DELETED } }),
    );
    await world.settle();
    const [record] = [...world.crm.records.values()];
    const [item] = [...world.exchange.items.values()];
    expect([world.crm.records.size, world.exchange.items.size]).toEqual([1, 1]);
    for (const one of [record, item]) expect(one?.fields['occurrences']).toEqual({ [MON1]: DELETED, [MON2]: DELETED });
    // Each side goes on to say it in its own way.
    expect(item?.fields['time']).toMatchObject({ recurrence: daily });
  });

  it('has the markers of the profile on an occurrence with categories of its own, and the CRM none of them', async () => {
    const rules = { exchangeCategories: ['CRM'] };
    const own = { [MON2]: changed({ categories: ['Cliente'] }) };
    const pair = await inStep(series({ occurrences: own }), rules);
    const marked = { [MON2]: changed({ categories: ['Cliente', 'CRM'] }) };
    expect(sidesOf(pair).exchange['occurrences']).toEqual(marked);
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { ...marked, [MON1]: DELETED } });
    await pair.world.settle();
    expect(sidesOf(pair).crm['occurrences']).toEqual({ ...own, [MON1]: DELETED });
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON2]: changed({ categories: ['Cliente', 'VIP'] }) } });
    await pair.world.settle();
    expect(sidesOf(pair).exchange['occurrences']).toMatchObject({
      [MON2]: { fields: { categories: expect.arrayContaining(['Cliente', 'VIP', 'CRM']) } },
    });
    expect(sidesOf(pair).crm['occurrences']).toEqual({ [MON2]: changed({ categories: ['Cliente', 'VIP'] }) });
  });
});

describe('golden cases of single occurrences', () => {
  it.each<[string, FieldValue]>([
    ['the first one deleted', { [MON1]: DELETED }],
    ['the last one deleted', { [MON3]: DELETED }],
    ['one moved onto the day of another', { [MON1]: moved(MON1, MON2) }],
    ['one moved onto the day of another that was deleted', { [MON1]: moved(MON1, MON2), [MON2]: DELETED }],
    ['one moved behind the last', { [MON1]: moved(MON1, '2026-12-29') }],
  ])('%s, in the CRM or in Exchange', async (_, occurrences) => {
    const inCrm = await inStep();
    inCrm.world.crm.edit(inCrm.crmId, { occurrences });
    await expectOnBoth(inCrm, occurrences);
    const inExchange = await inStep();
    inExchange.world.exchange.edit(inExchange.exchangeId, { occurrences });
    await expectOnBoth(inExchange, occurrences);
    inExchange.world.exchange.edit(inExchange.exchangeId, { occurrences: null });
    await expectOnBoth(inExchange, null);
  });

  it('a series that ended before the window is none of ours, and one that still runs is', async () => {
    const world = createWorld('appointments');
    world.from = { kind: 'date', date: '2026-12-15' };
    world.crm.put({ subject: 'Ended', time: weekly({ range: { kind: 'numbered', occurrences: 2 } }) });
    world.crm.put({ subject: 'Runs', time: weekly({ range: THREE }) });
    world.crm.put({ subject: 'Without end', time: weekly({ start: '2020-01-06' }) });
    await world.settle();
    expect([...world.exchange.items.values()].map(({ fields }) => fields['subject'])).toEqual(['Runs', 'Without end']);
  });

  it('a pair that ended before the window sleeps, and wakes when an occurrence is moved into it', async () => {
    const pair = await inStep(series({ time: weekly({ range: { kind: 'numbered', occurrences: 2 } }) }));
    pair.world.from = { kind: 'date', date: '2026-12-16' };
    await pair.world.settle();
    pair.world.crm.edit(pair.crmId, { body: 'Asleep' });
    await pair.world.settle();
    expect(sidesOf(pair).exchange['body']).toBeUndefined();
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON2]: moved(MON2, '2026-12-17') } });
    await expectOnBoth(pair, { [MON2]: moved(MON2, '2026-12-17') });
    expect(sidesOf(pair).exchange['body']).toBe('Asleep');
  });
});

describe('a series under rules that are off', () => {
  it('keeps what a user did in Exchange when its time goes there', async () => {
    const pair = await inStep(series(), { updateExchangeToCrm: false });
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON2]: DELETED } });
    await pair.world.settle();
    const later = { ...(weekly({ range: THREE }) as Fields), end: '2026-12-07T09:30:00Z' };
    pair.world.crm.edit(pair.crmId, { time: later, occurrences: { [MON1]: DELETED } });
    await pair.world.settle();
    expect(sidesOf(pair).exchange).toMatchObject({ time: later, occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
    expect(sidesOf(pair).crm['occurrences']).toEqual({ [MON1]: DELETED });
    pair.world.rules = { ...pair.world.rules, updateExchangeToCrm: true };
    await expectOnBoth(pair, { [MON1]: DELETED, [MON2]: DELETED });
  });

  it('keeps a rule waiting that would take that away, and says why (R2)', async () => {
    const pair = await inStep(series(), { updateExchangeToCrm: false });
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON2]: DELETED } });
    await pair.world.settle();
    pair.world.crm.edit(pair.crmId, { time: weekly({ start: '2026-12-08' }) });
    const report = await pair.world.run();
    expect(report.steps).toMatchObject([{ kind: 'hold', state: 'pending', code: 'occurrences_lost' }]);
    expect(sidesOf(pair).exchange).toMatchObject({ occurrences: { [MON2]: DELETED } });
    pair.world.exchange.edit(pair.exchangeId, { occurrences: null });
    await pair.world.settle();
    expect(sidesOf(pair).exchange['time']).toEqual(weekly({ start: '2026-12-08' }));
  });
});

it('a series whose occurrences hold more than is carried keeps its time in Exchange until they do no more', async () => {
  const occurrences = { [MON2]: moved(MON2) };
  const pair = await inStep(series({ occurrences }));
  const { exchange, crm } = pair.world;
  const { read } = exchange;
  exchange.read = async (type, ids) =>
    (await read(type, ids)).map((one) =>
      one.kind === 'found' ? { ...one, item: { ...one.item, occurrencesHoldMore: true } } : one,
    );
  const later = { ...(weekly({ range: THREE }) as Fields), end: '2026-12-07T09:30:00Z' };
  crm.edit(pair.crmId, { time: later });
  const report = await pair.world.run();
  expect(report.steps).toMatchObject([{ kind: 'hold', state: 'pending', code: 'occurrences_would_lose' }]);
  expect(sidesOf(pair).exchange).toMatchObject(series({ occurrences }));
  exchange.read = read;
  exchange.edit(pair.exchangeId, { location: 'Sala 1' });
  await expectOnBoth(pair, occurrences);
  expect(sidesOf(pair).exchange['time']).toEqual(later);
});

describe('an update of a series that is cut off', () => {
  const later = { ...(weekly({ range: THREE }) as Fields), end: '2026-12-07T09:30:00Z' };
  const occurrences = { [MON1]: DELETED, [MON2]: changed({ subject: 'Altra' }), [MON3]: moved(MON3) };

  /** The master was written, then so many occurrences; the answer was lost. */
  async function cut(pair: InStep, after: number): Promise<void> {
    pair.world.exchange.occurrencesUntilCut = after;
    pair.world.exchange.faults.push('lostResponse');
    await pair.world.run();
    pair.world.exchange.occurrencesUntilCut = null;
  }

  it.each([0, 1, 2, 3])('after %i occurrences is finished, and mirrored to nobody', async (after) => {
    const pair = await inStep(series({ occurrences }));
    pair.world.crm.edit(pair.crmId, { time: later });
    await cut(pair, after);
    expect(Object.keys((sidesOf(pair).exchange['occurrences'] ?? {}) as Fields)).toHaveLength(after);
    forgetCalls(pair.world);
    await expectOnBoth(pair, occurrences);
    expect(callsOf(pair.world)['crm.update']).toBeUndefined();
    expect(pair.world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });

  describe('of a meeting', () => {
    async function meeting(rules: Parameters<typeof createWorld>[1], fields: Fields): Promise<InStep> {
      const pair = await inStep(fields, rules);
      const item = pair.world.exchange.items.get(pair.exchangeId);
      if (item === undefined) throw new Error('the meeting is not in the calendar');
      item.meeting = { role: 'organizer', isCancelled: false, recipients: 3 };
      return pair;
    }

    it('mails about no occurrence again that had arrived', async () => {
      const pair = await meeting({ invitations: 'notify' }, series());
      const { crm, exchange } = pair.world;
      const { update } = exchange;
      const told: unknown[] = [];
      exchange.update = (type, batch, resolution) => {
        told.push(...batch.map(({ notifiesOfDays }) => notifiesOfDays));
        return update(type, batch, resolution);
      };
      const both = { [MON1]: changed({ subject: 'Altra' }), [MON2]: changed({ subject: 'Altra' }) };
      crm.edit(pair.crmId, { occurrences: both });
      await cut(pair, 1);
      await expectOnBoth(pair, both);
      expect(told).toEqual([[MON1, MON2], [MON2]]);
    });

    it.each([
      { invitations: 'silent', deleteCrmToExchange: true },
      { invitations: 'notify', deleteCrmToExchange: false },
    ] as const)('brings back no day that was deleted before, whatever it takes to call one off: %j', async (rules) => {
      for (const after of [0, 1, 2]) {
        const pair = await meeting(rules, series({ occurrences }));
        pair.world.crm.edit(pair.crmId, { time: later });
        await cut(pair, after);
        await expectOnBoth(pair, occurrences);
      }
    });

    it.each([{ invitations: 'silent' }, { deleteCrmToExchange: false }] as const)(
      'takes no day away that the CRM deleted with the rule, when it may not be called off any more: %j',
      async (change) => {
        const pair = await meeting({ invitations: 'notify', deleteCrmToExchange: true }, series());
        pair.world.crm.edit(pair.crmId, { time: later, occurrences: { [MON3]: DELETED } });
        await cut(pair, 0);
        pair.world.rules = { ...pair.world.rules, ...change };
        await pair.world.settle();
        const { crm, exchange } = sidesOf(pair);
        expect([crm['occurrences'], exchange['occurrences'] ?? null]).toEqual([{ [MON3]: DELETED }, null]);
        expect(exchange['time']).toEqual(later);
      },
    );

    it('brings a day back that the CRM has again', async () => {
      const pair = await meeting({ invitations: 'notify', deleteCrmToExchange: true }, series());
      pair.world.crm.edit(pair.crmId, { time: later, occurrences: { [MON3]: DELETED } });
      await cut(pair, 0);
      pair.world.crm.edit(pair.crmId, { occurrences: null });
      await expectOnBoth(pair, null);
    });

    it('mails once more what the CRM still has to bring, and nothing of what only Exchange had', async () => {
      const rules = { invitations: 'notify', updateExchangeToCrm: false } as const;
      const pair = await meeting(rules, series({ occurrences: { [MON2]: changed({ location: 'Sala 2' }) } }));
      const own = changed({ location: 'Sala 3' });
      pair.world.exchange.edit(pair.exchangeId, {
        occurrences: { [MON2]: changed({ location: 'Sala 2' }), [MON3]: own },
      });
      await pair.world.settle();
      pair.world.crm.edit(pair.crmId, { time: later });
      await cut(pair, 0);
      pair.world.exchange.outbox.length = 0;
      await pair.world.settle();
      expect(sidesOf(pair).exchange['occurrences']).toEqual({ [MON2]: changed({ location: 'Sala 2' }), [MON3]: own });
      expect(pair.world.exchange.outbox).toMatchObject([{ kind: 'update', recipients: 3 }]);
    });
  });

  it('leaves an edit that a user made to another occurrence meanwhile', async () => {
    const pair = await inStep(series({ occurrences: { [MON1]: DELETED } }));
    pair.world.crm.edit(pair.crmId, { time: later });
    await cut(pair, 0);
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON2]: DELETED } });
    await expectOnBoth(pair, { [MON1]: DELETED, [MON2]: DELETED });
  });

  it.each<[string, FieldValue]>([
    ['another part of it', changed({ location: 'Sala 2' })],
    ['its deletion', DELETED],
  ])('loses nothing when a user meanwhile changes an occurrence that was not written yet: %s', async (_, edit) => {
    for (const wasSingle of [true, false]) {
      const pair = await inStep(wasSingle ? { subject: 'Riunione', time: at(MON1, 8) } : series());
      const ours = { [MON2]: changed({ body: 'Ours' }) };
      pair.world.crm.edit(pair.crmId, { time: later, occurrences: ours });
      await cut(pair, 0);
      pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON2]: edit } });
      const wins = edit === DELETED ? ours : { [MON2]: changed({ body: 'Ours', location: 'Sala 2' }) };
      await expectOnBoth(pair, wins);
      const conflicts = pair.world.store.journal.filter(({ op }) => op === 'conflict');
      expect(conflicts).toHaveLength(edit === DELETED ? 1 : 0);
    }
  });

  it('of a new series loses nothing either', async () => {
    const world = createWorld('appointments');
    const record = world.crm.put(series({ occurrences: { [MON2]: changed({ body: 'Ours' }) } }));
    const pair = { world, crmId: record.id, exchangeId: '' };
    await cut(pair, 0);
    const [item] = [...world.exchange.items.values()];
    world.exchange.edit(item?.id ?? '', { occurrences: { [MON2]: changed({ location: 'Sala 2' }) } });
    await expectOnBoth(pair, { [MON2]: changed({ body: 'Ours', location: 'Sala 2' }) });
  });

  it.each([
    { conflictStrategy: 'exchange', stands: 'Theirs' },
    { conflictStrategy: 'crm', stands: 'Ours' },
  ] as const)('of a new series tells what loses to a user who gave the same part meanwhile: %j', async (one) => {
    const { conflictStrategy, stands } = one;
    const world = createWorld('appointments', { conflictStrategy });
    const ours = { [MON2]: changed({ subject: 'Ours', location: 'Sala 2' }) };
    const record = world.crm.put(series({ occurrences: { ...ours, [MON3]: DELETED } }));
    const pair = { world, crmId: record.id, exchangeId: '' };
    await cut(pair, 0);
    const [item] = [...world.exchange.items.values()];
    const theirs = { [MON2]: changed({ subject: 'Theirs' }) };
    world.exchange.edit(item?.id ?? '', { occurrences: theirs });
    await expectOnBoth(pair, { [MON2]: changed({ subject: stands, location: 'Sala 2' }), [MON3]: DELETED });
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toMatchObject([
      { conflict: { field: 'occurrences', winner: conflictStrategy, base: null, crm: ours, exchange: theirs } },
    ]);
  });

  it('of a new series disputes nothing that arrived as it was sent', async () => {
    const world = createWorld('appointments', { conflictStrategy: 'exchange' });
    const subject = 'A subject that is longer than Exchange keeps';
    const record = world.crm.put(series({ occurrences: { [MON2]: changed({ subject, body: 'Ours' }) } }));
    const pair = { world, crmId: record.id, exchangeId: '' };
    await cut(pair, 1);
    const later = { [MON2]: changed({ subject, body: 'Ours, later' }) };
    world.crm.edit(record.id, { occurrences: later });
    await world.settle();
    const kept = { [MON2]: changed({ subject: subject.slice(0, 24), body: 'Ours, later' }) };
    expect(sidesOf(pair)).toMatchObject({ crm: { occurrences: later }, exchange: { occurrences: kept } });
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });

  it('gives Exchange back what only its user had changed', async () => {
    const pair = await inStep(series(), { updateExchangeToCrm: false });
    pair.world.exchange.edit(pair.exchangeId, { occurrences: { [MON2]: DELETED, [MON3]: moved(MON3) } });
    await pair.world.settle();
    pair.world.crm.edit(pair.crmId, { time: later });
    await cut(pair, 0);
    expect(sidesOf(pair).exchange['occurrences']).toBeUndefined();
    await pair.world.settle();
    expect(sidesOf(pair).exchange).toMatchObject({
      time: later,
      occurrences: { [MON2]: DELETED, [MON3]: moved(MON3) },
    });
    expect(sidesOf(pair).crm['occurrences']).toBeUndefined();
  });

  it('and the text of an occurrence that Exchange cuts comes home to nobody', async () => {
    const long = 'A subject that is longer than Exchange keeps';
    const pair = await inStep();
    pair.world.crm.edit(pair.crmId, { time: later, occurrences: { [MON1]: changed({ subject: long }) } });
    await cut(pair, 3);
    await pair.world.settle();
    expect(sidesOf(pair).crm['occurrences']).toEqual({ [MON1]: changed({ subject: long }) });
    expect(sidesOf(pair).exchange['occurrences']).toEqual({ [MON1]: changed({ subject: long.slice(0, 24) }) });
  });

  it('nor does it when its day is one of the new rule', async () => {
    const subject = 'A subject that is longer than Exchange keeps';
    const pair = await inStep(series(), { conflictStrategy: 'exchange' });
    const own = { '2026-12-08': changed({ subject }) };
    pair.world.crm.edit(pair.crmId, { time: weekly({ start: '2026-12-08', range: THREE }), occurrences: own });
    await cut(pair, 1);
    await pair.world.settle();
    expect(sidesOf(pair).crm['occurrences']).toEqual(own);
    expect(pair.world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });

  it('nor is it an edit of Exchange when the CRM gave the day up before anybody looked', async () => {
    const subject = 'A subject that is longer than Exchange keeps';
    const rules = { conflictStrategy: 'exchange', conflictGranularity: 'item' } as const;
    const pair = await inStep(series(), rules);
    pair.world.crm.edit(pair.crmId, { occurrences: { [MON1]: changed({ subject }) } });
    await cut(pair, 1);
    const time = weekly({ start: '2026-12-08', range: THREE });
    pair.world.crm.edit(pair.crmId, { time, occurrences: null });
    await pair.world.settle();
    expect(sidesOf(pair)).toMatchObject({ crm: { time }, exchange: { time } });
    expect(sidesOf(pair).crm['occurrences'] ?? null).toBeNull();
    expect(pair.world.store.journal.filter(({ op }) => op === 'conflict')).toEqual([]);
  });

  it.each([0, 1, 2, 3])('and a new series of which only %i occurrences arrived is one series', async (after) => {
    const world = createWorld('appointments');
    const record = world.crm.put(series({ occurrences }));
    const pair = { world, crmId: record.id, exchangeId: '' };
    await cut(pair, after);
    expect(world.exchange.items.size).toBe(1);
    await expectOnBoth(pair, occurrences);
    expect(world.exchange.items.size).toBe(1);
    expect(world.store.journal.filter(({ op, side }) => op === 'conflict' || side === 'crm')).toEqual([]);
  });
});

it('a text that Exchange cuts, and that the whole item of the winner gives back to it, is settled as it is cut again', async () => {
  const subject = 'A subject that is longer than Exchange keeps';
  const world = createWorld('appointments', { conflictGranularity: 'item' });
  const record = world.crm.put(series({ occurrences: { [MON1]: changed({ subject }) } }));
  let edited = false;
  // Nobody sees what Exchange made of it: both are edited before it is read back.
  world.interruptions.between = () => {
    const [item] = [...world.exchange.items.values()];
    if (item?.fields['occurrences'] === undefined || edited) return;
    edited = true;
    world.exchange.edit(item.id, { occurrences: { [MON1]: changed({ subject: 'Theirs' }) } });
    world.crm.edit(record.id, { location: 'Sala 2' });
  };
  await world.settle();
  world.interruptions.between = null;
  expect(sidesOf({ world, crmId: record.id, exchangeId: '' })).toMatchObject({
    crm: { occurrences: { [MON1]: changed({ subject }) } },
    exchange: { location: 'Sala 2', occurrences: { [MON1]: changed({ subject: subject.slice(0, 24) }) } },
  });
  expect(linkOf(world, record.id)).toMatchObject({
    baseCrm: { occurrences: { [MON1]: changed({ subject }) } },
    baseExchange: { occurrences: { [MON1]: changed({ subject: subject.slice(0, 24) }) } },
  });
});

it('a plan does not list what goes along as it was', async () => {
  const pair = await inStep(series({ occurrences: { [MON1]: DELETED } }));
  const later = { ...(weekly({ range: THREE }) as Fields), end: '2026-12-07T09:30:00Z' };
  pair.world.crm.edit(pair.crmId, { time: later });
  const { runId } = await pair.world.run({ dryRun: true });
  const steps = await pair.world.plans.pageSteps(runId ?? '', { kind: null, after: null, limit: 10 });
  expect(steps.map(({ changes }) => changes.map(({ field }) => field))).toEqual([['time']]);
});
