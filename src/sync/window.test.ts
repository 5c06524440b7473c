import { describe, expect, it } from 'vitest';
import type { Instant } from '../model/index.ts';
import { parseCalendarDate, parseInstant, parseTimeZoneId } from '../model/index.ts';
import { isBeforeWindow, windowStart } from './window.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const NEW_YORK = parseTimeZoneId('America/New_York');
const TODAY = parseCalendarDate('2026-03-31');

describe('the start of the window', () => {
  it('has no limit with "all"', () => {
    expect(windowStart({ kind: 'all' }, TODAY, ROME)).toBeNull();
  });

  it('is midnight of the date in the zone of the mailbox', () => {
    expect(windowStart({ kind: 'date', date: '2026-01-01' }, TODAY, ROME)).toBe('2025-12-31T23:00:00Z');
    expect(windowStart({ kind: 'date', date: '2026-07-01' }, TODAY, NEW_YORK)).toBe('2026-07-01T04:00:00Z');
  });

  it('rolls with the months, to the last day of one that is too short', () => {
    const months = (count: number) => windowStart({ kind: 'lastMonths', months: count }, TODAY, ROME);
    expect(months(0)).toBe('2026-03-30T22:00:00Z');
    expect(months(1)).toBe('2026-02-27T23:00:00Z');
    expect(months(3)).toBe('2025-12-30T23:00:00Z');
    expect(months(4)).toBe('2025-11-29T23:00:00Z');
    expect(months(15)).toBe('2024-12-30T23:00:00Z');
    expect(months(25)).toBe('2024-02-28T23:00:00Z');
  });

  it('refuses a date that is none', () => {
    expect(() => windowStart({ kind: 'date', date: '2026-02-30' }, TODAY, ROME)).toThrow(RangeError);
  });
});

describe('an appointment before the window', () => {
  const from = parseInstant('2026-01-01T00:00:00+01:00');
  const timed = (start: string, end: string) => ({
    time: { kind: 'timed', start: parseInstant(start), end: parseInstant(end), zone: null },
  });
  const days = (startDate: string, endDate: string) => ({ time: { kind: 'allDay', startDate, endDate } });
  const isBefore = (fields: Parameters<typeof isBeforeWindow>[0], at: Instant | null = from) =>
    isBeforeWindow(fields, at, ROME);

  it('has ended when the window begins', () => {
    expect(isBefore(timed('2025-12-31T20:00:00Z', '2025-12-31T23:00:00Z'))).toBe(true);
    expect(isBefore(timed('2025-12-31T20:00:00Z', '2025-12-31T23:01:00Z'))).toBe(false);
    const { time } = timed('2025-12-31T20:00:00Z', '2025-12-31T23:00:00Z');
    expect(isBefore({ time: { ...time, recurrence: null } })).toBe(true);
  });

  it('is not one that begins at the border, even without length', () => {
    expect(isBefore(timed('2025-12-31T23:00:00Z', '2025-12-31T23:00:00Z'))).toBe(false);
    expect(isBefore(timed('2025-12-31T22:59:00Z', '2025-12-31T22:59:00Z'))).toBe(true);
  });

  it('of whole days ends with its last day, in the zone of the mailbox', () => {
    expect(isBefore(days('2025-12-30', '2026-01-01'))).toBe(true);
    expect(isBefore(days('2025-12-30', '2026-01-02'))).toBe(false);
  });

  it('does not exist without a limit or without a time', () => {
    expect(isBefore(days('1999-01-01', '1999-01-02'), null)).toBe(false);
    // Not even a series whose rule gives no day.
    const never = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'endDate', endDate: '1998-12-31' } };
    const { time } = days('1999-01-01', '1999-01-02');
    expect(isBefore({ time: { ...time, recurrence: never } }, null)).toBe(false);
    expect(isBefore({})).toBe(false);
    expect(isBefore({ time: null })).toBe(false);
  });
});
