import type { OriginalStart, Series, SeriesException } from '../../../../model/index.ts';
import { regularTime } from '../../../../model/index.ts';

/** What became of single occurrences, by the moment at which the rule has them. */
export interface ChangesOfSeries {
  readonly exceptions: ReadonlyMap<string, SeriesException>;
  /** Without those that are exceptions. */
  readonly deleted: ReadonlyMap<string, OriginalStart>;
}

export function changesOfSeries(series: Series): ChangesOfSeries {
  const exceptions = new Map<string, SeriesException>();
  for (const exception of series.exceptions) {
    const moment = momentOf(series, exception.originalStart);
    if (moment !== null) exceptions.set(moment, exception);
  }
  const deleted = new Map<string, OriginalStart>();
  for (const originalStart of series.deleted) {
    const moment = momentOf(series, originalStart);
    if (moment !== null && !exceptions.has(moment)) deleted.set(moment, originalStart);
  }
  return { exceptions, deleted };
}

/**
 * The same for an original start in any zone.
 * @returns an instant, or a day of whole days; `null` when the rule has no occurrence that starts there
 */
export function momentOf(series: Series, originalStart: OriginalStart): string | null {
  const time = regularTime(series, originalStart);
  if (time === null) return null;
  return time.kind === 'timed' ? time.start : time.startDate;
}
