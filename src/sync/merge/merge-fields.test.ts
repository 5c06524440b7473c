import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { canonicalText, TEXT, TEXT_SET, valueOf, withDefault } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { MergeResult } from '../step.ts';
import { NOTHING } from '../testing/nothing.ts';
import { cases } from '../testing/property-cases.ts';
import { mergeFields } from './merge-fields.ts';

const SPECS: FieldSpecs = {
  name: TEXT,
  phone: TEXT,
  tags: TEXT_SET,
  privacy: withDefault('normal'),
  picture: { ...TEXT, isAttached: true },
};

interface Sides {
  readonly base: { readonly crm: Fields; readonly exchange: Fields } | null;
  readonly crm: Fields;
  readonly exchange: Fields;
  readonly older?: readonly string[];
  readonly reinstated?: readonly string[];
}

function merge(sides: Sides, rules: Partial<ItemRules> = {}): MergeResult {
  return mergeFields({ specs: SPECS, rules: { ...DEFAULT_ITEM_RULES, ...rules }, ...sides });
}

function agreed(fields: Fields): { readonly crm: Fields; readonly exchange: Fields } {
  return { crm: fields, exchange: fields };
}

const ONE_WAY_TO_EXCHANGE = { updateExchangeToCrm: false } as const;
const ONE_WAY_TO_CRM = { updateCrmToExchange: false } as const;

describe('merging two items with a common past', () => {
  it('carries edits of different fields in both directions at once', () => {
    const result = merge({
      base: agreed({ name: 'Ada', phone: '1' }),
      crm: { name: 'Ada Lovelace', phone: '1' },
      exchange: { name: 'Ada', phone: '2' },
    });
    expect(result.toExchange).toEqual({ name: 'Ada Lovelace' });
    expect(result.toCrm).toEqual({ phone: '2' });
    expect(result.conflicts).toEqual([]);
    expect(result.outcomes).toEqual({
      name: { kind: 'toExchange', value: 'Ada Lovelace' },
      phone: { kind: 'toCrm', value: '2' },
    });
  });

  it('lets the strategy decide an edit of the same field, and keeps the loser with its base', () => {
    const sides = { base: agreed({ name: 'Ada' }), crm: { name: 'Ada C' }, exchange: { name: 'Ada E' } };
    const crmWins = merge(sides, { conflictStrategy: 'crm' });
    expect([crmWins.toExchange, crmWins.toCrm]).toEqual([{ name: 'Ada C' }, {}]);
    expect(crmWins.conflicts).toEqual([{ field: 'name', winner: 'crm', base: 'Ada', crm: 'Ada C', exchange: 'Ada E' }]);
    const exchangeWins = merge(sides, { conflictStrategy: 'exchange' });
    expect([exchangeWins.toExchange, exchangeWins.toCrm]).toEqual([{}, { name: 'Ada E' }]);
    expect(exchangeWins.conflicts.map((conflict) => conflict.winner)).toEqual(['exchange']);
  });

  it('shows a conflict against the base of the side that lost', () => {
    const base = { crm: { name: 'Ada Lovelace' }, exchange: { name: 'Ada Lov' } };
    const sides = { base, crm: { name: 'Ada C' }, exchange: { name: 'Ada E' } };
    expect(merge(sides, { conflictStrategy: 'crm' }).conflicts[0]?.base).toBe('Ada Lov');
    expect(merge(sides, { conflictStrategy: 'exchange' }).conflicts[0]?.base).toBe('Ada Lovelace');
  });

  it('writes nothing when both sides came to the same value', () => {
    const result = merge({ base: agreed({ name: 'Ada' }), crm: { name: 'Ada L' }, exchange: { name: 'Ada L ' } });
    expect(result.outcomes).toEqual({ name: { kind: 'settled' } });
    expect([result.toCrm, result.toExchange, result.conflicts]).toEqual([{}, {}, []]);
  });

  it('does not take what a side rewrote for an edit', () => {
    const base = { crm: { name: 'A very long name' }, exchange: { name: 'A very' } };
    const result = merge({ base, crm: { name: 'A very long name' }, exchange: { name: 'A very' } });
    expect(result.outcomes).toEqual({});
  });

  it('treats emptying a field as an edit', () => {
    const result = merge({ base: agreed({ name: 'Ada' }), crm: {}, exchange: { name: 'Ada' } });
    expect(result.toExchange).toEqual({ name: null });
  });

  it('keeps an edit waiting while its rule is off, and says whose it is', () => {
    const base = agreed({ name: 'Ada' });
    const ours = merge({ base, crm: { name: 'X' }, exchange: { name: 'Ada' } }, ONE_WAY_TO_CRM);
    expect(ours.outcomes).toEqual({ name: { kind: 'pending', changedOn: 'crm' } });
    const theirs = merge({ base, crm: { name: 'Ada' }, exchange: { name: 'X' } }, ONE_WAY_TO_EXCHANGE);
    expect(theirs.outcomes).toEqual({ name: { kind: 'pending', changedOn: 'exchange' } });
    const both = merge(
      { base, crm: { name: 'X' }, exchange: { name: 'Y' } },
      { ...ONE_WAY_TO_CRM, ...ONE_WAY_TO_EXCHANGE },
    );
    expect(both.outcomes).toEqual({ name: { kind: 'pending', changedOn: 'both' } });
    expect(both.pendingFields).toEqual(['name']);
    expect(both.conflicts).toEqual([]);
  });

  it('lets the only direction that is on win against the strategy, because the other may not write', () => {
    const sides = { base: agreed({ name: 'Ada' }), crm: { name: 'C' }, exchange: { name: 'E' } };
    expect(merge(sides, { ...ONE_WAY_TO_CRM, conflictStrategy: 'crm' }).toCrm).toEqual({ name: 'E' });
    expect(merge(sides, { ...ONE_WAY_TO_EXCHANGE, conflictStrategy: 'exchange' }).toExchange).toEqual({ name: 'C' });
  });
});

describe('merging sets', () => {
  it('keeps what both sides added and drops what either removed', () => {
    const result = merge({
      base: agreed({ tags: ['a', 'b'] }),
      crm: { tags: ['a', 'b', 'ours'] },
      exchange: { tags: ['b', 'theirs'] },
    });
    expect(result.toExchange).toEqual({ tags: ['b', 'ours', 'theirs'] });
    expect(result.toCrm).toEqual({ tags: ['b', 'ours', 'theirs'] });
    expect(result.outcomes['tags']).toEqual({ kind: 'toBoth', value: ['b', 'ours', 'theirs'] });
    expect(result.conflicts).toEqual([]);
  });

  it('takes the same element in another spelling for the same element', () => {
    const result = merge({ base: agreed({ tags: ['vip'] }), crm: { tags: ['VIP'] }, exchange: { tags: ['vip'] } });
    expect(result.outcomes).toEqual({});
  });

  it('carries our part while theirs waits for its rule', () => {
    const result = merge(
      { base: agreed({ tags: ['a'] }), crm: { tags: ['a', 'ours'] }, exchange: { tags: ['a', 'theirs'] } },
      ONE_WAY_TO_EXCHANGE,
    );
    expect(result.toExchange).toEqual({ tags: ['a', 'ours', 'theirs'] });
    expect(result.toCrm).toEqual({});
    expect(result.pendingFields).toEqual(['tags']);
  });

  it('says in which direction a set travels', () => {
    const base = agreed({ tags: ['a'] });
    expect(merge({ base, crm: { tags: ['a', 'x'] }, exchange: { tags: ['a'] } }).outcomes).toEqual({
      tags: { kind: 'toExchange', value: ['a', 'x'] },
    });
    expect(merge({ base, crm: { tags: ['a'] }, exchange: {} }).outcomes).toEqual({
      tags: { kind: 'toCrm', value: null },
    });
  });

  it('is nothing to write when both sides came to the same set', () => {
    const result = merge({ base: agreed({ tags: ['a'] }), crm: { tags: ['b'] }, exchange: { tags: ['B'] } });
    expect([result.outcomes, result.pendingFields]).toEqual([{ tags: { kind: 'settled' } }, []]);
  });

  it('takes elements for two where only capital letters would spell them alike', () => {
    const result = merge({ base: agreed({}), crm: { tags: ['Straße'] }, exchange: { tags: ['Strasse'] } });
    expect([result.toExchange, result.toCrm]).toEqual([
      { tags: ['Strasse', 'Straße'] },
      { tags: ['Strasse', 'Straße'] },
    ]);
  });

  it('settles an element that came to agreement on one side alone, even while another one waits', () => {
    // Exchange had dropped "x" on writing, and has it now.
    const base = { crm: { tags: ['x'] }, exchange: {} };
    const result = merge({ base, crm: { tags: ['x'] }, exchange: { tags: ['x', 'theirs'] } }, ONE_WAY_TO_EXCHANGE);
    expect(result.outcomes['tags']).toEqual({ kind: 'settled' });
    expect(result.pendingFields).toEqual(['tags']);
  });

  it('settles an element that both added even while another one waits', () => {
    const result = merge(
      { base: agreed({}), crm: { tags: ['both'] }, exchange: { tags: ['both', 'theirs'] } },
      ONE_WAY_TO_EXCHANGE,
    );
    expect(result.outcomes['tags']).toEqual({ kind: 'settled' });
    expect(result.pendingFields).toEqual(['tags']);
  });

  it('is settled, with nothing waiting, when one side removed what the other never had', () => {
    const sides = { base: { crm: { tags: ['refused', 'x'] }, exchange: {} }, crm: { tags: ['refused'] }, exchange: {} };
    const result = merge(sides);
    expect(result.outcomes).toEqual({ tags: { kind: 'settled' } });
    expect(result.pendingFields).toEqual([]);
  });

  it('lets the strategy decide about one element that was added here and removed there', () => {
    // Exchange had dropped "x" on writing; so the CRM removes what Exchange now adds.
    const sides = {
      base: { crm: { tags: ['x'] }, exchange: {} },
      crm: {},
      exchange: { tags: ['x', 'y'] },
    };
    const crmWins = merge(sides, { conflictStrategy: 'crm' });
    expect([crmWins.toExchange, crmWins.toCrm]).toEqual([{ tags: ['y'] }, { tags: ['y'] }]);
    expect(crmWins.conflicts.map((conflict) => conflict.winner)).toEqual(['crm']);
    const exchangeWins = merge(sides, { conflictStrategy: 'exchange' });
    expect([exchangeWins.toExchange, exchangeWins.toCrm]).toEqual([{}, { tags: ['x', 'y'] }]);
    expect(exchangeWins.conflicts.map((conflict) => conflict.winner)).toEqual(['exchange']);
  });

  it('lets the strategy decide the same dispute the other way round', () => {
    const sides = {
      base: { crm: {}, exchange: { tags: ['x'] } },
      crm: { tags: ['x', 'y'] },
      exchange: {},
    };
    expect(merge(sides, { conflictStrategy: 'crm' }).toExchange).toEqual({ tags: ['x', 'y'] });
    const exchangeWins = merge(sides, { conflictStrategy: 'exchange' });
    expect([exchangeWins.toExchange, exchangeWins.toCrm]).toEqual([{ tags: ['y'] }, { tags: ['y'] }]);
  });
});

describe('a first meeting, without a common past', () => {
  it('lets a value beat an empty field on either side, whoever wins conflicts', () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      const result = merge(
        { base: null, crm: { name: 'Ada' }, exchange: { phone: '1', privacy: 'private' } },
        { conflictStrategy },
      );
      expect(result.toExchange).toEqual({ name: 'Ada' });
      expect(result.toCrm).toEqual({ phone: '1', privacy: 'private' });
      expect(result.conflicts).toEqual([]);
    }
  });

  it('unites sets', () => {
    const result = merge({ base: null, crm: { tags: ['a'] }, exchange: { tags: ['b'] } });
    expect([result.toExchange, result.toCrm]).toEqual([{ tags: ['a', 'b'] }, { tags: ['a', 'b'] }]);
  });

  it('lets the strategy decide only between two values, with no base to show', () => {
    const result = merge({ base: null, crm: { name: 'A' }, exchange: { name: 'B' } }, { conflictStrategy: 'exchange' });
    expect(result.toCrm).toEqual({ name: 'B' });
    expect(result.conflicts).toEqual([{ field: 'name', winner: 'exchange', base: null, crm: 'A', exchange: 'B' }]);
  });

  it('never overwrites a whole item, for nobody edited anything yet', () => {
    const result = merge(
      { base: null, crm: { name: 'A' }, exchange: { name: 'B', phone: '1' } },
      { conflictGranularity: 'item', conflictStrategy: 'crm' },
    );
    expect([result.toExchange, result.toCrm]).toEqual([{ name: 'A' }, { phone: '1' }]);
  });
});

describe('whole-item granularity', () => {
  const WHOLE = { conflictGranularity: 'item' } as const;

  it('lets the winner overwrite every edited field of the loser, each kept as a conflict', () => {
    const result = merge(
      {
        base: agreed({ name: 'Ada', phone: '1' }),
        crm: { name: 'Ada C', phone: '1' },
        exchange: { name: 'Ada', phone: '2' },
      },
      { ...WHOLE, conflictStrategy: 'crm' },
    );
    expect(result.toExchange).toEqual({ name: 'Ada C', phone: '1' });
    expect(result.toCrm).toEqual({});
    expect(result.conflicts).toEqual([{ field: 'phone', winner: 'crm', base: '1', crm: '1', exchange: '2' }]);
  });

  it('leaves out a field that merges alone', () => {
    const base = agreed({ name: 'Ada' });
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      const result = merge(
        { base, crm: { name: 'Ada C' }, exchange: { name: 'Ada', picture: 'new' } },
        { ...WHOLE, conflictStrategy },
      );
      expect(result).toMatchObject({ toExchange: { name: 'Ada C' }, toCrm: { picture: 'new' }, conflicts: [] });
    }
  });

  it('replaces sets as well', () => {
    const result = merge(
      { base: agreed({}), crm: { tags: ['ours'] }, exchange: { tags: ['theirs'] } },
      { ...WHOLE, conflictStrategy: 'exchange' },
    );
    expect([result.toExchange, result.toCrm]).toEqual([{}, { tags: ['theirs'] }]);
    expect(result.conflicts.map((conflict) => conflict.field)).toEqual(['tags']);
  });

  it('gives back what was agreed, whole, where the winner keeps less of a text that it did not edit', () => {
    const base = { crm: { name: 'Ada Lovelace', phone: '1' }, exchange: { name: 'Ada', phone: '1' } };
    const result = merge(
      { base, crm: { name: 'Countess', phone: '1' }, exchange: { name: 'Ada', phone: '2' } },
      { ...WHOLE, conflictStrategy: 'exchange' },
    );
    expect(result.toCrm).toEqual({ name: 'Ada Lovelace', phone: '2' });
    expect(result.conflicts).toMatchObject([{ field: 'name', winner: 'exchange', crm: 'Countess', exchange: 'Ada' }]);
  });

  it('leaves alone what nobody touched, though the sides write it differently', () => {
    const base = { crm: { name: 'Ada Lovelace', phone: '1' }, exchange: { name: 'Ada', phone: '1' } };
    const result = merge(
      { base, crm: { name: 'Ada Lovelace', phone: '2' }, exchange: { name: 'Ada', phone: '3' } },
      WHOLE,
    );
    expect(result.toExchange).toEqual({ phone: '2' });
  });

  it('is no conflict when the one field that both edited is equal now', () => {
    const result = merge(
      { base: agreed({}), crm: { name: 'Ada', phone: '1' }, exchange: { phone: '1' } },
      { ...WHOLE, conflictStrategy: 'exchange' },
    );
    expect(result.toExchange).toEqual({ name: 'Ada' });
    expect(result.outcomes['phone']).toEqual({ kind: 'settled' });
    expect(result.conflicts).toEqual([]);
  });

  it('settles equal fields and overwrites the others in one go', () => {
    const result = merge(
      { base: agreed({}), crm: { name: 'A', phone: '1' }, exchange: { name: 'B', phone: '1' } },
      { ...WHOLE, conflictStrategy: 'crm' },
    );
    expect(result.outcomes['phone']).toEqual({ kind: 'settled' });
    expect(result.toExchange).toEqual({ name: 'A' });
  });

  it('waits as a whole when no direction is on', () => {
    const result = merge(
      { base: agreed({}), crm: { name: 'A' }, exchange: { phone: '1' } },
      { ...WHOLE, ...ONE_WAY_TO_CRM, ...ONE_WAY_TO_EXCHANGE },
    );
    expect(result.pendingFields).toEqual(['name', 'phone']);
    expect([result.toCrm, result.toExchange]).toEqual([{}, {}]);
  });

  it('lets the only direction that is on overwrite', () => {
    const sides = { base: agreed({}), crm: { name: 'A' }, exchange: { phone: '1' } };
    const result = merge(sides, { ...WHOLE, ...ONE_WAY_TO_CRM, conflictStrategy: 'crm' });
    expect([result.toCrm, result.toExchange]).toEqual([{ name: null, phone: '1' }, {}]);
  });
});

describe('a value of the CRM from before what was agreed', () => {
  it('gives way by itself: the whole item of the CRM overwrites nothing, whatever the strategy', () => {
    const result = merge(
      {
        base: agreed({ name: 'Ada', phone: '1' }),
        crm: { name: 'Before', phone: '1' },
        exchange: { name: 'Ada', phone: '2' },
        older: ['name'],
      },
      { conflictGranularity: 'item', conflictStrategy: 'crm' },
    );
    expect([result.toExchange, result.toCrm]).toEqual([{}, { name: 'Ada', phone: '2' }]);
  });

  it('is no conflict in a set that only lacks what Exchange got since', () => {
    const result = merge({
      base: agreed({ tags: ['a', 'b'] }),
      crm: { tags: ['a'] },
      exchange: { tags: ['a', 'since'] },
      older: ['tags'],
    });
    expect([result.toExchange, result.toCrm]).toEqual([{}, { tags: ['a', 'since'] }]);
    expect(result.conflicts).toEqual([]);
  });

  it('gets back a set as it was agreed where nobody edited it in Exchange, which may keep less of it', () => {
    const result = merge({
      base: { crm: { tags: ['a', 'b', 'kept'] }, exchange: { tags: ['a', 'b'] } },
      crm: { tags: ['a', 'kept'] },
      exchange: { tags: ['a', 'b'] },
      older: ['tags'],
    });
    expect([result.toExchange, result.toCrm]).toEqual([{}, { tags: ['a', 'b', 'kept'] }]);
  });
});

describe('a value of the CRM from before what was agreed that counts all the same', () => {
  it('goes to Exchange with what it takes there told, and nothing else of the record does', () => {
    const result = merge(
      {
        base: agreed({ name: 'Ada', phone: '1', tags: ['a', 'b'] }),
        crm: { name: 'Before', phone: '1', tags: ['a', 'c'] },
        exchange: { name: 'Ada', phone: '2', tags: ['a', 'b', 'since'] },
        reinstated: ['name', 'tags'],
      },
      { conflictGranularity: 'item', conflictStrategy: 'exchange' },
    );
    expect(result.toExchange).toEqual({ name: 'Before', tags: ['a', 'c', 'since'] });
    expect(result.toCrm).toEqual({ phone: '2', tags: ['a', 'c', 'since'] });
    expect(result.conflicts).toEqual([
      { field: 'name', winner: 'crm', base: 'Ada', crm: 'Before', exchange: 'Ada' },
      { field: 'tags', winner: 'crm', base: ['a', 'b'], crm: ['a', 'c'], exchange: ['a', 'b', 'since'] },
    ]);
  });

  it('is no conflict where both sides came to it', () => {
    const both = { name: 'Before' };
    const result = merge({ base: agreed({ name: 'Ada' }), crm: both, exchange: both, reinstated: ['name'] });
    expect([result.toExchange, result.conflicts]).toEqual([{}, []]);
  });

  it('makes room where its field may not go to Exchange, if it may come from there', () => {
    const sides = { base: agreed({ name: 'Ada' }), crm: { name: 'Before' }, exchange: { name: 'Ada' } };
    const closed = () => ({ toExchange: 'notOrganizer' }) as const;
    const given = { specs: SPECS, rules: DEFAULT_ITEM_RULES, ...sides, reinstated: ['name'] };
    expect(mergeFields({ ...given, closed })).toMatchObject({
      toExchange: NOTHING,
      toCrm: { name: 'Ada' },
      conflicts: [{ field: 'name', winner: 'exchange', crm: 'Before' }],
    });
    const closedBothWays = () => ({ toExchange: 'notOrganizer', toCrm: 'private' }) as const;
    expect(mergeFields({ ...given, closed: closedBothWays })).toMatchObject({
      toCrm: NOTHING,
      pendingFields: ['name'],
    });
    expect(mergeFields({ ...given, closed, reinstated: [] })).toMatchObject({
      toCrm: NOTHING,
      pendingFields: ['name'],
    });
  });
});

describe('laws of the merge', () => {
  const value = fc.constantFrom<FieldValue>(null, 'a', 'b');
  const set = fc.subarray(['a', 'b', 'c']).map((tags): FieldValue => (tags.length === 0 ? null : tags));
  const fields = fc.record({ name: value, phone: value, tags: set });
  const sides = fc.record({
    base: fc.option(fc.record({ crm: fields, exchange: fields })),
    crm: fields,
    exchange: fields,
  });
  const rules = fc.record({
    updateCrmToExchange: fc.boolean(),
    updateExchangeToCrm: fc.boolean(),
    conflictStrategy: fc.constantFrom('crm', 'exchange'),
    conflictGranularity: fc.constantFrom('field', 'item'),
  });

  it('is the same seen from the other side', () => {
    fc.assert(
      fc.property(sides, rules, (given, choice) => {
        const mirrored = merge(
          {
            base: given.base === null ? null : { crm: given.base.exchange, exchange: given.base.crm },
            crm: given.exchange,
            exchange: given.crm,
          },
          {
            ...choice,
            updateCrmToExchange: choice.updateExchangeToCrm,
            updateExchangeToCrm: choice.updateCrmToExchange,
            conflictStrategy: choice.conflictStrategy === 'crm' ? 'exchange' : 'crm',
          },
        );
        const straight = merge(given, choice);
        expect(mirrored.toCrm).toEqual(straight.toExchange);
        expect(mirrored.toExchange).toEqual(straight.toCrm);
        expect(mirrored.pendingFields).toEqual(straight.pendingFields);
        expect(mirrored.conflicts.map((conflict) => conflict.field)).toEqual(
          straight.conflicts.map((conflict) => conflict.field),
        );
      }),
      cases(3000),
    );
  });

  it('of sets with a common base: every addition survives, every removal holds, nothing else appears', () => {
    fc.assert(
      fc.property(set, set, set, (base, crm, exchange) => {
        const result = merge({ base: agreed({ tags: base }), crm: { tags: crm }, exchange: { tags: exchange } });
        const list = (tags: FieldValue | undefined): readonly string[] =>
          Array.isArray(tags) ? (tags as string[]) : [];
        const expected = ['a', 'b', 'c'].filter((tag) => {
          const had = list(base).includes(tag);
          const ours = list(crm).includes(tag);
          const theirs = list(exchange).includes(tag);
          return had ? ours && theirs : ours || theirs;
        });
        const after = (written: FieldValue | undefined, before: FieldValue) =>
          list(written === undefined ? before : written);
        expect(after(result.toCrm['tags'], crm)).toEqual(expected);
        expect(after(result.toExchange['tags'], exchange)).toEqual(expected);
        expect(result.conflicts).toEqual([]);
      }),
      cases(1000),
    );
  });

  it('of a backup that counts: what it takes from Exchange is told, and only an edit in Exchange takes anything of it', () => {
    fc.assert(
      fc.property(fields, fields, fields, rules, (base, crm, exchange, choice) => {
        const changedIn = (side: Fields) =>
          Object.keys(base).filter((name) => canonicalText(valueOf(base, name)) !== canonicalText(valueOf(side, name)));
        const reinstated = changedIn(crm);
        const result = merge({ base: agreed(base), crm, exchange, reinstated }, choice);
        const told = result.conflicts.map(({ field, winner }) => `${field} ${winner}`);
        for (const name of Object.keys(result.toExchange)) expect(told).toContain(`${name} crm`);
        for (const name of Object.keys(result.toCrm)) expect(changedIn(exchange)).toContain(name);
        for (const { field, exchange: lost } of result.conflicts) expect(lost).toEqual(valueOf(exchange, field));
      }),
      cases(2000),
    );
  });

  it('never names a field that nobody changed and never writes one that is equal', () => {
    const different = (written: Fields, before: Fields) =>
      Object.entries(written).every(([name, sent]) => canonicalText(sent) !== canonicalText(valueOf(before, name)));
    fc.assert(
      fc.property(sides, rules, (given, choice) => {
        const result = merge(given, choice);
        expect(different(result.toCrm, given.crm)).toBe(true);
        expect(different(result.toExchange, given.exchange)).toBe(true);
        expect(Object.values(result.outcomes).map((outcome) => outcome.kind)).not.toContain('unchanged');
      }),
      cases(2000),
    );
  });
});
