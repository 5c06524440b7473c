import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../field.ts';
import { countedFields } from '../field.ts';
import { synchronisedFields } from '../fields-of.ts';
import { countedOccurrences, isSeriesTime } from './counted-occurrences.ts';

const DELETED = { kind: 'deleted' };
const once = { kind: 'timed', start: '2026-12-07T23:30:00Z', end: '2026-12-07T23:45:00Z', zone: 'Europe/Rome' };
/** From half past midnight on Tuesday, 8 December 2026 in Rome. */
const tuesdays = (range: FieldValue = { kind: 'noEnd' }) => ({
  ...once,
  recurrence: {
    pattern: { kind: 'weekly', interval: 1, days: ['tuesday'], firstDayOfWeek: 'monday' },
    range,
  },
});

describe('a changed occurrence says something', () => {
  const both = { '2026-12-08': DELETED, '2026-12-15': DELETED };

  it('on the days of the rule, on the calendar of the series', () => {
    const occurrences = { ...both, '2026-12-07': DELETED, '2026-12-09': DELETED, '2026-12-01': DELETED };
    expect(countedOccurrences(occurrences, { time: tuesdays() })).toEqual(both);
    expect(countedOccurrences({ '2026-12-07': DELETED }, { time: tuesdays() })).toBeNull();
  });

  it('as long as the series lasts', () => {
    const numbered = tuesdays({ kind: 'numbered', occurrences: 1 });
    expect(countedOccurrences(both, { time: numbered })).toEqual({ '2026-12-08': DELETED });
    const until = tuesdays({ kind: 'endDate', endDate: '2026-12-14' });
    expect(countedOccurrences(both, { time: until })).toEqual({ '2026-12-08': DELETED });
  });

  it('and never of what takes place once', () => {
    expect(countedOccurrences(both, { time: once })).toBeNull();
    expect(countedOccurrences(both, {})).toBeNull();
  });

  it('and is left as it is where all of it says something', () => {
    expect(countedOccurrences(both, { time: tuesdays() })).toBe(both);
    expect(countedOccurrences(null, { time: tuesdays() })).toBeNull();
    expect(countedOccurrences({ yesterday: DELETED }, { time: tuesdays() })).toBeNull();
  });

  it('of all fields of an item only that one', () => {
    const specs = synchronisedFields('appointments');
    const item = { subject: 'A', time: once, occurrences: both };
    expect(countedFields(specs, item)).toEqual({ ...item, occurrences: null });
    const series = { ...item, time: tuesdays() };
    expect(countedFields(specs, series)).toBe(series);
  });
});

it('a series has a rule', () => {
  expect([null, once, { ...once, recurrence: null }, tuesdays()].map(isSeriesTime)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
