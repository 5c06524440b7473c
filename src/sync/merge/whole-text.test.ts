import { describe, expect, it } from 'vitest';
import type { FieldSpecs, Fields } from '../../model/index.ts';
import { TEXT, TEXT_SET } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { MergeResult } from '../step.ts';
import { mergeSeries, seriesFields } from '../testing/merged-series.ts';
import { changed, weekly } from '../testing/series.ts';
import { mergeFields } from './merge-fields.ts';

const SPECS: FieldSpecs = { name: TEXT, phone: TEXT, tags: TEXT_SET };
const [WHOLE, BEGINNING] = ['The offer of last year', 'The offer of'];
const EXCHANGE_WINS = { conflictStrategy: 'exchange' } as const;
const CRM_WINS = { conflictStrategy: 'crm' } as const;
const ONLY_TO_CRM = { updateCrmToExchange: false } as const;
const ONLY_TO_EXCHANGE = { updateExchangeToCrm: false } as const;

function merge(crm: Fields, exchange: Fields, rules: Partial<ItemRules>, base: Fields | null = null): MergeResult {
  return mergeFields({
    specs: SPECS,
    rules: { ...DEFAULT_ITEM_RULES, ...rules },
    base: base === null ? null : { crm: base, exchange: base },
    crm,
    exchange,
  });
}

describe('a text of which the other side has the beginning, where nothing was agreed', () => {
  it.each([EXCHANGE_WINS, CRM_WINS])('wins on either side, and the beginning is kept as a conflict (%o)', (rules) => {
    const inCrm = merge({ name: WHOLE }, { name: BEGINNING }, rules);
    expect([inCrm.toExchange, inCrm.toCrm]).toEqual([{ name: WHOLE }, {}]);
    expect(inCrm.conflicts).toEqual([{ field: 'name', winner: 'crm', base: null, crm: WHOLE, exchange: BEGINNING }]);
    const inExchange = merge({ name: BEGINNING }, { name: WHOLE }, rules);
    expect([inExchange.toExchange, inExchange.toCrm]).toEqual([{}, { name: WHOLE }]);
    expect(inExchange.conflicts).toMatchObject([{ winner: 'exchange' }]);
  });

  it('waits where it may not travel', () => {
    const inCrm = merge({ name: WHOLE }, { name: BEGINNING }, ONLY_TO_CRM);
    expect([inCrm.toCrm, inCrm.conflicts, inCrm.pendingFields]).toEqual([{}, [], ['name']]);
    const inExchange = merge({ name: BEGINNING }, { name: WHOLE }, ONLY_TO_EXCHANGE);
    expect([inExchange.toExchange, inExchange.conflicts, inExchange.pendingFields]).toEqual([{}, [], ['name']]);
  });

  it('is none of the fields that the winner of a whole item overwrites', () => {
    const rules = { ...EXCHANGE_WINS, conflictGranularity: 'item' } as const;
    const result = merge({ name: WHOLE, phone: '2' }, { name: BEGINNING, phone: '3' }, rules, { phone: '1' });
    expect([result.toExchange, result.toCrm]).toEqual([{ name: WHOLE }, { phone: '3' }]);
  });

  it('is any other text where one was agreed: a person may have taken the end away', () => {
    const result = merge({ name: WHOLE }, { name: BEGINNING }, EXCHANGE_WINS, { name: 'The offer' });
    expect([result.toExchange, result.toCrm]).toEqual([{}, { name: BEGINNING }]);
    const cases = { specs: SPECS, rules: { ...DEFAULT_ITEM_RULES, ...EXCHANGE_WINS } };
    for (const base of [
      { crm: { name: 'The offer' }, exchange: {} },
      { crm: {}, exchange: { name: 'The offer' } },
    ]) {
      const onOneSide = mergeFields({ ...cases, base, crm: { name: WHOLE }, exchange: { name: BEGINNING } });
      expect([onOneSide.toExchange, onOneSide.toCrm]).toEqual([{}, { name: BEGINNING }]);
    }
  });

  it('is any other text where the other side has nothing, whatever its own beginning', () => {
    const rules = { ...EXCHANGE_WINS, conflictGranularity: 'item' } as const;
    const result = merge({ name: 'null and void', phone: '2' }, { phone: '3' }, rules, { phone: '1' });
    expect([result.toExchange, result.toCrm]).toEqual([{}, { name: null, phone: '3' }]);
  });
});

describe('a text that stands as its side cut it when it was agreed in a pair that is closed', () => {
  const former = { crm: { name: WHOLE, tags: ['a'] }, exchange: { name: BEGINNING, tags: ['a'] } };
  const meet = (crm: Fields, exchange: Fields, rules: Partial<ItemRules>): MergeResult =>
    mergeFields({ specs: SPECS, rules: { ...DEFAULT_ITEM_RULES, ...rules }, base: null, former, crm, exchange });

  it('is the whole one that was agreed, whatever becomes of it', () => {
    expect(meet({ name: WHOLE }, { name: BEGINNING }, EXCHANGE_WINS)).toMatchObject({
      outcomes: { name: { kind: 'settled' } },
      conflicts: [],
    });
    const other = meet({ name: 'Other' }, { name: BEGINNING }, EXCHANGE_WINS);
    expect([other.toCrm, other.toExchange]).toEqual([{ name: WHOLE }, {}]);
    expect(other.conflicts).toMatchObject([{ winner: 'exchange', crm: 'Other', exchange: WHOLE }]);
    expect(meet({}, { name: BEGINNING }, CRM_WINS).toCrm).toEqual({ name: WHOLE });
    expect(meet({ name: 'Other' }, { name: BEGINNING }, CRM_WINS).toExchange).toEqual({ name: 'Other' });
  });

  it('is so in the CRM too', () => {
    const cutInCrm = { crm: former.exchange, exchange: former.crm };
    const rules = { ...DEFAULT_ITEM_RULES, ...CRM_WINS };
    const sides = { crm: { name: BEGINNING }, exchange: { name: 'Other' } };
    expect(mergeFields({ specs: SPECS, rules, base: null, former: cutInCrm, ...sides }).toExchange).toEqual({
      name: WHOLE,
    });
  });

  it('is an edit like any other where it is another one since', () => {
    expect(meet({ name: 'Other' }, { name: 'The offer' }, EXCHANGE_WINS).toCrm).toEqual({ name: 'The offer' });
  });

  it('says nothing of fields that no side cuts', () => {
    expect(meet({ tags: ['b'] }, { tags: ['a'] }, EXCHANGE_WINS).toCrm).toEqual({ tags: ['a', 'b'] });
  });
});

describe('such a text of an occurrence', () => {
  const [DAY, OTHER_DAY] = ['2026-12-14', '2026-12-21'];
  const days = (fields: Fields): Fields => ({ [DAY]: changed(fields) });
  const occurrences = (fields: Fields): Fields => ({ occurrences: days(fields) });

  it('wins at a first meeting on either side, part by part, and the beginning is kept as a conflict', () => {
    const result = mergeFields({
      specs: seriesFields(),
      rules: { ...DEFAULT_ITEM_RULES, ...EXCHANGE_WINS },
      base: null,
      crm: { time: weekly(), ...occurrences({ subject: WHOLE, location: 'Room' }) },
      exchange: { time: weekly(), ...occurrences({ subject: BEGINNING, location: 'Room 2' }) },
    });
    const both = occurrences({ subject: WHOLE, location: 'Room 2' });
    expect([result.toExchange, result.toCrm]).toEqual([both, both]);
    expect(result.conflicts).toMatchObject([{ crm: days({ subject: WHOLE, location: 'Room' }) }]);
  });

  it.each([
    ['the CRM', 'crm', WHOLE, BEGINNING],
    ['Exchange', 'exchange', BEGINNING, WHOLE],
  ])('is told as won by %s, which has the whole', (_, winner, ours, theirs) => {
    const other = winner === 'crm' ? EXCHANGE_WINS : CRM_WINS;
    const { conflicts } = mergeSeries({ crm: days({ subject: ours }), exchange: days({ subject: theirs }) }, other);
    expect(conflicts).toMatchObject([{ winner, crm: days({ subject: ours }), exchange: days({ subject: theirs }) }]);
  });

  it('waits where it may not travel', () => {
    const sides = { crm: days({ subject: WHOLE }), exchange: days({ subject: BEGINNING }) };
    const result = mergeSeries(sides, ONLY_TO_CRM);
    expect([result.toCrm, result.conflicts, result.pendingFields]).toEqual([{}, [], ['occurrences']]);
  });

  it('is not overwritten with a whole item', () => {
    const sides = { crm: days({ subject: WHOLE }), exchange: days({ subject: BEGINNING }) };
    const result = mergeSeries(sides, { ...EXCHANGE_WINS, conflictGranularity: 'item' });
    expect([result.toExchange, result.toCrm]).toEqual([occurrences({ subject: WHOLE }), {}]);
    const crm = { ...sides.crm, [OTHER_DAY]: changed({ location: 'Room' }) };
    const beside = mergeSeries({ ...sides, crm }, { ...EXCHANGE_WINS, conflictGranularity: 'item' });
    expect([beside.toExchange, beside.toCrm]).toEqual([{ occurrences: crm }, {}]);
  });

  it('is any other text where one was agreed', () => {
    const sides = { crm: days({ subject: WHOLE }), exchange: days({ subject: BEGINNING }) };
    const result = mergeSeries({ base: days({ subject: 'The offer' }), ...sides }, EXCHANGE_WINS);
    expect([result.toExchange, result.toCrm]).toEqual([{}, occurrences({ subject: BEGINNING })]);
  });
});
