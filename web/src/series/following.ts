import type { CalendarDate, Fields, FieldValue, Series } from '../../../src/model/index.ts';
import { appointmentTimeOf, expand, occurrencesOf, regularTime, splitSeries } from '../../../src/model/index.ts';
import type { AppointmentFields, AppointmentRecord } from '../api/records.ts';
import type { ListedOccurrence } from './listed-occurrences.ts';
import { appointmentOfFields, zoneOfSeries } from './series-of-record.ts';

/** An occurrence of a series and those that follow it. */
export interface Following {
  readonly day: CalendarDate;
  /** What they would be as a series of their own. */
  readonly fields: AppointmentFields;
  /** The CRM cannot tell their time by itself: the clock jumps over it on that day. */
  readonly needsTime: boolean;
  /** What the record has when it ends before them. */
  readonly ended: Fields;
  /** How many of them take place; `null` where they have no end, or are too many to be counted. */
  readonly count: number | null;
}

const MOST_COUNTED = 1_000;

/**
 * Whether an occurrence and those that follow can become a series of their own: not from the first one on, which is the
 * whole series, and not in a meeting, whose people nobody could bring along.
 */
export function isSplitAt(
  { fields }: AppointmentRecord,
  series: Series,
  { day }: Pick<ListedOccurrence, 'day'>,
): boolean {
  if (fields.organizer != null || (fields.attendees ?? []).length > 0) return false;
  return splitSeries(series, day as CalendarDate) !== null;
}

/** @returns `null` where it is not split (`isSplitAt`) */
export function followingOf(
  record: AppointmentRecord,
  series: Series,
  { day, occurrence }: Pick<ListedOccurrence, 'day' | 'occurrence'>,
  readerZone: string,
): Following | null {
  const parts = isSplitAt(record, series, { day }) ? splitSeries(series, day as CalendarDate) : null;
  if (parts === null) return null;
  const { fields } = record;
  const { before, after } = parts;
  const told = appointmentTimeOf(after);
  const shown = told ?? {
    ...(regularTime(series, occurrence.originalStart) ?? occurrence.time),
    recurrence: after.recurrence,
  };
  const { time } = appointmentOfFields(fields);
  return {
    day: day as CalendarDate,
    fields: { ...fields, time: shown, occurrences: occurrencesOf(after) },
    needsTime: told === null,
    ended: {
      time: { ...time, recurrence: before.recurrence },
      occurrences: occurrencesOf(before) as unknown as FieldValue,
    },
    count: countOf(after, readerZone),
  };
}

function countOf(series: Series, readerZone: string): number | null {
  let count = 0;
  for (const _ of expand(series, { from: null, until: null, zone: zoneOfSeries(series, readerZone) })) {
    count += 1;
    if (count > MOST_COUNTED) return null;
  }
  return count;
}
