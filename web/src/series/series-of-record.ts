import type { Appointment, AppointmentTime, Occurrences, Series, TimeZoneId } from '../../../src/model/index.ts';
import { parseTimeZoneId, seriesOf } from '../../../src/model/index.ts';
import type { AppointmentFields } from '../api/records.ts';

/** The API tells times and days as texts; these are they. */
export function appointmentOfFields(fields: AppointmentFields): Appointment {
  return fields as unknown as Appointment;
}

/** @returns `null` when it takes place once */
export function seriesOfFields(fields: AppointmentFields, zone: string): Series | null {
  const { time, occurrences } = appointmentOfFields(fields) as {
    time?: AppointmentTime | null;
    occurrences?: Occurrences;
  };
  return time == null ? null : seriesOf(time, occurrences ?? null, parseTimeZoneId(zone));
}

export function zoneOfSeries({ time }: Series, ofReader: string): TimeZoneId {
  return time.kind === 'timed' ? time.zone : parseTimeZoneId(ofReader);
}
