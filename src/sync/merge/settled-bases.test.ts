import { describe, expect, it } from 'vitest';
import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { TEXT, TEXT_SET, WHOLE, withDefault } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import { baseOf, changedFields, filledFields } from './base.ts';
import type { ClosedFields } from './closed-fields.ts';
import { mergeFields } from './merge-fields.ts';
import type { Bases } from './settled-bases.ts';
import { settledBases } from './settled-bases.ts';

const SPECS: FieldSpecs = { name: TEXT, phone: TEXT, tags: TEXT_SET };

interface Story {
  readonly baseCrm: Fields;
  readonly baseExchange: Fields;
  readonly crm: Fields;
  readonly exchange: Fields;
  readonly rules?: Partial<ItemRules>;
  readonly closed?: ClosedFields;
  readonly finalCrm?: Fields;
  readonly finalExchange?: Fields;
  readonly applied?: { readonly toCrm: boolean; readonly toExchange: boolean };
}

function settle(story: Story): Bases {
  const { baseCrm, baseExchange, crm, exchange } = story;
  const rules = { ...DEFAULT_ITEM_RULES, ...story.rules };
  const { closed } = story;
  const base = { crm: baseCrm, exchange: baseExchange };
  const merge = mergeFields({ specs: SPECS, rules, base, crm, exchange, ...(closed === undefined ? {} : { closed }) });
  return settledBases({
    specs: SPECS,
    merge,
    link: { baseCrm, baseExchange },
    finalCrm: story.finalCrm ?? { ...crm, ...merge.toCrm },
    finalExchange: story.finalExchange ?? { ...exchange, ...merge.toExchange },
    ...(story.applied === undefined ? {} : { applied: story.applied }),
  });
}

describe('what counts as changed', () => {
  it('is a part that is there for one that is missing, although both sides name as many', () => {
    const [before, now] = [{ name: { givenName: 'A', initials: null } }, { name: { givenName: 'A', surname: 'B' } }];
    expect(changedFields({ name: WHOLE }, before, now)).toEqual(['name']);
  });
});

describe('the bases after a merge', () => {
  it('remember each side as it stands there, so that a rewritten value is no edit the next time', () => {
    const bases = settle({
      baseCrm: { name: 'Ada' },
      baseExchange: { name: 'Ada' },
      crm: { name: 'Ada Lovelace' },
      exchange: { name: 'Ada' },
      finalExchange: { name: 'Ada Lov' },
    });
    expect(bases).toEqual({ baseCrm: { name: 'Ada Lovelace' }, baseExchange: { name: 'Ada Lov' } });
  });

  describe('of somebody else’s meeting that nothing was agreed of', () => {
    const unmet = { baseCrm: {}, baseExchange: {} };
    const closed: ClosedFields = () => ({ toExchange: 'notOrganizer' });
    const [whole, beginning] = [{ name: 'Ada Lovelace' }, { name: 'Ada' }];

    it('know the beginning of a text that the record has whole as what Exchange says, and no more', () => {
      const known = { baseCrm: {}, baseExchange: beginning };
      expect(settle({ ...unmet, crm: whole, exchange: beginning, closed })).toEqual(known);
      // Whatever the record says next waits, and is not overwritten.
      const next = { ...known, crm: { name: 'Other' }, exchange: beginning, closed };
      expect(settle({ ...next, rules: { conflictStrategy: 'exchange' } })).toEqual(known);
    });

    it('know nothing of it where another reason keeps it, or the text is another', () => {
      const off = { updateCrmToExchange: false };
      expect(settle({ ...unmet, crm: whole, exchange: beginning, rules: off })).toEqual(unmet);
      const ownMeeting: ClosedFields = () => ({ toExchange: 'invitationsNever' });
      expect(settle({ ...unmet, crm: whole, exchange: beginning, closed: ownMeeting })).toEqual(unmet);
      const neither = { updateCrmToExchange: true, updateExchangeToCrm: false };
      expect(settle({ ...unmet, crm: whole, exchange: { name: 'Bea' }, closed, rules: neither })).toEqual(unmet);
    });
  });

  it('follow a value that both sides came to', () => {
    const bases = settle({ baseCrm: {}, baseExchange: {}, crm: { name: 'Ada ' }, exchange: { name: 'Ada' } });
    expect(bases).toEqual({ baseCrm: { name: 'Ada' }, baseExchange: { name: 'Ada' } });
  });

  it('forget a field that was emptied', () => {
    const bases = settle({ baseCrm: { name: 'A' }, baseExchange: { name: 'A' }, crm: {}, exchange: { name: 'A' } });
    expect(bases).toEqual({ baseCrm: {}, baseExchange: {} });
  });

  it('stay where they were for a change that waits', () => {
    const bases = settle({
      baseCrm: { name: 'Ada', phone: '1' },
      baseExchange: { name: 'Ada', phone: '1' },
      crm: { name: 'X', phone: '1' },
      exchange: { name: 'Ada', phone: '2' },
      rules: { updateCrmToExchange: false },
    });
    expect(bases.baseCrm).toEqual({ name: 'Ada', phone: '2' });
    expect(bases.baseExchange).toEqual({ name: 'Ada', phone: '2' });
  });

  it('stay where they were on account of a write that did not take place', () => {
    const bases = settle({
      baseCrm: {},
      baseExchange: {},
      crm: { name: 'ours' },
      exchange: { phone: 'theirs' },
      finalCrm: { name: 'ours' },
      applied: { toCrm: false, toExchange: true },
    });
    expect(bases).toEqual({ baseCrm: { name: 'ours' }, baseExchange: { name: 'ours' } });
  });

  it('count a write to the CRM by itself as well', () => {
    const bases = settle({
      baseCrm: {},
      baseExchange: {},
      crm: { name: 'ours' },
      exchange: { phone: 'theirs' },
      finalExchange: { phone: 'theirs' },
      applied: { toCrm: true, toExchange: false },
    });
    expect(bases).toEqual({ baseCrm: { phone: 'theirs' }, baseExchange: { phone: 'theirs' } });
  });

  it('take our element of a set and leave their waiting one a change', () => {
    const bases = settle({
      baseCrm: { tags: ['a'] },
      baseExchange: { tags: ['a'] },
      crm: { tags: ['a', 'ours'] },
      exchange: { tags: ['a', 'theirs'] },
      rules: { updateExchangeToCrm: false },
    });
    expect(bases).toEqual({ baseCrm: { tags: ['a', 'ours'] }, baseExchange: { tags: ['a', 'ours'] } });
  });

  it('take their element of a set and leave our waiting removal a change', () => {
    const bases = settle({
      baseCrm: { tags: ['a'] },
      baseExchange: { tags: ['a'] },
      crm: {},
      exchange: { tags: ['a', 'theirs'] },
      rules: { updateCrmToExchange: false },
    });
    expect(bases).toEqual({ baseCrm: { tags: ['a', 'theirs'] }, baseExchange: { tags: ['a', 'theirs'] } });
  });

  it('remember an element that the other side refused, each side as it kept it', () => {
    const bases = settle({
      baseCrm: {},
      baseExchange: {},
      crm: { tags: ['ok', 'refused'] },
      exchange: {},
      finalExchange: { tags: ['ok'] },
    });
    expect(bases).toEqual({ baseCrm: { tags: ['ok', 'refused'] }, baseExchange: { tags: ['ok'] } });
  });

  it('remember an element that the CRM refused, each side as it kept it', () => {
    const bases = settle({
      baseCrm: {},
      baseExchange: {},
      crm: {},
      exchange: { tags: ['ok', 'refused'] },
      finalCrm: { tags: ['ok'] },
    });
    expect(bases).toEqual({ baseCrm: { tags: ['ok'] }, baseExchange: { tags: ['ok', 'refused'] } });
  });

  it('settle an agreed element while another one waits, so that its removal is not lost later', () => {
    const first = settle({
      baseCrm: {},
      baseExchange: {},
      crm: { tags: ['both'] },
      exchange: { tags: ['both', 'theirs'] },
      rules: { updateExchangeToCrm: false },
    });
    expect(first).toEqual({ baseCrm: { tags: ['both'] }, baseExchange: { tags: ['both'] } });
  });

  it('do not touch fields that the specification does not know', () => {
    const bases = settle({ baseCrm: { old: 'x' }, baseExchange: {}, crm: { name: 'A' }, exchange: {} });
    expect(bases.baseCrm).toEqual({ old: 'x', name: 'A' });
  });

  it('stay where they were for a field that was merged but is not in the specification any more', () => {
    const outcomes = { old: { kind: 'settled' }, name: { kind: 'settled' } } as const;
    const link = { baseCrm: { old: 'x' }, baseExchange: { old: 'x' } };
    const merge = { outcomes, toCrm: {}, toExchange: {}, conflicts: [], pendingFields: [] };
    const final = { old: 'y', name: 'A' };
    expect(settledBases({ specs: SPECS, merge, link, finalCrm: final, finalExchange: final })).toEqual({
      baseCrm: { old: 'x', name: 'A' },
      baseExchange: { old: 'x', name: 'A' },
    });
  });
});

describe('the remembered form of one side', () => {
  const specs: FieldSpecs = { name: TEXT, tags: TEXT_SET, privacy: withDefault('normal') };

  it('is normalised, without empty and without foreign fields', () => {
    expect(baseOf({ ...specs, phone: TEXT }, { name: ' Ada ', tags: ['b', 'a', 'A'], phone: ' ', x: 1 })).toEqual({
      name: 'Ada',
      tags: ['a', 'b'],
      privacy: 'normal',
    });
  });

  it('shows no difference to the item that it was made of', () => {
    const fields = { name: ' Ada ', tags: ['b', 'a'] };
    expect(changedFields(specs, baseOf(specs, fields), fields)).toEqual([]);
    expect(changedFields(specs, baseOf(specs, fields), { ...fields, name: 'Eva' })).toEqual(['name']);
  });

  it.each<[string, FieldValue, FieldValue]>([
    ['a number', 5, {}],
    ['a text', 'ab', { 0: 'a', 1: 'b' }],
    ['a list', ['a'], { 0: 'a' }],
    ['an empty list', [], {}],
  ])('tells %s from a record of the same parts', (_, value, record) => {
    expect(changedFields({ field: WHOLE }, { field: value }, { field: record })).toEqual(['field']);
    expect(changedFields({ field: WHOLE }, { field: record }, { field: value })).toEqual(['field']);
  });

  it('is not what is sent: a new item gets the values as they stand', () => {
    expect(filledFields(specs, { name: ' Ada ', tags: null, other: 'x' })).toEqual({ name: ' Ada ' });
  });
});
