import type { DayNumber } from '../days/day-number.ts';
import { hasDay } from '../days/days-of-recurrence.ts';
import { firstDay } from '../occurrence-time.ts';
import type { OriginalStart } from '../original-start.ts';
import { dayOf } from '../original-start.ts';
import type { Series, SeriesException } from '../series.ts';

/** What became of single occurrences, by the day on which the rule has them. */
export interface ChangedDays {
  readonly exceptions: ReadonlyMap<DayNumber, SeriesException>;
  /** Without those that are exceptions. */
  readonly deleted: ReadonlySet<DayNumber>;
}

export function changedDays(series: Series): ChangedDays {
  const exceptions = new Map<DayNumber, SeriesException>();
  for (const exception of series.exceptions) {
    const day = occurrenceDay(series, exception.originalStart);
    if (day !== null) exceptions.set(day, exception);
  }
  const deleted = new Set<DayNumber>();
  for (const originalStart of series.deleted) {
    const day = occurrenceDay(series, originalStart);
    if (day !== null && !exceptions.has(day)) deleted.add(day);
  }
  return { exceptions, deleted };
}

/** @returns `null` when the rule has no occurrence that starts there */
export function occurrenceDay({ time, recurrence }: Series, originalStart: OriginalStart): DayNumber | null {
  const day = dayOf(originalStart, time);
  return day !== null && hasDay(recurrence, firstDay(time), day) ? day : null;
}
