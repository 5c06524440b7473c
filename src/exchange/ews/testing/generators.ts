import * as fc from 'fast-check';
import type { Fields } from '../../../model/index.ts';
import {
  addDays,
  CONTACT_PHONE_FIELDS,
  instantFromEpochSeconds,
  parseCalendarDate,
  parseTimeZoneId,
} from '../../../model/index.ts';

/** Characters that hurt: markup, accents, another plane, line ends, several spaces. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'Z',
      ' ',
      'è',
      'Ł',
      '&',
      '<',
      '>',
      '"',
      "'",
      '\n',
      '\t',
      ']]>',
      '日',
      '😀',
      '7',
      '%',
      '#',
      '/',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

/** Leaves the field out, empties it, or fills it. */
function field<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { nil: null, freq: 2 });
}

const calendarDate = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((days) => addDays(parseCalendarDate('1970-01-01'), days));

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const emailAddress = fc.record(
  { address: fc.tuple(word, word).map(([user, host]) => `${user}@${host}.example`), name: field(text) },
  { requiredKeys: ['address'] },
);

function record(...parts: readonly string[]): fc.Arbitrary<Readonly<Record<string, string | null>>> {
  return fc.record(Object.fromEntries(parts.map((part) => [part, field(text)])));
}

const postalAddress = record('street', 'city', 'state', 'postalCode', 'country');
const texts = fc.array(text, { maxLength: 4 });
const common = {
  categories: field(texts),
  sensitivity: field(fc.constantFrom('normal', 'personal', 'private', 'confidential')),
  importance: field(fc.constantFrom('low', 'normal', 'high')),
};

const CONTACT_TEXTS: readonly string[] = [
  ...CONTACT_PHONE_FIELDS,
  'displayName',
  'fileAs',
  'nickname',
  'companyName',
  'department',
  'jobTitle',
  'officeLocation',
  'profession',
  'manager',
  'assistantName',
  'spouseName',
  'mileage',
  'webPage',
  'im1',
  'im2',
  'im3',
  'notes',
];

export const contactFields: fc.Arbitrary<Fields> = fc.record(
  {
    ...Object.fromEntries(CONTACT_TEXTS.map((name) => [name, field(text)])),
    name: field(record('title', 'givenName', 'middleName', 'surname', 'suffix', 'initials')),
    children: field(texts),
    companies: field(texts),
    email1: field(emailAddress),
    email2: field(emailAddress),
    email3: field(emailAddress),
    businessAddress: field(postalAddress),
    homeAddress: field(postalAddress),
    otherAddress: field(postalAddress),
    mailingAddress: field(fc.constantFrom('business', 'home', 'other')),
    birthday: field(calendarDate),
    anniversary: field(calendarDate),
    ...common,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Fields>;

export const zone = fc
  .constantFrom(
    'Europe/Rome',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Tokyo',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Pacific/Auckland',
  )
  .map(parseTimeZoneId);

const time = fc.oneof(
  fc
    .record({
      start: fc.integer({ min: 0, max: 2_500_000_000 }),
      seconds: fc.integer({ min: 0, max: 500_000 }),
      zone: field(zone),
    })
    .map(({ start, seconds, zone }) => ({
      kind: 'timed',
      start: instantFromEpochSeconds(start),
      end: instantFromEpochSeconds(start + seconds),
      zone,
    })),
  fc
    .record({ startDate: calendarDate, days: fc.integer({ min: 1, max: 20 }) })
    .map(({ startDate, days }) => ({ kind: 'allDay', startDate, endDate: addDays(startDate, days) })),
);

export const appointmentFields: fc.Arbitrary<Fields> = fc.record(
  {
    time,
    subject: field(text),
    location: field(text),
    body: field(text),
    busyStatus: field(fc.constantFrom('free', 'tentative', 'busy', 'outOfOffice', 'workingElsewhere')),
    reminderMinutes: field(fc.integer({ min: -100, max: 3_000_000 })),
    ...common,
  },
  { requiredKeys: ['time'] },
) as fc.Arbitrary<Fields>;
