import { isDeepStrictEqual } from 'node:util';
import type { Appointment, Fields, FieldValue, Series } from '../../../../model/index.ts';
import { APPOINTMENT_FIELDS, occurrencesOf, regularTime, seriesTimeOf } from '../../../../model/index.ts';
import { UTC } from '../../utc.ts';

/**
 * The fields of a series as a record has them.
 * @param appointment what all occurrences have
 * @returns `null` where the instants of the first occurrence do not tell its reading of the clock: it was jumped over
 */
export function appointmentOfSeries(appointment: Appointment, series: Series): Fields | null {
  const { time, recurrence } = series;
  const first = time.kind === 'allDay' ? { date: time.startDate } : { local: time.start, zone: time.zone };
  const when = regularTime(series, first);
  if (when === null || !isDeepStrictEqual(seriesTimeOf(when, UTC), time)) return null;
  // Whom a single occurrence invites is no field of it; normal form has none of that.
  const changes = APPOINTMENT_FIELDS.occurrences.normalise(occurrencesOf(series) as unknown as FieldValue);
  const fields = appointment as unknown as Fields;
  return { ...fields, time: { ...when, recurrence }, ...(changes === null ? {} : { occurrences: changes }) };
}
