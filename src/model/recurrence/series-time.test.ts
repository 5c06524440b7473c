import { expect, it } from 'vitest';
import { parseCalendarDate } from '../time/calendar-date.ts';
import { parseInstant } from '../time/instant.ts';
import { parseTimeZoneId } from '../time/zoned-wall-time.ts';
import { seriesTimeOf } from './series-time.ts';

const time = {
  kind: 'timed',
  start: parseInstant('2026-07-01T07:00:00Z'),
  end: parseInstant('2026-07-01T08:30:00Z'),
} as const;

it('a series keeps the readings of the clock in the zone of its appointment', () => {
  expect(seriesTimeOf({ ...time, zone: parseTimeZoneId('Europe/Rome') }, parseTimeZoneId('UTC'))).toEqual({
    kind: 'timed',
    start: '2026-07-01T09:00:00',
    end: '2026-07-01T10:30:00',
    zone: 'Europe/Rome',
  });
});

it('where the appointment does not know its zone, in that of its owner', () => {
  expect(seriesTimeOf({ ...time, zone: null }, parseTimeZoneId('America/New_York'))).toMatchObject({
    start: '2026-07-01T03:00:00',
    zone: 'America/New_York',
  });
});

it('whole days are dates, in no zone', () => {
  const days = {
    kind: 'allDay',
    startDate: parseCalendarDate('2026-07-01'),
    endDate: parseCalendarDate('2026-07-04'),
  } as const;
  expect(seriesTimeOf(days, parseTimeZoneId('Pacific/Auckland'))).toEqual(days);
});
