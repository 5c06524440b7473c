import type { Appointment, AppointmentTime } from '../../appointment/appointment.ts';
import type { Instant } from '../../time/instant.ts';
import type { OriginalStart } from '../original-start.ts';
import type { SeriesException } from '../series.ts';

/** One date of a series as it takes place. */
export interface Occurrence {
  readonly originalStart: OriginalStart;
  readonly time: AppointmentTime;
  /** `time` as instants; days begin and end in the zone that was asked for. */
  readonly start: Instant;
  readonly end: Instant;
  /** `null` where it is as the series says. */
  readonly exception: SeriesException | null;
}

/** The occurrence as an appointment of its own. */
export function appointmentOf(series: Appointment, { time, exception }: Occurrence): Appointment {
  const { occurrences: _changes, ...regular } = series;
  return { ...regular, ...exception?.fields, time };
}
