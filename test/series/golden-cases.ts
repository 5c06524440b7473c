import type { Fields, FieldValue, RecurrencePattern, RecurrenceRange } from '../../src/model/index.ts';
import { instantOf, parseLocalDateTime } from '../../src/model/index.ts';
import { HOME } from './case.ts';

/** A series that has gone wrong somewhere before, with what people have to see of it. */
export interface GoldenCase {
  readonly name: string;
  readonly time: FieldValue;
  readonly occurrences?: Fields;
  /** Where Outlook has the midnights of whole days; Rome where nothing is said. */
  readonly dayZone?: string;
  /** The first occurrences of the series, on the clock of Rome; of whole days the first and the one behind the last. */
  readonly shows: readonly string[];
}

type Rule = readonly [pattern: RecurrencePattern, range?: RecurrenceRange];

const NO_END: RecurrenceRange = { kind: 'noEnd' };
const EVERY_DAY: RecurrencePattern = { kind: 'daily', interval: 1 };
const times = (occurrences: number): RecurrenceRange => ({ kind: 'numbered', occurrences });
const SUNDAY_AND_MONDAY = { kind: 'weekly', interval: 2, days: ['sunday', 'monday'] } as const;

export function timed(start: string, end: string, [pattern, range = NO_END]: Rule): FieldValue {
  return { ...once(start, end), recurrence: { pattern, range } as FieldValue };
}

function once(start: string, end: string) {
  const [from, until] = [start, end].map((local) =>
    instantOf({ local: parseLocalDateTime(`${local}:00`), zone: HOME }),
  );
  return { kind: 'timed', start: from ?? '', end: until ?? '', zone: HOME };
}

function wholeDays(startDate: string, endDate: string, [pattern, range = NO_END]: Rule): FieldValue {
  return { kind: 'allDay', startDate, endDate, recurrence: { pattern, range } as FieldValue };
}

export const DELETED = { kind: 'deleted' };

export function moved(start: string, end: string): FieldValue {
  return { kind: 'changed', fields: { time: { ...once(start, end), zone: null } } };
}

/** Five days in a row from 1 December 2026, at nine. */
export const FIVE_DAYS = timed('2026-12-01T09:00', '2026-12-01T10:00', [EVERY_DAY, times(5)]);
const nineToTen = (...days: readonly string[]): readonly string[] => days.map((day) => `${day} 09:00-10:00`);

export const GOLDEN_CASES: readonly GoldenCase[] = [
  {
    name: 'the last Friday of each month',
    time: timed('2026-12-25T09:00', '2026-12-25T10:00', [
      { kind: 'relativeMonthly', interval: 1, day: 'friday', index: 'last' },
    ]),
    shows: nineToTen('2026-12-25', '2027-01-29', '2027-02-26', '2027-03-26', '2027-04-30'),
  },
  {
    name: 'the 31st of each month, in shorter ones their last day',
    time: timed('2026-12-31T09:00', '2026-12-31T10:00', [{ kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 }]),
    shows: nineToTen('2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'),
  },
  {
    name: '29 February, in other years the 28th',
    time: timed('2028-02-29T09:00', '2028-02-29T10:00', [{ kind: 'absoluteYearly', month: 2, dayOfMonth: 29 }]),
    shows: nineToTen('2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'),
  },
  {
    name: 'every second week on Sunday and Monday, weeks beginning on Sunday',
    time: timed('2026-11-30T09:00', '2026-11-30T10:00', [{ ...SUNDAY_AND_MONDAY, firstDayOfWeek: 'sunday' }]),
    shows: nineToTen('2026-11-30', '2026-12-13', '2026-12-14', '2026-12-27', '2026-12-28'),
  },
  {
    name: 'every second week on Sunday and Monday, weeks beginning on Monday',
    time: timed('2026-11-30T09:00', '2026-11-30T10:00', [{ ...SUNDAY_AND_MONDAY, firstDayOfWeek: 'monday' }]),
    shows: nineToTen('2026-11-30', '2026-12-06', '2026-12-14', '2026-12-20', '2026-12-28'),
  },
  {
    name: 'nine in Rome through March',
    time: timed('2027-03-27T09:00', '2027-03-27T10:00', [EVERY_DAY, times(3)]),
    shows: nineToTen('2027-03-27', '2027-03-28', '2027-03-29'),
  },
  {
    name: 'nine in Rome through October',
    time: timed('2027-10-30T09:00', '2027-10-30T10:00', [EVERY_DAY, times(3)]),
    shows: nineToTen('2027-10-30', '2027-10-31', '2027-11-01'),
  },
  {
    name: 'a time that the night in March does not have',
    time: timed('2027-03-27T02:30', '2027-03-27T03:45', [EVERY_DAY, times(3)]),
    shows: ['2027-03-27 02:30-03:45', '2027-03-28 03:30-03:45', '2027-03-29 02:30-03:45'],
  },
  {
    name: 'a time that the night in October has twice',
    time: timed('2027-10-30T02:30', '2027-10-30T02:45', [EVERY_DAY, times(3)]),
    shows: ['2027-10-30 02:30-02:45', '2027-10-31 02:30-02:45', '2027-11-01 02:30-02:45'],
  },
  ...['Etc/GMT+12', 'America/St_Johns', 'UTC', 'Asia/Kathmandu', 'Pacific/Auckland', 'Pacific/Kiritimati'].map(
    (dayZone): GoldenCase => ({
      name: `a whole day, with midnights of ${dayZone} in Outlook`,
      time: wholeDays('2027-03-27', '2027-03-28', [EVERY_DAY, times(4)]),
      occurrences: { '2027-03-28': DELETED },
      dayZone,
      shows: ['2027-03-27 to 2027-03-28', '2027-03-29 to 2027-03-30', '2027-03-30 to 2027-03-31'],
    }),
  ),
  {
    name: 'three whole days every week',
    time: wholeDays('2027-03-19', '2027-03-22', [
      { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' },
      times(3),
    ]),
    shows: ['2027-03-19 to 2027-03-22', '2027-03-26 to 2027-03-29', '2027-04-02 to 2027-04-05'],
  },
  {
    name: 'an occurrence moved onto the day of another that was deleted',
    time: FIVE_DAYS,
    occurrences: { '2026-12-02': moved('2026-12-03T15:00', '2026-12-03T16:00'), '2026-12-03': DELETED },
    shows: ['2026-12-01 09:00-10:00', '2026-12-03 15:00-16:00', ...nineToTen('2026-12-04', '2026-12-05')],
  },
  {
    name: 'the last occurrence deleted',
    time: FIVE_DAYS,
    occurrences: { '2026-12-05': DELETED },
    shows: nineToTen('2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'),
  },
  {
    name: 'the first occurrence deleted',
    time: FIVE_DAYS,
    occurrences: { '2026-12-01': DELETED },
    shows: nineToTen('2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'),
  },
  {
    name: 'one that began before "appointments from" and still runs',
    time: timed('2026-05-25T09:00', '2026-05-25T10:00', [{ kind: 'daily', interval: 7 }]),
    shows: nineToTen('2026-05-25', '2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22'),
  },
];

/** Over before the day from which appointments are synchronised. */
export const ENDED = timed('2026-05-25T09:00', '2026-05-25T10:00', [EVERY_DAY, times(5)]);
export const APPOINTMENTS_FROM = '2026-06-01';
