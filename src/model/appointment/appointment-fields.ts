import type { FieldSpec, FieldValue } from '../field.ts';
import { canonicalText } from '../field.ts';
import { TEXT, TEXT_SET, WHOLE, withDefault } from '../normalise.ts';
import { ianaToWindowsZone } from '../time/windows-zones.ts';
import type { Appointment } from './appointment.ts';

/**
 * An unknown zone equals every zone: the instants decide. Exchange has one zone where IANA has several,
 * so Rome comes back as Berlin from a mailbox whose home nobody told: these are equal too.
 */
function sameTime(left: FieldValue, right: FieldValue): boolean {
  return sameZone(zoneOf(left), zoneOf(right))
    ? canonicalText(withoutZone(left)) === canonicalText(withoutZone(right))
    : canonicalText(left) === canonicalText(right);
}

function zoneOf(value: FieldValue): string | null {
  return (value as { readonly zone?: string } | null)?.zone ?? null;
}

function sameZone(left: string | null, right: string | null): boolean {
  if (left === null || right === null || left === right) return true;
  const name = ianaToWindowsZone(left);
  return name !== null && name === ianaToWindowsZone(right);
}

function withoutZone(value: FieldValue): FieldValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return { ...(value as Record<string, FieldValue>), zone: null };
}

/** Every field of an appointment, and how it merges. The compiler refuses a field that is missing here. */
export const APPOINTMENT_FIELDS: Readonly<Record<keyof Appointment, FieldSpec>> = {
  subject: TEXT,
  location: TEXT,
  body: TEXT,
  time: { kind: 'value', optionalParts: ['zone'], normalise: (value) => value, equals: sameTime },
  busyStatus: withDefault('busy'),
  sensitivity: withDefault('normal'),
  importance: withDefault('normal'),
  reminderMinutes: WHOLE,
  categories: TEXT_SET,
  recurrence: WHOLE,
  organizer: WHOLE,
  attendees: WHOLE,
};

/**
 * The fields that a synchronisation compares and writes. Series and meetings are shown, never written,
 * so what makes an appointment one of them is not among these.
 */
export const SYNCHRONISED_APPOINTMENT_FIELDS = [
  'subject',
  'location',
  'body',
  'time',
  'busyStatus',
  'sensitivity',
  'importance',
  'reminderMinutes',
  'categories',
] as const satisfies readonly (keyof Appointment)[];
