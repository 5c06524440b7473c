import type { AppointmentTime } from '../appointment/appointment.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { TimeZoneId } from '../time/zoned-wall-time.ts';
import { calendarDateOf, dayNumberOf } from './days/day-number.ts';
import { dayOf, originalStartOn } from './original-start.ts';
import type { ExceptionFields, Series } from './series.ts';
import { seriesTimeOf } from './series-time.ts';

/** What became of one occurrence. */
export type OccurrenceChange =
  | { readonly kind: 'deleted' }
  /** Only what differs from the series: `null` is emptied, absent is as in the series. */
  | { readonly kind: 'changed'; readonly fields: ExceptionFields };

/**
 * The occurrences of a series that are not as its rule says, by the day on which the rule puts them: no pattern gives two
 * on one day, and the calendar is that of the series' zone. A day that the rule does not give counts for nothing.
 */
export type Occurrences = Readonly<Record<CalendarDate, OccurrenceChange>>;

/**
 * An appointment's time and changed occurrences as a series.
 * @param zone for a timed series whose side could not tell the zone
 * @returns `null` when it takes place once
 */
export function seriesOf(time: AppointmentTime, occurrences: Occurrences | null, zone: TimeZoneId): Series | null {
  const { recurrence } = time;
  if (recurrence === undefined || recurrence === null) return null;
  const own = seriesTimeOf(time, zone);
  const changes = Object.entries(occurrences ?? {}).map(
    ([day, change]) => [originalStartOn(own, dayNumberOf(day as CalendarDate)), change] as const,
  );
  return {
    time: own,
    recurrence,
    deleted: changes.flatMap(([originalStart, { kind }]) => (kind === 'deleted' ? [originalStart] : [])),
    exceptions: changes.flatMap(([originalStart, change]) =>
      change.kind === 'changed' ? [{ originalStart, fields: change.fields }] : [],
    ),
  };
}

/** The changed occurrences of a series, by their days. @returns `null` when all are as the rule says */
export function occurrencesOf({ time, deleted, exceptions }: Series): Occurrences | null {
  const changes: Record<string, OccurrenceChange> = {};
  for (const originalStart of deleted) {
    const day = dayOf(originalStart, time);
    if (day !== null) changes[calendarDateOf(day)] = { kind: 'deleted' };
  }
  for (const { originalStart, fields } of exceptions) {
    const day = dayOf(originalStart, time);
    if (day !== null) changes[calendarDateOf(day)] = { kind: 'changed', fields };
  }
  return Object.keys(changes).length === 0 ? null : changes;
}
