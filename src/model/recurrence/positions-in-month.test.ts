import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCalendarDate } from '../time/calendar-date.ts';
import { calendarDateOf } from './days/day-number.ts';
import { isPositionOf, positionsOf } from './positions-in-month.ts';
import { arbitraryDay } from './testing/arbitrary-series.ts';

it.each([
  ['2026-11-06', [{ dayOfMonth: 6 }, { day: 'friday', index: 'first' }]],
  [
    '2026-11-30',
    [{ dayOfMonth: 30 }, { dayOfMonth: 31 }, { day: 'monday', index: 'last' }, { day: 'weekday', index: 'last' }],
  ],
  ['2026-10-31', [{ dayOfMonth: 31 }, { day: 'saturday', index: 'last' }, { day: 'weekendDay', index: 'last' }]],
  ['2026-12-28', [{ dayOfMonth: 28 }, { day: 'monday', index: 'fourth' }, { day: 'monday', index: 'last' }]],
])('%s has these positions in its month', (date, positions) => {
  expect(positionsOf(parseCalendarDate(date))).toEqual(positions);
});

it('each of them is that day, and a fifth weekday has one more only as the last', () => {
  fc.assert(
    fc.property(arbitraryDay, (day) => {
      const date = calendarDateOf(day);
      const positions = positionsOf(date);
      expect(positions.filter((position) => !isPositionOf(position, date))).toEqual([]);
      expect(positions.length).toBeGreaterThanOrEqual(2);
    }),
  );
});
