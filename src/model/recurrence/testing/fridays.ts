import { parseLocalDateTime, parseTimeZoneId } from '../../time/zoned-wall-time.ts';
import type { RecurrenceRange } from '../recurrence.ts';
import type { Series } from '../series.ts';

const ROME = parseTimeZoneId('Europe/Rome');

/** Every Friday at nine in Rome, from 6 November 2026 on. */
export function fridays(range: RecurrenceRange, changes: Partial<Series> = {}): Series {
  return {
    time: {
      kind: 'timed',
      start: parseLocalDateTime('2026-11-06T09:00:00'),
      end: parseLocalDateTime('2026-11-06T10:00:00'),
      zone: ROME,
    },
    recurrence: { pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' }, range },
    deleted: [],
    exceptions: [],
    ...changes,
  };
}
