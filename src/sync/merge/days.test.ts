import { describe, expect, it } from 'vitest';
import type { FieldSpec } from '../../model/index.ts';
import { seriesFields } from '../testing/merged-series.ts';
import { DELETED } from '../testing/series.ts';
import { carried, daysValue, samePart } from './days.ts';

const SPEC = seriesFields()['occurrences'] as FieldSpec;
const PARTLESS: FieldSpec = { kind: 'keyed', normalise: (value) => value };
const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];

describe('changed occurrences', () => {
  it('stand in the order of their days, however they were collected, and without those that differ in nothing', () => {
    for (const days of [
      [MON2, MON1, MON3],
      [MON3, MON2, MON1],
    ]) {
      const value = daysValue([['2026-12-28', null], ...days.map((day) => [day, DELETED] as const)]);
      expect(Object.keys(value ?? {})).toEqual([MON1, MON2, MON3]);
    }
  });
});

describe('two states of one occurrence', () => {
  it('differ in a part that is emptied on one side and as in the series on the other', () => {
    expect(samePart(SPEC, 'location', { location: null }, {})).toBe(false);
    expect(samePart(SPEC, 'location', {}, { location: null })).toBe(false);
    expect(samePart(SPEC, 'location', {}, {})).toBe(true);
  });

  it('do not differ in what no part is', () => {
    for (const spec of [SPEC, PARTLESS]) {
      expect(samePart(spec, 'attendees', { attendees: ['a'] }, {})).toBe(true);
      expect(samePart(spec, 'attendees', { attendees: ['a'] }, { attendees: ['b'] })).toBe(true);
    }
  });
});

describe('what a synchronisation carries of an occurrence', () => {
  const occurrence = { kind: 'changed', fields: { subject: 'Altra', attendees: ['a'] } } as const;

  it('are its parts', () => {
    expect(carried(SPEC, occurrence)).toEqual({ kind: 'changed', fields: { subject: 'Altra' } });
    expect(carried(PARTLESS, occurrence)).toEqual({ kind: 'changed', fields: {} });
  });

  it('is that it is deleted', () => {
    expect([carried(SPEC, DELETED), carried(SPEC, null)]).toEqual([DELETED, null]);
  });
});
