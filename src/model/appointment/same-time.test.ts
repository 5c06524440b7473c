import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../field.ts';
import { parseInstant } from '../time/instant.ts';
import { parseTimeZoneId } from '../time/zoned-wall-time.ts';
import type { AppointmentTime } from './appointment.ts';
import { firstDateOf, sameTime } from './same-time.ts';

const once = { kind: 'timed', start: '2026-12-07T08:00:00Z', end: '2026-12-07T09:00:00Z', zone: 'Europe/Rome' };
const NO_END = { kind: 'noEnd' };
const weekly = (days: readonly string[], range: FieldValue = NO_END) => ({
  ...once,
  recurrence: { pattern: { kind: 'weekly', interval: 1, days, firstDayOfWeek: 'monday' }, range },
});
const daily = (interval: number, range: FieldValue = NO_END) => ({
  ...once,
  recurrence: { pattern: { kind: 'daily', interval }, range },
});
const allDay = { kind: 'allDay', startDate: '2026-12-07', endDate: '2026-12-08' };

function same(left: FieldValue, right: FieldValue): boolean {
  expect(sameTime(right, left)).toBe(sameTime(left, right));
  return sameTime(left, right);
}

describe('two times are the same', () => {
  it.each<[string, FieldValue, FieldValue]>([
    ['nothing and nothing', null, null],
    ['whatever zone one side cannot tell', once, { ...once, zone: null }],
    ['in zones that Exchange has only once', once, { ...once, zone: 'Europe/Berlin' }],
    ['without a rule and with none', once, { ...once, recurrence: null }],
    ['with two rules for the same days', daily(7), weekly(['monday'])],
    ['with two ends of the same series', daily(1, { kind: 'numbered', occurrences: 3 }), daily(1, until('2026-12-09'))],
    ['with a series whose zone one side cannot tell', weekly(['monday']), { ...weekly(['monday']), zone: null }],
    ['for whole days', allDay, { ...allDay, recurrence: null }],
  ])('%s', (_, left, right) => {
    expect(same(left, right)).toBe(true);
  });

  it.each<[string, FieldValue, FieldValue]>([
    ['nothing and something', null, once],
    ['another end', once, { ...once, end: '2026-12-07T09:30:00Z' }],
    ['a zone with another clock', once, { ...once, zone: 'Europe/London' }],
    ['once and again and again', once, weekly(['monday'])],
    ['another rule', weekly(['monday']), weekly(['monday', 'tuesday'])],
    ['another range', weekly(['monday']), weekly(['monday'], until('2026-12-31'))],
    ['the same rule from another start', weekly(['monday']), { ...weekly(['monday']), start: '2026-12-07T07:00:00Z' }],
    ['whole days and hours', allDay, once],
  ])('but not: %s', (_, left, right) => {
    expect(same(left, right)).toBe(false);
  });

  it('by the days of the zone that one of them names', () => {
    // Half past midnight on Tuesday in Rome.
    const late = { ...once, start: '2026-12-07T23:30:00Z', end: '2026-12-07T23:45:00Z' };
    const [byDay, byName] = [daily(7), weekly(['tuesday'])].map(({ recurrence }) => ({ ...late, recurrence }));
    expect(same(byDay ?? null, { ...byName, zone: null })).toBe(true);
    expect(same({ ...byDay, zone: null }, { ...byName, zone: null })).toBe(false);
  });
});

it('the first day of an appointment is that of its zone, or of UTC', () => {
  const late = { ...once, start: parseInstant('2026-12-07T23:30:00Z'), zone: parseTimeZoneId('Europe/Rome') };
  expect(firstDateOf(late as AppointmentTime)).toBe('2026-12-08');
  expect(firstDateOf({ ...late, zone: null } as AppointmentTime)).toBe('2026-12-07');
  expect(firstDateOf({ ...late, zone: null } as AppointmentTime, late.zone)).toBe('2026-12-08');
  expect(firstDateOf(allDay as AppointmentTime)).toBe('2026-12-07');
});

function until(endDate: string): FieldValue {
  return { kind: 'endDate', endDate };
}
