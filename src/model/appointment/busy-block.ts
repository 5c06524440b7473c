import type { Fields, FieldValue } from '../field.ts';
import { valueOf } from '../field.ts';
import type { Occurrences } from '../recurrence/occurrences.ts';
import { SYNCHRONISED_APPOINTMENT_FIELDS } from './appointment-fields.ts';

/** What a busy block tells: that there is something, when, and that it is private. */
const TOLD: readonly string[] = ['time', 'busyStatus', 'sensitivity'];

/** What Outlook hides from colleagues. "Personal" is a note to oneself and hides nothing. */
export function isPrivate(fields: Fields): boolean {
  return fields['sensitivity'] === 'private' || fields['sensitivity'] === 'confidential';
}

/** The part of an appointment's fields that a busy block may have; the changed occurrences only as times. */
export function busyBlock(fields: Fields): Fields {
  return Object.fromEntries(toldFields(fields).map((name) => [name, valueOf(fields, name)]));
}

/** Names of the synchronised fields that a busy block says nothing of. */
export function untoldFields(fields: Fields): readonly string[] {
  const told = toldFields(fields);
  return SYNCHRONISED_APPOINTMENT_FIELDS.filter((name) => !told.includes(name));
}

/** Names of the fields that a busy block may have. */
export function toldFields(fields: Fields): readonly string[] {
  return tellsOccurrences(fields) ? [...TOLD, 'occurrences'] : TOLD;
}

/** An occurrence that has a text of its own cannot be told without it, nor could one tell who removed it. */
function tellsOccurrences(fields: Fields): boolean {
  const occurrences = valueOf(fields, 'occurrences') as (Occurrences & FieldValue) | null;
  return Object.values(occurrences ?? {}).every(
    (change) => change.kind === 'deleted' || Object.keys(change.fields).every((name) => TOLD.includes(name)),
  );
}
