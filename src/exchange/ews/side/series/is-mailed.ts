import type { CalendarDate, Series } from '../../../../model/index.ts';
import { momentOf } from '../../mapping/recurrence/changes-of-series.ts';
import type { OccurrenceWrite } from '../../mapping/recurrence/exception-writes.ts';

/**
 * Whether a write to an occurrence mails those who are invited.
 * @param days on which the rule of the series puts the occurrences that are mailed
 */
export function isMailed(series: Series, { originalStart }: OccurrenceWrite, days: readonly CalendarDate[]): boolean {
  const moment = momentOf(series, originalStart);
  return moment !== null && days.some((date) => momentOf(series, { date }) === moment);
}
