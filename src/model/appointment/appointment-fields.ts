import type { FieldSpec, FieldSpecs } from '../field.ts';
import { TEXT, TEXT_SET, WHOLE, withDefault } from '../normalise.ts';
import type { Appointment } from './appointment.ts';
import { OCCURRENCE_TIME, occurrencesSpec } from './occurrence-spec.ts';
import { sameTime } from './same-time.ts';

/** What one occurrence of a series may have of its own, as far as a synchronisation carries it. */
const OCCURRENCE_FIELDS: FieldSpecs = {
  subject: TEXT,
  location: TEXT,
  body: TEXT,
  time: OCCURRENCE_TIME,
  busyStatus: withDefault('busy'),
  sensitivity: withDefault('normal'),
  importance: withDefault('normal'),
  reminderMinutes: WHOLE,
  categories: TEXT_SET,
};

/** Who is invited, and who answered what: Exchange sends invitations and takes answers, and the CRM is told of it. */
const TOLD_BY_EXCHANGE: FieldSpec = { ...WHOLE, toldBy: 'exchange' };

/** Every field of an appointment, and how it merges. The compiler refuses a field that is missing here. */
export const APPOINTMENT_FIELDS: Readonly<Record<keyof Appointment, FieldSpec>> = {
  subject: TEXT,
  location: TEXT,
  body: TEXT,
  time: {
    kind: 'value',
    optionalParts: ['zone'],
    normalise: (value) => value,
    equals: sameTime,
    rewrites: ['occurrences'],
  },
  busyStatus: withDefault('busy'),
  sensitivity: withDefault('normal'),
  importance: withDefault('normal'),
  reminderMinutes: WHOLE,
  categories: TEXT_SET,
  occurrences: occurrencesSpec(OCCURRENCE_FIELDS),
  organizer: TOLD_BY_EXCHANGE,
  attendees: TOLD_BY_EXCHANGE,
};

/** The fields that a synchronisation compares and writes. */
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
  'occurrences',
  'organizer',
  'attendees',
] as const satisfies readonly (keyof Appointment)[];
