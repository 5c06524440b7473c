import type { Appointment, ExceptionFields, FieldValue, TimeZoneId } from '../../../../model/index.ts';
import { APPOINTMENT_FIELDS, SYNCHRONISED_APPOINTMENT_FIELDS, sameValue } from '../../../../model/index.ts';

/**
 * The fields of an occurrence that have to be written. Nothing but these: a time that is sent again has been seen to
 * move appointments.
 * @param zone of the series; a time in it comes without zone, which leaves the item its own
 */
export function changedFields(was: Appointment, is: Appointment, zone: TimeZoneId | null): ExceptionFields {
  const changes: Record<string, FieldValue> = {};
  for (const name of SYNCHRONISED_APPOINTMENT_FIELDS) {
    const spec = APPOINTMENT_FIELDS[name];
    if (spec.toldBy === 'exchange') continue;
    const value = name === 'time' ? withoutZone(is, zone) : (is[name] ?? null);
    if (!sameValue(spec, (was[name] ?? null) as FieldValue, value as FieldValue)) changes[name] = value as FieldValue;
  }
  return changes;
}

function withoutZone({ time }: Appointment, zone: TimeZoneId | null): Appointment['time'] {
  return time.kind === 'timed' && time.zone === zone ? { ...time, zone: null } : time;
}
