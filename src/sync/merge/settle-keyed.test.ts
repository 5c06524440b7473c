import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldSpec, FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { canonicalText, countedFields, sameValue, synchronisedFields } from '../../model/index.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import { cases } from '../testing/property-cases.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';
import { mergeFields } from './merge-fields.ts';
import { followKeyed, hasAgreedCell, settleKeyed } from './settle-keyed.ts';
import type { Bases } from './settled-bases.ts';
import { settledBases } from './settled-bases.ts';

const ALL = synchronisedFields('appointments');
const SPEC = ALL['occurrences'] as FieldSpec;
const SPECS = { time: ALL['time'], occurrences: SPEC } as FieldSpecs;
const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const BOTH = { toCrm: true, toExchange: true } as const;
const TO_EXCHANGE = { toCrm: false, toExchange: true } as const;
const NOTHING = { toCrm: false, toExchange: false } as const;

/** What a side is sent when all that the other one says may travel. */
function together(target: FieldValue, source: FieldValue): FieldValue {
  return { ...(target as Fields | null), ...(source as Fields | null) };
}

function settle(
  values: Partial<Record<'baseCrm' | 'baseExchange' | 'crm' | 'exchange', FieldValue>>,
  written: { readonly toCrm: boolean; readonly toExchange: boolean },
) {
  const all = { baseCrm: null, baseExchange: null, crm: null, exchange: null, ...values };
  const sent = {
    toCrm: written.toCrm ? together(all.crm, all.exchange) : undefined,
    toExchange: written.toExchange ? together(all.exchange, all.crm) : undefined,
  };
  return settleKeyed(SPEC, all, sent);
}

describe('the bases of changed occurrences after a merge', () => {
  it('remember what travelled as each side kept it', () => {
    const values = {
      crm: { [MON1]: changed({ subject: 'Long, whole' }) },
      exchange: { [MON1]: changed({ subject: 'Long' }) },
    };
    expect(settle(values, TO_EXCHANGE)).toEqual(values);
  });

  it('know of the CRM alone what it keeps for itself', () => {
    const agreed = { [MON1]: changed({ location: 'Sala 2' }) };
    const values = { baseCrm: agreed, baseExchange: agreed, crm: { [MON1]: DELETED }, exchange: agreed };
    const sent = { toCrm: undefined, toExchange: undefined };
    expect(settleKeyed(SPEC, values, sent)).toEqual({ crm: agreed, exchange: agreed });
    expect(settleKeyed(SPEC, values, { ...sent, keptInCrm: values.crm })).toEqual({
      crm: values.crm,
      exchange: agreed,
    });
  });

  it('know of Exchange what was agreed, while what the CRM keeps for itself is in dispute with it', () => {
    const values = { baseCrm: null, baseExchange: { [MON1]: DELETED }, crm: { [MON1]: DELETED }, exchange: null };
    const sent = { toCrm: undefined, toExchange: undefined, keptInCrm: values.crm };
    expect(settleKeyed(SPEC, values, sent)).toEqual({ crm: values.crm, exchange: values.baseExchange });
  });

  it('remember what went along in a day that stood no more on the other side', () => {
    const [long, cut] = [{ subject: 'Long, whole' }, { subject: 'Long' }];
    const base = { baseCrm: { [MON1]: changed(long) }, baseExchange: null };
    const crm = { [MON1]: changed({ ...long, location: 'Sala 2' }) };
    const exchange = { [MON1]: changed({ ...cut, location: 'Sala 2' }) };
    expect(settleKeyed(SPEC, { ...base, crm, exchange }, { toCrm: undefined, toExchange: crm })).toEqual({
      crm,
      exchange,
    });
  });

  it('leave a day that waits where it was, beside one that travelled', () => {
    const values = { crm: { [MON1]: DELETED }, exchange: { [MON1]: DELETED, [MON2]: DELETED } };
    expect(settle(values, TO_EXCHANGE)).toEqual({ crm: { [MON1]: DELETED }, exchange: { [MON1]: DELETED } });
  });

  it('leave a day that has no place on the other side where it was, beside one that travelled', () => {
    const exchange = { [MON1]: DELETED, [MON2]: DELETED };
    const values = { baseCrm: null, baseExchange: null, crm: { [MON1]: DELETED }, exchange };
    const sent = { toCrm: { [MON1]: DELETED }, toExchange: undefined };
    expect(settleKeyed(SPEC, values, sent)).toEqual({ crm: { [MON1]: DELETED }, exchange: { [MON1]: DELETED } });
  });

  it('leave a part that waits where it was, beside one that travelled', () => {
    const values = {
      baseCrm: { [MON1]: changed({ body: 'B' }) },
      baseExchange: { [MON1]: changed({ body: 'B' }) },
      crm: { [MON1]: changed({ body: 'B', subject: 'Ours' }) },
      exchange: { [MON1]: changed({ body: 'B', subject: 'Ours', location: 'Theirs' }) },
    };
    const agreed = { [MON1]: changed({ body: 'B', subject: 'Ours' }) };
    expect(settle(values, TO_EXCHANGE)).toEqual({ crm: agreed, exchange: agreed });
  });

  it('follow a part that both sides came to, beside one that waits', () => {
    const [old, agreed] = [{ [MON1]: changed({ subject: 'Old' }) }, { [MON1]: changed({ subject: 'New' }) }];
    const crm = { [MON1]: changed({ subject: 'New', location: 'Ours' }) };
    const values = { baseCrm: old, baseExchange: old, crm, exchange: agreed };
    expect(settle(values, NOTHING)).toEqual({ crm: agreed, exchange: agreed });
  });

  it('follow what both sides came to, and nothing else, when nothing was written', () => {
    const values = {
      baseCrm: { [MON1]: changed({ subject: 'Old' }) },
      baseExchange: { [MON1]: changed({ subject: 'Old' }) },
      crm: { [MON1]: DELETED, [MON2]: changed({ subject: 'Ours' }) },
      exchange: { [MON1]: DELETED, [MON2]: changed({ subject: 'Theirs' }) },
    };
    expect(settle(values, NOTHING)).toEqual({ crm: { [MON1]: DELETED }, exchange: { [MON1]: DELETED } });
  });

  it('forget a day that is as the rule says again', () => {
    const old = { [MON1]: DELETED };
    expect(settle({ baseCrm: old, baseExchange: old, exchange: null, crm: null }, TO_EXCHANGE)).toEqual({
      crm: null,
      exchange: null,
    });
  });

  it('keep an old deletion where its revival waits', () => {
    const old = { [MON1]: DELETED };
    const values = { baseCrm: old, baseExchange: old, crm: old, exchange: { [MON1]: changed({ subject: 'Back' }) } };
    expect(settle(values, NOTHING)).toEqual({ crm: old, exchange: old });
    expect(settle(values, BOTH).exchange).toEqual({ [MON1]: changed({ subject: 'Back' }) });
  });

  it('keep a deletion of the CRM alone until what it has again went to Exchange', () => {
    const kept = { [MON1]: changed({ subject: 'Kept' }) };
    const old = { baseCrm: { [MON1]: DELETED }, baseExchange: kept };
    for (const crm of [null, { [MON1]: changed({ location: 'Sala 2' }) }]) {
      const waits = settleKeyed(SPEC, { ...old, crm, exchange: kept }, { toCrm: undefined, toExchange: undefined });
      expect(waits).toEqual({ crm: old.baseCrm, exchange: kept });
      const gone = settleKeyed(SPEC, { ...old, crm, exchange: crm }, { toCrm: undefined, toExchange: crm });
      expect(gone).toEqual({ crm, exchange: crm });
    }
    expect(hasAgreedCell(SPEC, { ...old, crm: null, exchange: kept })).toBe(false);
    expect(hasAgreedCell(SPEC, { ...old, crm: kept, exchange: kept })).toBe(true);
  });

  it('agree on no part of an occurrence whose deletion still stands', () => {
    const [time, own] = [at(MON1, 12), changed({ subject: 'Ours', time: at(MON1, 12) })];
    const base = { baseCrm: { [MON1]: DELETED }, baseExchange: { [MON1]: DELETED } };
    const values = { ...base, crm: { [MON1]: own }, exchange: { [MON1]: changed({ time }) } };
    expect(hasAgreedCell(SPEC, values)).toBe(false);
    expect(hasAgreedCell(SPEC, { ...values, baseExchange: { [MON1]: changed({ time }) } })).toBe(false);
    expect(hasAgreedCell(SPEC, { ...values, exchange: values.crm })).toBe(true);
  });

  it('leave out what its new rule does not give', () => {
    const [old, now] = [weekly(), weekly({ start: '2026-12-08' })];
    const occurrences = { [MON1]: DELETED };
    const link = { baseCrm: { time: old, occurrences }, baseExchange: { time: old, occurrences } };
    const [crm, exchange] = [
      { time: now, occurrences },
      { time: old, occurrences },
    ];
    const base = { crm: link.baseCrm, exchange: link.baseExchange };
    const merge = mergeFields({ specs: SPECS, rules: DEFAULT_ITEM_RULES, base, crm, exchange });
    const bases = settledBases({
      specs: SPECS,
      merge,
      link,
      finalCrm: crm,
      finalExchange: { ...exchange, ...merge.toExchange },
    });
    expect(bases).toEqual({ baseCrm: { time: now }, baseExchange: { time: now } });
  });
});

describe('the base of a side on which occurrences were written back', () => {
  it('follows what was moved, and leaves an edit that waits', () => {
    const values = {
      base: { [MON1]: changed({ subject: 'Run' }) },
      before: { [MON1]: changed({ subject: 'Run', body: 'Waits' }), [MON2]: DELETED },
      now: { [MON1]: changed({ subject: 'Former', body: 'Waits' }), [MON2]: DELETED },
    };
    expect(followKeyed(SPEC, values)).toEqual({ [MON1]: changed({ subject: 'Former' }) });
  });

  it('keeps a deletion whose revival waits, whatever was written into the revived day', () => {
    const values = {
      base: { [MON1]: DELETED },
      before: { [MON1]: changed({ subject: 'Back' }) },
      now: { [MON1]: changed({ subject: 'Former' }) },
    };
    expect(followKeyed(SPEC, values)).toEqual({ [MON1]: DELETED });
  });

  it('forgets a day that the write took away', () => {
    const values = { base: { [MON1]: DELETED }, before: { [MON1]: DELETED }, now: null };
    expect(followKeyed(SPEC, values)).toBeNull();
  });
});

it('what no part is makes no difference between two sides', () => {
  const partless: FieldSpec = { kind: 'keyed', normalise: (value) => value };
  const [crm, exchange] = [{ [MON1]: changed({ subject: 'Ours' }) }, { [MON1]: changed({ subject: 'Theirs' }) }];
  expect(hasAgreedCell(partless, { baseCrm: null, baseExchange: null, crm, exchange })).toBe(true);
  expect(hasAgreedCell(SPEC, { baseCrm: null, baseExchange: null, crm, exchange })).toBe(false);
});

const part = fc.oneof(
  fc.record({ subject: fc.constantFrom('A', 'B', 'a subject that is cut', null) }),
  fc.record({ location: fc.constantFrom('X', 'Y') }),
  fc.record({ subject: fc.constantFrom('A', 'B'), location: fc.constantFrom('X', null) }),
  fc.constantFrom({ time: at(MON1, 12) }, { time: at(MON2, 15) }),
);
const day = fc.oneof(
  fc.constant(DELETED as FieldValue),
  part.map((fields) => changed(fields)),
);
const occurrences: fc.Arbitrary<FieldValue> = fc
  .dictionary(fc.constantFrom(MON1, MON2, '2026-12-21', '2026-12-08'), day, { maxKeys: 4 })
  .map((days) => (Object.keys(days).length === 0 ? null : (days as FieldValue)));
const time = fc.constantFrom<FieldValue>(weekly(), weekly({ start: '2026-12-08' }), at(MON1, 8));
/** No side keeps what its rule does not give. */
const item: fc.Arbitrary<Fields> = fc.record({ time, occurrences }).map((fields) => countedFields(SPECS, fields));
const rules = fc.record({
  updateCrmToExchange: fc.boolean(),
  updateExchangeToCrm: fc.boolean(),
  conflictStrategy: fc.constantFrom<'crm' | 'exchange'>('crm', 'exchange'),
  conflictGranularity: fc.constantFrom<'field' | 'item'>('field', 'item'),
});

/** Exchange cuts subjects to eight letters. */
function kept(fields: Fields): Fields {
  const text = canonicalText(fields).replaceAll('a subject that is cut', 'a subjec');
  return JSON.parse(text) as Fields;
}

describe('any two series', () => {
  it('come to rest in one merge, agree when both directions are open, and keep their bases', () => {
    fc.assert(
      fc.property(item, item, item, rules, (agreed, crm, theirs, change) => {
        const exchange = kept(theirs);
        const settings = { ...DEFAULT_ITEM_RULES, ...change };
        const link: Bases = { baseCrm: agreed, baseExchange: kept(agreed) };
        const of = (bases: Bases, ours: Fields, other: Fields) =>
          mergeFields({
            specs: SPECS,
            rules: settings,
            base: { crm: bases.baseCrm, exchange: bases.baseExchange },
            crm: ours,
            exchange: other,
          });
        const merge = of(link, crm, exchange);
        const finalCrm = { ...crm, ...merge.toCrm };
        const finalExchange = kept({ ...exchange, ...merge.toExchange });
        const bases = settledBases({ specs: SPECS, merge, link, finalCrm, finalExchange });
        const again = of(bases, finalCrm, finalExchange);
        expect([again.toCrm, again.toExchange, again.conflicts]).toEqual([{}, {}, []]);
        // Nothing that waited is settled by that, and nothing that was settled waits.
        expect(again.pendingFields).toEqual(merge.pendingFields);
        expect(Object.values(again.outcomes).filter(({ kind }) => kind === 'settled')).toEqual([]);
        const isOpen = change.updateCrmToExchange && change.updateExchangeToCrm;
        // From one state that both had, and with one rule in the end, they say the same of every occurrence.
        const [ours, other] = [countedFields(SPECS, kept(finalCrm)), countedFields(SPECS, finalExchange)];
        const same = (name: 'time' | 'occurrences'): boolean =>
          sameValue(SPECS[name] as FieldSpec, ours[name] ?? null, other[name] ?? null);
        const mustAgree = isOpen && merge.pendingFields.length === 0 && 'occurrences' in merge.outcomes && same('time');
        expect(!mustAgree || same('occurrences'), canonicalText([ours, other])).toBe(true);
      }),
      cases(2_000),
    );
  });
});
