import * as fc from 'fast-check';
import type { FieldValue } from '../../model/index.ts';
import { addDays, instantFromEpochSeconds, parseCalendarDate } from '../../model/index.ts';
import { arbitraryDate, arbitraryText } from './arbitrary-contact.ts';

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });
const text = optional(arbitraryText);

/** Zones with half hours, with a daylight saving of half an hour, without midnight on some days, beyond the date line. */
export const ZONES = [
  'Europe/Rome',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
] as const;

const timed: fc.Arbitrary<FieldValue> = fc
  .record({
    minute: fc.integer({ min: 10_519_200, max: 36_000_000 }),
    length: fc.integer({ min: 0, max: 20_000 }),
    zone: fc.option(fc.constantFrom(...ZONES)),
  })
  .map(({ minute, length, zone }) => ({
    kind: 'timed',
    start: instantFromEpochSeconds(minute * 60),
    end: instantFromEpochSeconds((minute + length) * 60),
    zone,
  }));

const allDay: fc.Arbitrary<FieldValue> = fc
  .record({ date: arbitraryDate, days: fc.integer({ min: 1, max: 40 }) })
  .map(({ date, days }) => ({
    kind: 'allDay',
    startDate: date,
    endDate: addDays(parseCalendarDate(date), days),
  }));

/** Fields of a single appointment before the CRM has seen them: anything that the schema lets in. */
export const arbitraryAppointment: fc.Arbitrary<Readonly<Record<string, FieldValue>>> = fc.record<
  Record<string, FieldValue>
>({
  subject: text,
  location: text,
  body: text,
  time: fc.oneof(timed, allDay),
  busyStatus: optional(fc.constantFrom('free', 'tentative', 'busy', 'outOfOffice', 'workingElsewhere')),
  sensitivity: optional(fc.constantFrom('normal', 'personal', 'private', 'confidential')),
  importance: optional(fc.constantFrom('low', 'normal', 'high')),
  reminderMinutes: optional(fc.integer({ min: 0, max: 2_629_800 })),
  categories: optional(fc.array(arbitraryText, { maxLength: 4 })),
});
