import type { CalendarDate, RecurrencePattern } from '../../../../model/index.ts';
import { DAYS_OF_WEEK, sameRecurrence } from '../../../../model/index.ts';
import type { RequestVersion } from '../../soap/channel.ts';
import { isAtLeast } from '../../soap/channel.ts';

/** What a new series of an older version gets, and what is meant where it makes no difference. */
export const USUAL_WEEK_START = 'sunday';

/** Whether the schema of that version has FirstDayOfWeek. */
export function hasWeekStart(version: RequestVersion): boolean {
  return isAtLeast(version, 'Exchange2010_SP1');
}

/** Whether the series has other days when its weeks begin on another day: every second week, on several days of it. */
export function dependsOnWeekStart(pattern: RecurrencePattern, startDate: CalendarDate): boolean {
  if (pattern.kind !== 'weekly') return false;
  const [usual, ...others] = DAYS_OF_WEEK.map((firstDayOfWeek) => ({
    pattern: { ...pattern, firstDayOfWeek },
    range: { kind: 'noEnd' as const },
  }));
  return usual !== undefined && others.some((other) => !sameRecurrence(other, usual, startDate));
}
