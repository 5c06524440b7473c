import { describe, expect, it } from 'vitest';
import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import { at, DELETED, weekly } from '../testing/series.ts';
import { changedFields } from './base.ts';
import { countedBase } from './counted-base.ts';
import { mergeFields } from './merge-fields.ts';

const ALL = synchronisedFields('appointments');
const SPECS = { time: ALL['time'], occurrences: ALL['occurrences'] } as FieldSpecs;
const [MON1, MON2, TUE2] = ['2026-12-07', '2026-12-14', '2026-12-15'];
const LATER = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };

const item = (time: FieldValue, occurrences: FieldValue = null): Fields => ({ time, occurrences });

describe('an occurrence that was agreed on while the rule that gives it waits', () => {
  /** An undo gave Exchange back what took place once; its user made a series of it, of which the CRM may not learn. */
  const base = { crm: item(weekly(), { [MON2]: DELETED }), exchange: item(at(MON1, 8), { [MON2]: DELETED }) };
  const sides = { base, crm: base.crm, exchange: item(LATER, { [MON2]: DELETED }) };

  it('is no edit', () => {
    expect(changedFields(SPECS, base.exchange, sides.exchange)).toEqual(['time']);
    const rules = { ...DEFAULT_ITEM_RULES, updateExchangeToCrm: false };
    expect(mergeFields({ specs: SPECS, rules, ...sides }).outcomes).toEqual({
      time: { kind: 'pending', changedOn: 'exchange' },
    });
  });

  it('is not in dispute when the CRM takes it back, whoever wins', () => {
    const rules = { ...DEFAULT_ITEM_RULES, conflictStrategy: 'exchange' } as const;
    const merge = mergeFields({ specs: SPECS, rules, ...sides, crm: item(weekly()) });
    expect(merge.toCrm).toEqual({ time: LATER });
    expect(merge.toExchange).toEqual({ occurrences: null });
    expect(merge.conflicts).toEqual([]);
  });
});

describe('what a base says', () => {
  it('are the days of its own rule and of that of now, and no others', () => {
    const days = { [MON1]: DELETED, [TUE2]: DELETED, '2026-12-16': DELETED };
    const counted = countedBase(SPECS, item(weekly(), days), item(weekly({ start: TUE2 })));
    expect(counted).toEqual(item(weekly(), { [MON1]: DELETED, [TUE2]: DELETED }));
  });

  it('is all of it, letter for letter, as long as nobody changed the rule', () => {
    const base = item(weekly(), { [MON1]: DELETED });
    expect(countedBase(SPECS, base, base)).toBe(base);
    const without = { time: weekly() };
    expect(countedBase(SPECS, without, item(LATER, { [MON1]: DELETED }))).toBe(without);
  });
});
