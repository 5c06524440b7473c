import type { CalendarDate, FieldValue, OriginalStart, Series, SeriesTime } from '../../../../model/index.ts';
import {
  APPOINTMENT_FIELDS,
  parseCalendarDate,
  regularTime,
  sameRecurrence,
  sameValue,
} from '../../../../model/index.ts';
import type { ChangesOfSeries } from './changes-of-series.ts';

export type MasterFirstReason = 'time' | 'recurrence' | 'revived_occurrence';

/** Why writes to occurrences do not make one series of the other, because the master is another or has to be made anew. */
export function masterFirstReason(
  before: { readonly series: Series; readonly changes: ChangesOfSeries },
  after: { readonly series: Series; readonly changes: ChangesOfSeries },
): MasterFirstReason | null {
  // Zones that Windows does not tell apart are one.
  if (!sameValue(APPOINTMENT_FIELDS.time, firstTime(before.series), firstTime(after.series))) return 'time';
  if (!sameRecurrence(before.series.recurrence, after.series.recurrence, firstDate(after.series.time))) {
    return 'recurrence';
  }
  const revived = [...before.changes.deleted.keys()].some((moment) => !after.changes.deleted.has(moment));
  return revived ? 'revived_occurrence' : null;
}

function firstTime(series: Series): FieldValue {
  const { time } = series;
  const first: OriginalStart =
    time.kind === 'timed' ? { local: time.start, zone: time.zone } : { date: time.startDate };
  return regularTime(series, first);
}

function firstDate(time: SeriesTime): CalendarDate {
  return time.kind === 'timed' ? parseCalendarDate(time.start) : time.startDate;
}
