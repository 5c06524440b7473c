import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldSpec, FieldValue } from '../field.ts';
import { sameValue } from '../field.ts';
import { occurrencesOf } from '../recurrence/occurrences.ts';
import { arbitrarySeries } from '../recurrence/testing/arbitrary-series.ts';
import { APPOINTMENT_FIELDS } from './appointment-fields.ts';

const SPEC: FieldSpec = APPOINTMENT_FIELDS.occurrences;
const DAY = '2026-12-07';
const DELETED = { kind: 'deleted' };
const time = {
  kind: 'timed',
  start: '2026-12-07T12:00:00Z',
  end: '2026-12-07T13:00:00Z',
  zone: 'Europe/Rome',
} as const;

function changed(fields: FieldValue): FieldValue {
  return { [DAY]: { kind: 'changed', fields } };
}

function same(left: FieldValue, right: FieldValue): boolean {
  expect(sameValue(SPEC, right, left)).toBe(sameValue(SPEC, left, right));
  return sameValue(SPEC, left, right);
}

describe('the normal form of changed occurrences', () => {
  it.each<[string, FieldValue, FieldValue]>([
    ['nothing', null, null],
    ['no day', {}, null],
    ['a text', 'x', null],
    ['a list', [], null],
    ['an occurrence that differs in nothing', changed({}), null],
    ['one without fields', { [DAY]: { kind: 'changed' } }, null],
    ['a day that is none', { [DAY]: null }, null],
    ['one that differs in what is not synchronised', changed({ attendees: [] }), null],
    ['a deleted one', { [DAY]: DELETED }, { [DAY]: DELETED }],
    ['texts as everywhere', changed({ subject: ' A ', body: '\r\n' }), changed({ subject: 'A', body: null })],
    ['an emptied part', changed({ reminderMinutes: null }), changed({ reminderMinutes: null })],
    ['categories in order', changed({ categories: ['b', 'a', 'B'] }), changed({ categories: ['a', 'b'] })],
    ['times in the zone of their series', changed({ time }), changed({ time: { ...time, zone: null } })],
  ])('%s', (_, value, normal) => {
    expect(SPEC.normalise(value)).toEqual(normal);
  });

  it('has the days in their order', () => {
    const value = { '2026-12-14': DELETED, [DAY]: DELETED };
    expect(Object.keys(SPEC.normalise(value) as object)).toEqual([DAY, '2026-12-14']);
  });

  it('of any series is that of itself', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const normal = SPEC.normalise(occurrencesOf(series) as FieldValue);
        expect(SPEC.normalise(normal)).toEqual(normal);
        expect(same(normal, occurrencesOf(series) as FieldValue)).toBe(true);
      }),
    );
  });
});

describe('two sides have the same changed occurrences', () => {
  it.each<[string, FieldValue, FieldValue]>([
    ['when neither has one', null, {}],
    ['whatever the zone of a time', changed({ time }), changed({ time: { ...time, zone: null } })],
    ['whatever the case of a category', changed({ categories: ['A'] }), changed({ categories: ['a'] })],
    ['whatever the order of the parts', changed({ subject: 'A', body: 'B' }), changed({ body: 'B', subject: 'A' })],
  ])('%s', (_, left, right) => {
    expect(same(left, right)).toBe(true);
  });

  it.each<[string, FieldValue, FieldValue]>([
    ['deleted and nothing', { [DAY]: DELETED }, null],
    ['deleted and changed', { [DAY]: DELETED }, changed({ subject: 'A' })],
    ['another day', { [DAY]: DELETED }, { '2026-12-14': DELETED }],
    ['one day more', { [DAY]: DELETED }, { [DAY]: DELETED, '2026-12-14': DELETED }],
    ['an emptied part and none', changed({ subject: null, body: 'B' }), changed({ body: 'B' })],
    ['an emptied part and another', changed({ subject: null }), changed({ body: null })],
    ['another value', changed({ subject: 'A' }), changed({ subject: 'B' })],
    ['another time', changed({ time }), changed({ time: { ...time, end: '2026-12-07T14:00:00Z' } })],
  ])('but not: %s', (_, left, right) => {
    expect(same(left, right)).toBe(false);
  });
});
