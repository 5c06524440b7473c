import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { MergeResult } from '../step.ts';
import { mergeSeries as merge, seriesFields } from '../testing/merged-series.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';
import { mergeFields } from './merge-fields.ts';

const [MON1, MON2, MON3, TUE2] = ['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-15'];
const ONE_WAY_TO_EXCHANGE = { updateExchangeToCrm: false } as const;
const ONE_WAY_TO_CRM = { updateCrmToExchange: false } as const;
const NEITHER_WAY = { ...ONE_WAY_TO_CRM, ...ONE_WAY_TO_EXCHANGE } as const;
const EXCHANGE_WINS = { conflictStrategy: 'exchange' } as const;

const moved = (day: string): FieldValue => changed({ time: at(day, 12) });

describe('changed occurrences, day by day', () => {
  it('carry what one side did to one and the other to another, both ways at once', () => {
    const result = merge({ crm: { [MON1]: DELETED }, exchange: { [MON2]: moved(MON2) } });
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: moved(MON2) } });
    expect(result.toCrm).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: moved(MON2) } });
    expect(result.outcomes['occurrences']?.kind).toBe('toBoth');
    expect(result.conflicts).toEqual([]);
    expect(result.pendingFields).toEqual([]);
  });

  it('leave alone what nobody touched, however differently the two sides have it', () => {
    const long = changed({ subject: 'Long subject, whole' });
    const cut = changed({ subject: 'Long subject' });
    const sides = { base: { [MON1]: long }, baseExchange: { [MON1]: cut } };
    expect(merge({ ...sides, crm: { [MON1]: long }, exchange: { [MON1]: cut } }).outcomes).toEqual({});
    const result = merge({ ...sides, crm: { [MON1]: long, [MON2]: DELETED }, exchange: { [MON1]: cut } });
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: cut, [MON2]: DELETED } });
    expect(result.toCrm).toEqual({});
  });

  it('carry a single part, and leave the others as that side keeps them', () => {
    const [long, cut] = [{ subject: 'Long subject, whole' }, { subject: 'Long subject' }];
    const result = merge({
      base: { [MON1]: changed(long) },
      baseExchange: { [MON1]: changed(cut) },
      crm: { [MON1]: changed({ ...long, location: 'Sala 2' }) },
      exchange: { [MON1]: changed(cut) },
    });
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: changed({ ...cut, location: 'Sala 2' }) } });
  });

  it('come back where they stood no more with what that side had of them, not with what the other side cut', () => {
    const [long, cut] = [{ subject: 'Long subject, whole' }, { subject: 'Long subject' }];
    const result = merge(
      {
        base: { [MON1]: changed(long) },
        baseExchange: { [MON1]: changed(cut) },
        crm: null,
        exchange: { [MON1]: changed({ ...cut, location: 'Sala 2' }) },
      },
      EXCHANGE_WINS,
    );
    expect(result.toCrm).toEqual({ occurrences: { [MON1]: changed({ ...long, location: 'Sala 2' }) } });
  });

  it('carry a part that is as in the series again, and the whole when it was the last', () => {
    const both = { subject: 'Altra', location: 'Sala 2' };
    const base = { [MON1]: changed(both) };
    const one = merge({ base, crm: { [MON1]: changed({ subject: 'Altra' }) }, exchange: base });
    expect(one.toExchange).toEqual({ occurrences: { [MON1]: changed({ subject: 'Altra' }) } });
    const last = merge({ base, crm: null, exchange: base });
    expect(last.toExchange).toEqual({ occurrences: null });
    expect(last.outcomes).toEqual({ occurrences: { kind: 'toExchange', value: null } });
    // Exchange kept nothing but the subject.
    const kept = { [MON1]: changed({ subject: 'Altra' }) };
    const only = merge({ base, baseExchange: kept, crm: { [MON1]: changed({ location: 'Sala 2' }) }, exchange: kept });
    expect(only.toExchange).toEqual({ occurrences: null });
  });

  it('tell an emptied part from one that is as in the series', () => {
    const base = { [MON1]: changed({ location: 'Sala 2' }) };
    const result = merge({ base, crm: base, exchange: { [MON1]: changed({ location: null }) } });
    expect(result.toCrm).toEqual({ occurrences: { [MON1]: changed({ location: null }) } });
    const named = { [MON1]: changed({ subject: 'Altra' }) };
    const emptied = { [MON1]: changed({ subject: 'Altra', location: null }) };
    expect(merge({ base: named, crm: named, exchange: emptied }).toCrm).toEqual({ occurrences: emptied });
    expect(merge({ base: emptied, crm: named, exchange: emptied }).toExchange).toEqual({ occurrences: named });
  });

  it('take a deletion back, with all that the occurrence then is', () => {
    const base = { [MON1]: DELETED };
    const back = { [MON1]: changed({ subject: 'Doch', location: null }) };
    const revived = merge({ base, crm: base, exchange: back });
    expect(revived.toCrm).toEqual({ occurrences: back });
    expect(revived.outcomes).toEqual({ occurrences: { kind: 'toCrm', value: back } });
    // Both had it deleted: nobody wants it so any more.
    expect(revived.conflicts).toEqual([]);
    expect(merge({ base, crm: null, exchange: base }).toExchange).toEqual({ occurrences: null });
  });

  it('are settled without a write when both sides did the same', () => {
    const result = merge({ crm: { [MON1]: DELETED }, exchange: { [MON1]: DELETED } });
    expect(result).toEqual({
      outcomes: { occurrences: { kind: 'settled' } },
      toCrm: {},
      toExchange: {},
      conflicts: [],
      pendingFields: [],
    });
  });

  it('count times by their instants, whatever zone a side names', () => {
    const [ours, theirs] = [at(MON1, 12), { ...(at(MON1, 12) as Fields), zone: null }];
    const result = merge({ crm: { [MON1]: changed({ time: ours }) }, exchange: { [MON1]: changed({ time: theirs }) } });
    expect(result.outcomes).toEqual({ occurrences: { kind: 'settled' } });
  });

  it('take no notice of what a synchronisation does not carry', () => {
    const odd = { [MON1]: changed({ attendees: [] }) };
    expect(merge({ crm: odd, exchange: null }).outcomes).toEqual({});
    const crm = { [MON1]: changed({ attendees: [], subject: 'A' }) };
    expect(merge({ crm, exchange: null }).toExchange).toEqual({ occurrences: { [MON1]: changed({ subject: 'A' }) } });
    const mixed = merge({ base: crm, baseExchange: crm, crm, exchange: { [MON1]: changed({ subject: 'B' }) } });
    // The CRM's own side keeps it.
    expect(mixed.toCrm).toEqual({ occurrences: { [MON1]: changed({ attendees: [], subject: 'B' }) } });
  });

  it('are united at a first meeting', () => {
    const result = mergeFields({
      specs: seriesFields(),
      rules: DEFAULT_ITEM_RULES,
      base: null,
      crm: { time: weekly(), occurrences: { [MON1]: DELETED } },
      exchange: { time: weekly(), occurrences: { [MON2]: DELETED } },
    });
    expect(result.toCrm).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
  });
});

describe('one occurrence that both sides changed', () => {
  it('merges part by part', () => {
    const result = merge({
      crm: { [MON1]: changed({ subject: 'Ours' }) },
      exchange: { [MON1]: changed({ location: 'Theirs' }) },
    });
    const both = { occurrences: { [MON1]: changed({ subject: 'Ours', location: 'Theirs' }) } };
    expect([result.toCrm, result.toExchange, result.conflicts]).toEqual([both, both, []]);
  });

  it('is in dispute only in the same part, and the loser keeps what is not', () => {
    const sides = {
      base: { [MON2]: DELETED },
      crm: { [MON1]: changed({ subject: 'Ours', body: 'B' }), [MON2]: DELETED },
      exchange: { [MON1]: changed({ subject: 'Theirs', location: 'L' }), [MON2]: DELETED },
    };
    const all = (subject: string) => changed({ subject, body: 'B', location: 'L' });
    const ours = merge(sides);
    expect(ours.toExchange).toEqual({ occurrences: { [MON1]: all('Ours'), [MON2]: DELETED } });
    expect(ours.toCrm).toEqual({ occurrences: { [MON1]: all('Ours'), [MON2]: DELETED } });
    // The days that nobody disputes are no part of the conflict.
    expect(ours.conflicts).toEqual([
      {
        field: 'occurrences',
        winner: 'crm',
        base: null,
        crm: { [MON1]: sides.crm[MON1] },
        exchange: { [MON1]: sides.exchange[MON1] },
      },
    ]);
    const theirs = merge(sides, EXCHANGE_WINS);
    expect(theirs.toCrm).toEqual({ occurrences: { [MON1]: all('Theirs'), [MON2]: DELETED } });
    expect(theirs.toExchange).toEqual({ occurrences: { [MON1]: all('Theirs'), [MON2]: DELETED } });
    expect(theirs.conflicts).toMatchObject([{ winner: 'exchange' }]);
  });

  it.each<[string, FieldValue, FieldValue]>([
    ['deleted against edited', DELETED, changed({ subject: 'Edited' })],
    ['as in the series against edited', null, changed({ subject: 'Edited' })],
    ['as in the series against deleted', null, DELETED],
  ])('%s: the winner has the whole occurrence', (_, left, right) => {
    const base = { [MON1]: changed({ subject: 'Base', location: 'L' }) };
    const [ours, theirs] = [{ [MON1]: left }, { [MON1]: right }].map((days) =>
      Object.values(days)[0] === null ? null : days,
    );
    const sides = { base, crm: ours ?? null, exchange: theirs ?? null };
    const crmWins = merge(sides);
    expect([crmWins.toExchange, crmWins.toCrm]).toEqual([{ occurrences: ours }, {}]);
    expect(crmWins.conflicts).toEqual([{ field: 'occurrences', winner: 'crm', base, crm: ours, exchange: theirs }]);
    const exchangeWins = merge(sides, EXCHANGE_WINS);
    expect([exchangeWins.toCrm, exchangeWins.toExchange]).toEqual([{ occurrences: theirs }, {}]);
    expect(exchangeWins.conflicts).toMatchObject([{ winner: 'exchange' }]);
  });

  it('shows the base of the loser, who edited that one', () => {
    const sides = {
      base: { [MON1]: changed({ subject: 'Base' }) },
      baseExchange: { [MON1]: changed({ subject: 'Ba' }) },
      crm: { [MON1]: DELETED },
      exchange: { [MON1]: changed({ subject: 'Edited' }) },
    };
    expect(merge(sides).conflicts[0]?.base).toEqual(sides.baseExchange);
    expect(merge(sides, EXCHANGE_WINS).conflicts[0]?.base).toEqual(sides.base);
  });
});

describe('what is told of a day in dispute', () => {
  it('is what a synchronisation carries of it', () => {
    const crm = { [MON1]: changed({ subject: 'Ours', attendees: [] }) };
    const result = merge({ crm, exchange: { [MON1]: changed({ subject: 'Theirs' }) } });
    expect(result.conflicts[0]?.crm).toEqual({ [MON1]: changed({ subject: 'Ours' }) });
  });

  it('is nothing of one that both deleted, whatever else travels', () => {
    const result = merge({ crm: { [MON1]: DELETED, [MON2]: DELETED }, exchange: { [MON1]: DELETED } });
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
    expect(result.conflicts).toEqual([]);
  });
});

describe('changed occurrences and rules that are off', () => {
  const sides = { crm: { [MON1]: DELETED }, exchange: { [MON2]: DELETED } };

  it('wait day by day', () => {
    const result = merge(sides, ONE_WAY_TO_EXCHANGE);
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
    expect([result.toCrm, result.pendingFields]).toEqual([{}, ['occurrences']]);
    const back = merge(sides, ONE_WAY_TO_CRM);
    expect(back.toCrm).toEqual({ occurrences: { [MON1]: DELETED, [MON2]: DELETED } });
    expect([back.toExchange, back.pendingFields]).toEqual([{}, ['occurrences']]);
  });

  it('only wait when nothing may travel', () => {
    expect(merge(sides, NEITHER_WAY).outcomes).toEqual({ occurrences: { kind: 'pending', changedOn: 'both' } });
    const one = { crm: { [MON1]: DELETED }, exchange: null };
    expect(merge(one, ONE_WAY_TO_CRM).outcomes).toEqual({ occurrences: { kind: 'pending', changedOn: 'crm' } });
    expect(merge({ crm: null, exchange: one.crm }, ONE_WAY_TO_EXCHANGE).outcomes).toEqual({
      occurrences: { kind: 'pending', changedOn: 'exchange' },
    });
  });

  it('settle what both agree on while something else waits', () => {
    const both = { [MON1]: DELETED };
    const result = merge({ crm: both, exchange: { ...both, [MON2]: DELETED } }, ONE_WAY_TO_EXCHANGE);
    expect(result.outcomes).toEqual({ occurrences: { kind: 'settled' } });
    expect(result.pendingFields).toEqual(['occurrences']);
    const part = merge(
      {
        crm: { [MON1]: changed({ subject: 'A' }) },
        exchange: { [MON1]: changed({ subject: 'A', location: 'L' }) },
      },
      ONE_WAY_TO_EXCHANGE,
    );
    expect(part.outcomes).toEqual({ occurrences: { kind: 'settled' } });
    // Exchange had dropped the subject on writing, and has it now.
    const named = { [MON1]: changed({ subject: 'A' }) };
    const sides = { base: named, baseExchange: null, crm: named, exchange: { ...named, [MON2]: DELETED } };
    expect(merge(sides, ONE_WAY_TO_EXCHANGE).outcomes).toEqual({ occurrences: { kind: 'settled' } });
  });

  it('let the one open direction win, and nobody when both are closed', () => {
    const disputed = { crm: { [MON1]: DELETED }, exchange: { [MON1]: moved(MON1) } };
    const toExchange = merge(disputed, { ...ONE_WAY_TO_EXCHANGE, ...EXCHANGE_WINS });
    expect(toExchange.toExchange).toEqual({ occurrences: { [MON1]: DELETED } });
    expect([toExchange.conflicts.length, toExchange.pendingFields]).toEqual([1, []]);
    const toCrm = merge(disputed, ONE_WAY_TO_CRM);
    expect([toCrm.toCrm, toCrm.conflicts.length]).toEqual([{ occurrences: disputed.exchange }, 1]);
    const none = merge(disputed, NEITHER_WAY);
    expect([none.conflicts, none.pendingFields]).toEqual([[], ['occurrences']]);
  });
});

describe('changed occurrences with the setting "whole item"', () => {
  const WHOLE = { conflictGranularity: 'item' } as const;

  it('are overwritten by those of the winner, each lost edit a conflict', () => {
    const base = { [MON3]: changed({ subject: 'Base, long' }) };
    const baseExchange = { [MON3]: changed({ subject: 'Base' }) };
    const sides = {
      base,
      baseExchange,
      crm: { ...base, [MON1]: DELETED },
      exchange: { ...baseExchange, [MON2]: DELETED },
    };
    const result = merge(sides, WHOLE);
    // What neither touched stays as Exchange keeps it.
    expect(result.toExchange).toEqual({ occurrences: { ...baseExchange, [MON1]: DELETED } });
    expect(result.toCrm).toEqual({});
    expect(result.conflicts).toEqual([
      { field: 'occurrences', winner: 'crm', base: null, crm: null, exchange: { [MON2]: DELETED } },
    ]);
    const other = merge(sides, { ...WHOLE, ...EXCHANGE_WINS });
    expect(other.toCrm).toEqual({ occurrences: { ...base, [MON2]: DELETED } });
    expect(other.toExchange).toEqual({});
  });

  it('that are equal are no conflict', () => {
    const both = { [MON1]: DELETED };
    const result = merge({ crm: { ...both, [MON2]: DELETED }, exchange: { ...both, [MON3]: DELETED } }, WHOLE);
    expect(result.toExchange).toEqual({ occurrences: { ...both, [MON2]: DELETED } });
    expect(result.conflicts).toMatchObject([{ exchange: { [MON3]: DELETED } }]);
  });

  it('wait when no rule is on', () => {
    const result = merge({ crm: { [MON1]: DELETED }, exchange: { [MON2]: DELETED } }, { ...WHOLE, ...NEITHER_WAY });
    expect([result.toCrm, result.toExchange, result.pendingFields]).toEqual([{}, {}, ['occurrences']]);
  });
});

describe('changed occurrences of a record that a restored CRM brought back older', () => {
  it('are those of Exchange where it changed them, and otherwise what was agreed', () => {
    const result = merge({
      base: { [MON1]: changed({ subject: 'Agreed, long' }), [MON2]: DELETED },
      baseExchange: { [MON1]: changed({ subject: 'Agreed' }), [MON2]: DELETED },
      crm: { [MON2]: moved(MON2) },
      exchange: { [MON1]: changed({ subject: 'Agreed' }), [MON2]: DELETED, [MON3]: DELETED },
      older: ['occurrences'],
    });
    expect(result.toCrm).toEqual({
      occurrences: { [MON1]: changed({ subject: 'Agreed, long' }), [MON2]: DELETED, [MON3]: DELETED },
    });
    expect(result.toExchange).toEqual({});
    expect(result.conflicts).toMatchObject([{ winner: 'exchange', crm: { [MON2]: moved(MON2) } }]);
  });
});

describe('changed occurrences of a record that a restored CRM brought back, and whose values count', () => {
  const reinstated = ['occurrences'];

  it('take their days in Exchange, each told with what it takes; other days stay as they are', () => {
    const cut = changed({ subject: 'Same for both' });
    const result = merge({
      base: {
        [MON1]: changed({ subject: 'Agreed' }),
        [MON2]: DELETED,
        [MON3]: changed({ subject: 'Same for both, whole' }),
      },
      baseExchange: { [MON1]: changed({ subject: 'Agreed' }), [MON2]: DELETED, [MON3]: cut },
      crm: { [MON2]: moved(MON2), [MON3]: changed({ subject: 'Same for both, whole' }) },
      exchange: { [MON1]: changed({ subject: 'Agreed', notCarried: 'x' }), [MON2]: DELETED, [MON3]: cut },
      reinstated,
    });
    expect(result.toCrm).toEqual({});
    expect(result.toExchange).toEqual({ occurrences: { [MON2]: moved(MON2), [MON3]: cut } });
    expect(result.conflicts).toEqual([
      {
        field: 'occurrences',
        winner: 'crm',
        base: { [MON1]: changed({ subject: 'Agreed' }), [MON2]: DELETED },
        crm: { [MON2]: moved(MON2) },
        exchange: { [MON1]: changed({ subject: 'Agreed' }), [MON2]: DELETED },
      },
    ]);
  });

  it('win or lose by the strategy where Exchange changed the same day since, and take up the others', () => {
    const sides = {
      base: { [MON1]: changed({ subject: 'Agreed' }) },
      crm: { [MON1]: changed({ subject: 'Before' }), [MON3]: DELETED },
      exchange: { [MON1]: changed({ subject: 'Since' }), [MON2]: DELETED },
      reinstated,
    };
    const [ours, theirs] = [merge(sides), merge(sides, EXCHANGE_WINS)];
    expect(ours.toCrm).toEqual({ occurrences: { ...sides.crm, [MON2]: DELETED } });
    expect(ours.conflicts).toMatchObject([
      { winner: 'crm', crm: sides.crm, exchange: { [MON1]: changed({ subject: 'Since' }) } },
    ]);
    expect(theirs.toExchange).toEqual({ occurrences: { ...sides.exchange, [MON3]: DELETED } });
    expect(theirs.conflicts).toEqual([
      { field: 'occurrences', winner: 'crm', base: null, crm: { [MON3]: DELETED }, exchange: null },
      {
        field: 'occurrences',
        winner: 'exchange',
        base: { [MON1]: changed({ subject: 'Agreed' }) },
        crm: { [MON1]: changed({ subject: 'Before' }) },
        exchange: { [MON1]: changed({ subject: 'Since' }) },
      },
    ]);
  });

  it('are told once for a day of which each side wins a part', () => {
    const result = merge(
      {
        base: { [MON1]: changed({ subject: 'Agreed', location: 'Sala 1' }) },
        crm: { [MON1]: changed({ subject: 'Before', location: 'Sala 0' }) },
        exchange: { [MON1]: changed({ subject: 'Since', location: 'Sala 1' }) },
        reinstated,
      },
      EXCHANGE_WINS,
    );
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: changed({ subject: 'Since', location: 'Sala 0' }) } });
    expect(result.conflicts).toMatchObject([
      { winner: 'exchange', exchange: { [MON1]: changed({ subject: 'Since', location: 'Sala 1' }) } },
    ]);
  });

  it('tell nothing where nothing goes to Exchange', () => {
    const sides = { base: { [MON1]: DELETED }, crm: null, exchange: { [MON1]: DELETED }, reinstated };
    const result = merge(sides, ONE_WAY_TO_CRM);
    expect([result.toCrm, result.toExchange, result.conflicts]).toEqual([{}, {}, []]);
    expect(result.pendingFields).toEqual(['occurrences']);
  });
});

describe('occurrences and the rule that gives them', () => {
  const tuesdays = weekly({ start: '2026-12-08' });
  const later = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };

  it('go along whole when time or rule go to Exchange, which forgets them with it', () => {
    const base = { [MON1]: DELETED, [MON2]: moved(MON2) };
    const result = merge({ base, crm: base, exchange: base, times: { crm: later } });
    expect(result.toExchange).toEqual({ time: later, occurrences: base });
    expect(Object.keys(result.outcomes)).toEqual(['time']);
    const without = merge({ crm: null, exchange: null, times: { crm: later } });
    expect(without.toExchange).toEqual({ time: later, occurrences: null });
  });

  it('go along with what either side changed meanwhile', () => {
    const result = merge({ crm: { [MON1]: DELETED }, exchange: { [MON2]: DELETED }, times: { crm: later } });
    const both = { [MON1]: DELETED, [MON2]: DELETED };
    expect(result.toExchange).toEqual({ time: later, occurrences: both });
    expect(result.toCrm).toEqual({ occurrences: both });
  });

  it('do not go along to the CRM, nor with the time of a single appointment', () => {
    const base = { [MON1]: DELETED };
    expect(merge({ base, crm: base, exchange: base, times: { exchange: later } }).toCrm).toEqual({ time: later });
    const once = merge({ crm: null, exchange: null, times: { base: at(MON1, 8), crm: at(MON1, 9) } });
    expect(once.toExchange).toEqual({ time: at(MON1, 9) });
  });

  it('go when the series becomes a single appointment, and the other way round', () => {
    const base = { [MON1]: DELETED };
    const single = merge({ base, crm: base, exchange: base, times: { crm: at(MON1, 8) } });
    expect(single.toExchange).toEqual({ time: at(MON1, 8), occurrences: null });
    const series = merge({ crm: base, exchange: null, times: { base: at(MON1, 8), crm: weekly() } });
    expect(series.toExchange).toEqual({ time: weekly(), occurrences: base });
  });

  it('of another rule say nothing: they are neither carried nor a change for ever', () => {
    const base = { [MON1]: DELETED };
    const ours = merge({ base, crm: base, exchange: base, times: { crm: tuesdays } });
    expect(ours.toExchange).toEqual({ time: tuesdays, occurrences: null });
    expect([ours.toCrm, ours.conflicts, ours.pendingFields]).toEqual([{}, [], []]);
    const theirs = merge({ base, crm: base, exchange: base, times: { exchange: tuesdays } });
    expect(theirs.toCrm).toEqual({ time: tuesdays, occurrences: null });
    expect([theirs.toExchange, theirs.conflicts, theirs.pendingFields]).toEqual([{}, [], []]);
    expect(merge({ crm: { [TUE2]: DELETED }, exchange: null }).outcomes).toEqual({});
  });

  it('that were edited in Exchange and lose their day are a conflict', () => {
    const result = merge({ crm: null, exchange: { [MON2]: moved(MON2) }, times: { crm: tuesdays } });
    expect(result.toExchange).toEqual({ time: tuesdays, occurrences: null });
    expect(result.toCrm).toEqual({});
    expect(result.conflicts).toEqual([
      { field: 'occurrences', winner: 'crm', base: null, crm: null, exchange: { [MON2]: moved(MON2) } },
    ]);
  });

  it('that were edited in the CRM and lose their day are one as well', () => {
    const result = merge({ crm: { [MON2]: moved(MON2) }, exchange: null, times: { exchange: tuesdays } });
    expect(result.toCrm).toEqual({ time: tuesdays, occurrences: null });
    expect(result.conflicts).toMatchObject([{ winner: 'exchange', crm: { [MON2]: moved(MON2) }, exchange: null }]);
  });

  it('tell two conflicts where each side wins another day', () => {
    const daily = {
      ...(weekly() as Fields),
      recurrence: { pattern: { kind: 'daily', interval: 7 }, range: { kind: 'numbered', occurrences: 1 } },
    };
    const result = merge(
      {
        crm: { [MON1]: changed({ subject: 'Ours' }) },
        exchange: { [MON1]: changed({ subject: 'Theirs' }), [MON2]: DELETED },
        times: { crm: daily },
      },
      EXCHANGE_WINS,
    );
    expect(result.conflicts.map(({ winner, exchange }) => [winner, Object.keys(exchange as Fields)])).toEqual([
      ['crm', [MON2]],
      ['exchange', [MON1]],
    ]);
  });

  it('keep the rule waiting (R2) when Exchange would lose what the CRM may not learn of', () => {
    const sides = { crm: null, exchange: { [MON2]: moved(MON2) }, times: { crm: tuesdays } };
    const result = merge(sides, ONE_WAY_TO_EXCHANGE);
    expect(result.outcomes).toEqual({
      time: { kind: 'pending', changedOn: 'crm', because: 'occurrencesLost' },
      occurrences: { kind: 'pending', changedOn: 'exchange' },
    });
    expect([result.toExchange, result.conflicts]).toEqual([{}, []]);
    const renamed = merge({ ...sides, subjects: { crm: 'Renamed' } }, ONE_WAY_TO_EXCHANGE);
    expect(renamed.toExchange).toEqual({ subject: 'Renamed' });
    expect(renamed.pendingFields).toEqual(['time', 'occurrences']);
  });

  it('keep it waiting no longer than that: what the new rule gives goes along', () => {
    const theirs = { [MON2]: moved(MON2) };
    const result = merge({ crm: null, exchange: theirs, times: { crm: later } }, ONE_WAY_TO_EXCHANGE);
    expect(result.toExchange).toEqual({ time: later, occurrences: theirs });
    expect(result.pendingFields).toEqual(['occurrences']);
  });

  it('keep it not waiting for what is as in the series again: that goes with the old rule, and nobody loses it', () => {
    const base = { [MON2]: changed({ subject: 'Agreed', location: 'Sala 1' }) };
    const exchange = { [MON2]: changed({ location: 'Sala 1' }) };
    const sides = { base, crm: base, times: { crm: tuesdays } };
    expect(merge({ ...sides, exchange }, ONE_WAY_TO_EXCHANGE)).toMatchObject({
      toExchange: { time: tuesdays, occurrences: null },
      conflicts: [{ field: 'occurrences', winner: 'crm', base, exchange }],
      pendingFields: [],
    });
    for (const own of [
      DELETED,
      changed({ subject: 'Theirs', location: 'Sala 1' }),
      // One part of its own, and the other as in the series again.
      changed({ subject: 'Theirs' }),
    ])
      expect(merge({ ...sides, exchange: { [MON2]: own } }, ONE_WAY_TO_EXCHANGE).pendingFields).toContain('time');
  });

  it('of the CRM wait while its rule waits, or they would stand on days that Exchange does not have', () => {
    const result = merge(
      { crm: { [TUE2]: DELETED }, exchange: { [MON2]: moved(MON2) }, times: { crm: tuesdays } },
      ONE_WAY_TO_EXCHANGE,
    );
    expect(result.toExchange).toEqual({});
    expect(result.pendingFields).toEqual(['time', 'occurrences']);
    // Also those on days that both rules give.
    const twice = weekly({ range: { kind: 'numbered', occurrences: 2 } });
    const sides = { crm: { [MON2]: DELETED }, exchange: { [MON3]: moved(MON3) }, times: { crm: twice } };
    const waiting = merge(sides, ONE_WAY_TO_EXCHANGE);
    expect([waiting.toExchange, waiting.pendingFields]).toEqual([{}, ['time', 'occurrences']]);
  });

  /** Two rules that are settled although different, as an undo leaves them. */
  function mergeApart(crm: FieldValue, exchange: FieldValue, rules: Partial<ItemRules> = {}): MergeResult {
    return merge({ crm, exchange, times: { base: tuesdays, baseExchange: weekly() } }, rules);
  }

  it('wait for a place where the other side has another rule', () => {
    const apart = mergeApart({ [TUE2]: DELETED }, null);
    expect(apart.toExchange).toEqual({});
    expect(apart.outcomes).toEqual({
      occurrences: { kind: 'pending', changedOn: 'crm', because: 'occurrencesApart' },
    });
  });

  it('wait for it as well where their item wins as a whole', () => {
    const ours = mergeApart({ [TUE2]: DELETED }, { [MON2]: moved(MON2) }, { conflictGranularity: 'item' });
    expect(ours.toExchange).toEqual({ occurrences: null });
    expect(ours.pendingFields).toEqual(['occurrences']);
    const rules = { conflictGranularity: 'item', ...EXCHANGE_WINS } as const;
    const theirs = mergeApart({ [TUE2]: DELETED }, { [MON2]: moved(MON2) }, rules);
    expect(theirs.toCrm).toEqual({ occurrences: null });
    expect(theirs.pendingFields).toEqual(['occurrences']);
  });

  it('that the item which wins as a whole has back in the series have nowhere to go and wait for nothing', () => {
    const edited = { [TUE2]: moved(TUE2) };
    const times = { base: tuesdays, baseExchange: weekly() };
    const sides = { base: edited, baseExchange: null, crm: null, exchange: { [MON2]: moved(MON2) }, times };
    const back = merge(sides, { conflictGranularity: 'item' });
    expect(back.toExchange).toEqual({ occurrences: null });
    expect(back.pendingFields).toEqual([]);
  });

  it('that one side alone has, as an undo leaves them, go with the rule that takes their day, and are written as gone', () => {
    const edited = { [MON2]: changed({ subject: 'Edited' }) };
    const ofCrm = { base: edited, baseExchange: null, crm: edited, exchange: null };
    expect(merge(ofCrm).outcomes).toEqual({});
    expect(merge({ ...ofCrm, times: { exchange: tuesdays } }).toCrm).toEqual({ time: tuesdays, occurrences: null });
    const ofExchange = { base: null, baseExchange: edited, crm: null, exchange: edited };
    expect(merge({ ...ofExchange, times: { crm: tuesdays } }).toExchange).toEqual({
      time: tuesdays,
      occurrences: null,
    });
    const alike = { [MON1]: changed({ subject: 'On both' }) };
    const beside = {
      base: { ...alike, ...edited },
      baseExchange: alike,
      crm: { ...alike, ...edited },
      exchange: alike,
    };
    const once = weekly({ range: { kind: 'numbered', occurrences: 1 } });
    expect(merge({ ...beside, times: { exchange: once } }).toCrm).toEqual({ time: once, occurrences: alike });
    // Where the new rule gives the day, it stays.
    const twice = weekly({ range: { kind: 'numbered', occurrences: 2 } });
    expect(merge({ ...ofCrm, times: { exchange: twice } }).toCrm).toEqual({ time: twice });
  });

  it('of the item that wins as a whole are a conflict where its rule may not go, and the other one comes', () => {
    const result = merge(
      {
        crm: { [MON2]: moved(MON2) },
        exchange: null,
        times: { exchange: tuesdays },
        subjects: { crm: 'Ours', exchange: 'Theirs' },
        closed: (name) => (name === 'time' ? { toExchange: 'occurrencesWouldLose' } : {}),
      },
      { conflictGranularity: 'item' },
    );
    expect(result.toCrm).toEqual({ time: tuesdays, occurrences: null });
    expect(result.pendingFields).toEqual([]);
    expect(result.conflicts).toMatchObject([
      { field: 'subject', winner: 'crm' },
      { field: 'occurrences', winner: 'exchange', crm: { [MON2]: moved(MON2) }, exchange: null },
    ]);
  });
});
