import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, parseCalendarDate } from './calendar-date.ts';
import { epochSeconds, instantFromEpochSeconds, parseInstant } from './instant.ts';
import { instantOf, parseLocalDateTime, parseTimeZoneId, startOfDay, wallTimeAt } from './zoned-wall-time.ts';

const rome = parseTimeZoneId('Europe/Rome');

describe('instants', () => {
  it.each([
    ['2026-11-25T10:00:00Z', '2026-11-25T10:00:00Z'],
    ['2026-11-25T11:00:00+01:00', '2026-11-25T10:00:00Z'],
    ['2026-11-25T10:00:00.9999999999999Z', '2026-11-25T10:00:00Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59Z'],
  ])('%s is %s, fractions of any length are cut', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it('refuses a wall-clock reading without offset', () => {
    expect(() => parseInstant('2026-11-25T10:00:00')).toThrow(RangeError);
  });

  it('survives the way to epoch seconds and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8e9, max: 8e9 }), (seconds) => {
        expect(epochSeconds(instantFromEpochSeconds(seconds))).toBe(seconds);
      }),
    );
  });
});

describe('dates', () => {
  it('ignore the zone suffix that Exchange puts behind them', () => {
    expect(parseCalendarDate('2026-03-08+01:00')).toBe('2026-03-08');
    expect(parseCalendarDate('2026-03-08Z')).toBe('2026-03-08');
  });

  it('refuse a day that is not on the calendar', () => {
    expect(() => parseCalendarDate('2026-02-29')).toThrow(RangeError);
  });

  it('count days across a change of clocks', () => {
    expect(addDays(parseCalendarDate('2026-03-28'), 2)).toBe('2026-03-30');
    expect(daysBetween(parseCalendarDate('2026-03-28'), parseCalendarDate('2026-03-30'))).toBe(2);
  });
});

describe('wall times', () => {
  it('keep 09:00 in Rome at 09:00 on both sides of the change of clocks', () => {
    expect(instantOf({ local: parseLocalDateTime('2026-03-28T09:00'), zone: rome })).toBe('2026-03-28T08:00:00Z');
    expect(instantOf({ local: parseLocalDateTime('2026-03-30T09:00'), zone: rome })).toBe('2026-03-30T07:00:00Z');
  });

  it('in a gap take the later reading, in an overlap the first', () => {
    expect(instantOf({ local: parseLocalDateTime('2026-03-29T02:30'), zone: rome })).toBe('2026-03-29T01:30:00Z');
    expect(instantOf({ local: parseLocalDateTime('2026-10-25T02:30'), zone: rome })).toBe('2026-10-25T00:30:00Z');
  });

  it('come back from their instant, wherever no gap or overlap interferes', () => {
    const zones = ['Europe/Rome', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/Caracas'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), fc.constantFrom(...zones), (seconds, zone) => {
        const instant = instantFromEpochSeconds(seconds);
        const again = instantOf(wallTimeAt(instant, parseTimeZoneId(zone)));
        const drift = Math.abs(epochSeconds(again) - seconds);
        expect(drift === 0 || drift === 3600).toBe(true);
      }),
    );
  });

  it('know where a day begins when midnight does not exist', () => {
    expect(startOfDay(parseCalendarDate('2018-11-04'), parseTimeZoneId('America/Sao_Paulo'))).toBe(
      '2018-11-04T03:00:00Z',
    );
  });

  it('refuse a zone that nobody knows', () => {
    expect(() => parseTimeZoneId('Mitteleuropäische Zeit')).toThrow(RangeError);
  });
});
