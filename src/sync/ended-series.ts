import type { AppointmentTime, Fields, Occurrences, TimeZoneId } from '../model/index.ts';
import { hasOccurrence, seriesOf, valueOf } from '../model/index.ts';

/** The fields that tell the days of a series. */
export const DAYS_OF_SERIES: readonly string[] = ['time', 'occurrences'];

/**
 * Whether an item is a series of which every occurrence was deleted, or whose rule gives none. A CRM may keep such a one;
 * Exchange has none: there the series itself is deleted.
 */
export function isEndedSeries(fields: Fields, zone: TimeZoneId): boolean {
  const time = valueOf(fields, 'time') as AppointmentTime | null;
  if (time === null) return false;
  const series = seriesOf(time, valueOf(fields, 'occurrences') as Occurrences | null, zone);
  return series !== null && !hasOccurrence(series);
}

/**
 * Whether somebody deleted every occurrence. A rule that gives none by itself says nothing of what people wanted: it ends
 * before it begins, which is a mistake of whoever wrote it.
 */
export function isDeletedDayByDay(fields: Fields, zone: TimeZoneId): boolean {
  return isEndedSeries(fields, zone) && !isEndedSeries({ ...fields, occurrences: null }, zone);
}
