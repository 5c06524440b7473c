import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPOINTMENT_FIELDS } from './appointment/appointment-fields.ts';
import { CONTACT_FIELDS } from './contact/contact-fields.ts';
import type { FieldValue } from './field.ts';
import { canonicalText, sameValue } from './field.ts';
import { RECORD, TEXT, TEXT_SET } from './normalise.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('comparison of field values', () => {
  it('does not see line ends, composed accents, or space at the ends', () => {
    expect(sameValue(TEXT, 'Perche\u0301\r\nno ', 'Perché\nno')).toBe(true);
    expect(sameValue(TEXT, 'a', 'b')).toBe(false);
  });

  it('takes an empty text, a missing part and null for the same emptiness', () => {
    expect(sameValue(TEXT, '  ', null)).toBe(true);
    expect(sameValue(RECORD, { street: '', city: null }, null)).toBe(true);
    expect(sameValue(RECORD, { city: 'Torino', street: '' }, { city: 'Torino' })).toBe(true);
  });

  it('does not see the order of a set, nor the case of its elements', () => {
    expect(sameValue(TEXT_SET, ['VIP', 'Clienti'], ['clienti', 'vip'])).toBe(true);
    expect(sameValue(TEXT_SET, ['VIP'], ['VIP', 'Clienti'])).toBe(false);
  });

  it('takes an unknown time zone for equal, a known other one not', () => {
    const spec = APPOINTMENT_FIELDS.time;
    const time = (zone: string | null): FieldValue => ({
      kind: 'timed',
      start: '2026-01-01T08:00:00Z',
      end: '2026-01-01T09:00:00Z',
      zone,
    });
    expect(sameValue(spec, time(null), time('Europe/Rome'))).toBe(true);
    expect(sameValue(spec, time('Europe/London'), time('Europe/Rome'))).toBe(false);
    // One zone in Windows: Exchange cannot tell them apart.
    expect(sameValue(spec, time('Europe/Berlin'), time('Europe/Rome'))).toBe(true);
  });

  it('takes a missing sensitivity for normal', () => {
    expect(sameValue(CONTACT_FIELDS.sensitivity, null, 'normal')).toBe(true);
    expect(sameValue(CONTACT_FIELDS.sensitivity, null, 'private')).toBe(false);
  });
});

describe('normal forms', () => {
  it('are idempotent: a base that is normalised again stays what it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = TEXT.normalise(text);
        expect(TEXT.normalise(once)).toBe(once);
      }),
    );
    fc.assert(
      fc.property(fc.array(anyText), (set) => {
        const once = TEXT_SET.normalise(set);
        expect(canonicalText(TEXT_SET.normalise(once))).toBe(canonicalText(once));
      }),
    );
  });

  it('give texts that are equal exactly when the values are, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).toReversed());
        expect(canonicalText(reversed)).toBe(canonicalText(record));
      }),
    );
  });
});
