import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import { firstDay } from '../occurrence-time.ts';
import type { Series } from '../series.ts';
import { changedDays } from './changed-days.ts';

/** Whether anything is left of a series: its rule gives a day that was not deleted. One without end always has some. */
export function hasOccurrence(series: Series): boolean {
  const { deleted } = changedDays(series);
  for (const day of daysOfRecurrence(series.recurrence, firstDay(series.time))) if (!deleted.has(day)) return true;
  return false;
}
