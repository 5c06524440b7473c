import { describe, expect, it } from 'vitest';
import type { FieldSpecs } from '../../model/index.ts';
import { TEXT } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { ClosedDirections } from './closed-fields.ts';
import { closedDirections, withReason } from './closed-fields.ts';
import { SETTLED, stayPending } from './field-change.ts';
import { mergeFields } from './merge-fields.ts';

const SPECS: FieldSpecs = { name: TEXT };

/** `Ada` was agreed; each side that is named has another name by now. */
function merge(closed: ClosedDirections, edited: { crm?: string; exchange?: string }, rules: Partial<ItemRules> = {}) {
  const base = { name: 'Ada' };
  const { crm = base.name, exchange = base.name } = edited;
  return mergeFields({
    specs: SPECS,
    rules: { ...DEFAULT_ITEM_RULES, ...rules },
    base: { crm: base, exchange: base },
    crm: { name: crm },
    exchange: { name: exchange },
    closed: () => closed,
  });
}

describe.each<[string, ClosedDirections, 'crm' | 'exchange', 'crm' | 'exchange']>([
  ['Exchange', { toExchange: 'private' }, 'crm', 'exchange'],
  ['the CRM', { toCrm: 'private' }, 'exchange', 'crm'],
])('a field that does not travel to %s', (_, closed, source, target) => {
  it('waits there, and says for what', () => {
    const result = merge(closed, { [source]: 'Eva' });
    expect(result.outcomes).toEqual({ name: { kind: 'pending', changedOn: source, because: 'private' } });
    expect([result.toCrm, result.toExchange]).toEqual([{}, {}]);
  });

  it('travels the other way as if nothing were closed', () => {
    const result = merge(closed, { [target]: 'Eva' });
    const kind = source === 'crm' ? 'toCrm' : 'toExchange';
    expect(result.outcomes).toEqual({ name: { kind, value: 'Eva' } });
    expect(result[kind]).toEqual({ name: 'Eva' });
  });

  it('loses against the other side, whoever wins otherwise', () => {
    const result = merge(closed, { crm: 'Ours', exchange: 'Theirs' }, { conflictStrategy: source });
    expect(result.conflicts).toMatchObject([{ winner: target }]);
  });

  it('waits for the rule of the profile where that is off as well', () => {
    const rules = { updateCrmToExchange: false, updateExchangeToCrm: false };
    const { outcomes } = merge(closed, { [source]: 'Eva' }, rules);
    expect(outcomes).toStrictEqual({ name: { kind: 'pending', changedOn: source } });
  });
});

describe('what a change waits for', () => {
  const open = { toExchange: true, toCrm: true, winner: 'crm' } as const;
  const change = {
    name: 'name',
    spec: TEXT,
    baseCrm: null,
    baseExchange: null,
    crm: 'Ada',
    exchange: null,
    crmChanged: true,
    exchangeChanged: false,
    equalNow: false,
  };

  it('is what the merge found, before what its field waits for', () => {
    const settlement = stayPending(change, 'occurrencesApart');
    expect(withReason(settlement, open, { toExchange: 'private' })).toBe(settlement);
  });

  it('is nothing where nothing is closed, and nothing where nothing waits', () => {
    const waiting = stayPending(change);
    expect(withReason(waiting, open, {})).toBe(waiting);
    expect(waiting.outcome).toStrictEqual({ kind: 'pending', changedOn: 'crm' });
    expect(withReason(SETTLED, open, { toExchange: 'private' })).toBe(SETTLED);
  });
});

it('nothing is closed of a field that no specification names', () => {
  expect(closedDirections('unknown', undefined, undefined)).toEqual({});
});
