import type { Appointment } from '../appointment/appointment.ts';
import { APPOINTMENT_FIELDS } from '../appointment/appointment-fields.ts';
import { OCCURRENCE_TIME } from '../appointment/occurrence-spec.ts';
import type { FieldSpecs, FieldValue } from '../field.ts';
import { sameValue } from '../field.ts';
import type { ExceptionFields } from './series.ts';

const SPECS = { ...APPOINTMENT_FIELDS, time: OCCURRENCE_TIME } satisfies FieldSpecs;

/** What an exception may have of its own, in the order in which appointments have it. */
const FIELD_NAMES = (Object.keys(SPECS) as (keyof Appointment)[]).filter(
  (name): name is keyof ExceptionFields => name !== 'occurrences' && name !== 'organizer',
);

/**
 * What an occurrence has of its own.
 * @param regular the occurrence as its series has it, at its own regular time
 * @param occurrence the whole of it as it is; a field that is missing here is empty
 */
export function exceptionFields(regular: Appointment, occurrence: Appointment): ExceptionFields {
  const own: Record<string, FieldValue> = {};
  for (const name of FIELD_NAMES) {
    const value = (occurrence[name] ?? null) as FieldValue;
    const usual = (regular[name] ?? null) as FieldValue;
    if (!sameValue(SPECS[name], value, usual)) own[name] = value;
  }
  return own;
}
