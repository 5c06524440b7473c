import { expect, it } from 'vitest';
import { parseInstant } from '../../time/instant.ts';
import { parseLocalDateTime, parseTimeZoneId } from '../../time/zoned-wall-time.ts';
import type { Series } from '../series.ts';
import { regularTime } from './regular-time.ts';

const zone = parseTimeZoneId('Europe/Rome');
const at = (local: string, own = zone) => ({ local: parseLocalDateTime(local), zone: own });

const weekly: Series = {
  time: {
    kind: 'timed',
    start: parseLocalDateTime('2026-03-23T09:00:00'),
    end: parseLocalDateTime('2026-03-23T10:00:00'),
    zone,
  },
  recurrence: {
    pattern: { kind: 'weekly', interval: 1, days: ['monday'], firstDayOfWeek: 'monday' },
    range: { kind: 'noEnd' },
  },
  deleted: [at('2026-03-30T09:00:00')],
  exceptions: [
    {
      originalStart: at('2026-04-06T09:00:00'),
      fields: {
        time: {
          kind: 'timed',
          start: parseInstant('2026-04-07T07:00:00Z'),
          end: parseInstant('2026-04-07T08:00:00Z'),
          zone,
        },
      },
    },
  ],
};

it('is by the rule, whether the occurrence was deleted or moved', () => {
  const regular = (start: string, end: string) => ({ kind: 'timed', start, end, zone });
  expect(regularTime(weekly, at('2026-03-23T09:00:00'))).toEqual(
    regular('2026-03-23T08:00:00Z', '2026-03-23T09:00:00Z'),
  );
  expect(regularTime(weekly, at('2026-03-30T09:00:00'))).toEqual(
    regular('2026-03-30T07:00:00Z', '2026-03-30T08:00:00Z'),
  );
  expect(regularTime(weekly, at('2026-04-06T07:00:00', parseTimeZoneId('UTC')))).toEqual(
    regular('2026-04-06T07:00:00Z', '2026-04-06T08:00:00Z'),
  );
});

it('does not exist where the rule has no occurrence', () => {
  expect(regularTime(weekly, at('2026-03-24T09:00:00'))).toBeNull();
  expect(regularTime(weekly, at('2026-03-30T10:00:00'))).toBeNull();
});
