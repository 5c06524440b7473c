import { describe, expect, test } from 'vitest';
import { LANGUAGES, translatorFor } from '../../messages/index.ts';
import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { linkOf } from '../../store/testing/examples.ts';
import { agreedValue } from './agreed-value.ts';
import { checkedValue } from './checked-value.ts';
import { fieldForm } from './field-form.ts';
import { stillStands } from './still-stands.ts';

const CONTACT = synchronisedFields('contacts');
const spec = (field: string): FieldSpec => CONTACT[field] as FieldSpec;

function conflictOf(field: string, values: Partial<StoredConflict>): StoredConflict {
  const ids = { id: '1', scopeId: 's', accountId: 'a', runId: 'r', linkId: 'l', crmId: 'c', exchangeId: 'e' };
  const state = { at: '2026-01-01T00:00:00Z', state: 'open', decidedBy: null, decidedAt: null } as const;
  const nothing = { base: null, crm: null, exchange: null };
  return { ...ids, ...state, itemType: 'contacts', field, winner: 'crm', ...nothing, ...values };
}

describe('what a field became when its conflict was decided', () => {
  test('is the winner’s own value', () => {
    const values = { base: 'a', crm: 'b', exchange: 'c' };
    expect(agreedValue(conflictOf('jobTitle', values), spec('jobTitle'))).toBe('b');
    expect(agreedValue(conflictOf('jobTitle', { ...values, winner: 'exchange' }), spec('jobTitle'))).toBe('c');
  });

  test('is, of a set, what both added, without what the winner took out', () => {
    const values = { base: ['alt'], crm: ['crm'], exchange: ['alt', 'exchange'] };
    expect(agreedValue(conflictOf('categories', values), spec('categories'))).toEqual(['crm', 'exchange']);
  });
});

describe('a conflict still stands', () => {
  const scope = { id: 's' } as Parameters<typeof linkOf>[0];
  const stands = (now: { crm: FieldValue; exchange: FieldValue }, base = now) =>
    stillStands(conflictOf('jobTitle', { base: 'a', crm: 'b', exchange: 'c' }), spec('jobTitle'), {
      link: linkOf(scope, 'l', { baseCrm: { jobTitle: base.crm }, baseExchange: { jobTitle: base.exchange } }),
      record: { fields: { jobTitle: now.crm } } as never,
      exchangeFields: { jobTitle: now.exchange },
    });

  test('while the winner’s value is on both sides, each in its own spelling', () => {
    expect(stands({ crm: 'b', exchange: 'b' })).toBe(true);
    // Exchange has cut it: that is its own base.
    expect(stands({ crm: 'b', exchange: 'b (cut' })).toBe(true);
  });

  test('no longer when either side was edited since, or both agreed on another value', () => {
    expect(stands({ crm: 'x', exchange: 'b' }, { crm: 'b', exchange: 'b' })).toBe(false);
    expect(stands({ crm: 'b', exchange: 'x' }, { crm: 'b', exchange: 'b' })).toBe(false);
    expect(stands({ crm: 'z', exchange: 'z' })).toBe(false);
  });
});

describe('a value that a person enters', () => {
  const check = (field: string, value: unknown) => checkedValue('contacts', field, spec(field), value);

  test('has the form of its field, and is kept as the engine compares it', () => {
    expect(check('jobTitle', 'Capo')).toBe('Capo');
    expect(check('jobTitle', null)).toBeNull();
    expect(check('categories', ['b', 'a'])).toEqual(spec('categories').normalise(['b', 'a']));
    expect(check('birthday', '1980-02-29')).toBe('1980-02-29');
    expect(check('email1', { address: 'anna@example.org' })).toMatchObject({ address: 'anna@example.org' });
  });

  test.each([
    ['jobTitle', 5],
    ['jobTitle', 'x'.repeat(1_001)],
    ['categories', 'one'],
    ['birthday', '1980-02-30'],
    ['email1', { adress: 'misspelt' }],
    ['importance', 'urgent'],
  ])('is refused where it has not: %s', (field, value) => {
    expect(() => check(field, value)).toThrow(
      expect.objectContaining({ code: 'conflict_value_invalid', details: expect.objectContaining({ field }) }),
    );
  });

  test('is refused with what the field takes, in the language of the person', () => {
    const fields = [...Object.keys(CONTACT), ...Object.keys(synchronisedFields('appointments'))];
    for (const language of LANGUAGES) {
      const said = (field: string) =>
        translatorFor(language)('errors.conflict_value_invalid', { field, ...fieldForm(field) });
      for (const field of fields) expect(said(field)).not.toMatch(/\{\{|\$t|errors\.|fields\./);
      expect(said('businessAddress')).toContain('street, postalCode, city');
      expect(said('importance')).toContain('low, normal, high');
    }
    for (const field of fields) {
      const { form, parts } = fieldForm(field);
      if (form !== 'parts' && form !== 'choice') continue;
      const value =
        form === 'parts' ? Object.fromEntries(parts.split(', ').map((part) => [part, 'x'])) : parts.split(', ')[0];
      const itemType = field in CONTACT ? 'contacts' : 'appointments';
      const fieldSpec = synchronisedFields(itemType)[field] as FieldSpec;
      expect(() => checkedValue(itemType, field, fieldSpec, value)).not.toThrow();
    }
  });

  test('an appointment always has a time', () => {
    const time = synchronisedFields('appointments')['time'] as FieldSpec;
    expect(() => checkedValue('appointments', 'time', time, null)).toThrow('time');
    const wrong = { kind: 'timed', start: '2026-03-02T10:00:00Z', end: '2026-03-02T09:00:00Z', zone: null };
    expect(() => checkedValue('appointments', 'time', time, wrong)).toThrow('time');
  });

  test('is never quoted in what is said about it', () => {
    const said = (error: unknown): boolean => `${JSON.stringify(error)}${String(error)}`.includes('segreto');
    expect(() => check('jobTitle', { secret: 'segreto' })).toThrow(expect.toSatisfy((error) => !said(error)));
  });
});
