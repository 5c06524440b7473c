import type { TimeZoneId } from '../../time/zoned-wall-time.ts';
import { daysOfRecurrence, lastDay, longestWay } from '../days/days-of-recurrence.ts';
import { firstDay } from '../occurrence-time.ts';
import type { Series } from '../series.ts';
import { changedDays } from './changed-days.ts';
import { expand, occurrenceOn } from './expand.ts';
import type { Occurrence } from './occurrence.ts';

/** Between which occurrences a series takes place, as they are now: changed where they were moved, without the deleted. */
export interface Extent {
  /** The one that starts first. */
  readonly first: Occurrence;
  /** The one that ends last; `null` where the series goes on without end. */
  readonly last: Occurrence | null;
}

/**
 * @param zone where days without a time begin and end
 * @returns `null` when every occurrence is deleted
 */
export function extentOf(series: Series, zone: TimeZoneId): Extent | null {
  const period = { from: null, until: null, zone };
  for (const first of expand(series, period)) return { first, last: lastOccurrence(series, zone) };
  return null;
}

function lastOccurrence(series: Series, zone: TimeZoneId): Occurrence | null {
  const { recurrence, time } = series;
  const end = lastDay(recurrence, firstDay(time));
  if (end === null) return null;
  const period = { from: null, until: null, zone };
  const { exceptions, deleted } = changedDays(series);
  const changed = exceptions.size + deleted.size;
  // One more occurrence than are changed: one of them is regular, unless the series is shorter than that.
  const from = Math.max(end - (changed + 1) * longestWay(recurrence.pattern), firstDay(time));
  const regular = [...daysOfRecurrence(recurrence, firstDay(time), from)].findLast(
    (day) => !exceptions.has(day) && !deleted.has(day),
  );
  const ends = [...exceptions].map(([day, exception]) => occurrenceOn(series, day, exception, period));
  if (regular !== undefined) ends.push(occurrenceOn(series, regular, null, period));
  return ends.reduce<Occurrence | null>((last, each) => (last === null || each.end > last.end ? each : last), null);
}
