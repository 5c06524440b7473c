import { z } from 'zod';
import type {
  AppointmentTime,
  CalendarDate,
  OccurrenceChange,
  Recurrence,
  RecurrencePattern,
  RecurrenceRange,
} from '../../model/index.ts';
import { DAY_INDEXES, DAYS_OF_WEEK, regularTime, seriesOf } from '../../model/index.ts';
import { calendarDate } from './text-schema.ts';
import { UTC } from './utc.ts';

/** What a series may have. Exchange takes less, and says so by itself (`limitOfExchange`). */
const LARGEST_INTERVAL = 9_999;
const MOST_OCCURRENCES = 9_999;
const MOST_CHANGES = 5_000;

const interval = z.int().min(1).max(LARGEST_INTERVAL);
const dayOfMonth = z.int().min(1).max(31);
const month = z.int().min(1).max(12);
const dayOfWeek = z.enum(DAYS_OF_WEEK);
const relative = { day: z.enum([...DAYS_OF_WEEK, 'day', 'weekday', 'weekendDay']), index: z.enum(DAY_INDEXES) };

const pattern = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), interval }),
  z.strictObject({
    kind: z.literal('weekly'),
    interval,
    days: z
      .array(dayOfWeek)
      .min(1)
      .max(DAYS_OF_WEEK.length)
      .refine((days) => new Set(days).size === days.length, 'names a day twice')
      .readonly(),
    firstDayOfWeek: dayOfWeek,
  }),
  z.strictObject({ kind: z.literal('absoluteMonthly'), interval, dayOfMonth }),
  z.strictObject({ kind: z.literal('relativeMonthly'), interval, ...relative }),
  z.strictObject({ kind: z.literal('absoluteYearly'), month, dayOfMonth }),
  z.strictObject({ kind: z.literal('relativeYearly'), month, ...relative }),
]) satisfies z.ZodType<RecurrencePattern>;

const range = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('noEnd') }),
  z.strictObject({ kind: z.literal('endDate'), endDate: calendarDate as unknown as z.ZodType<CalendarDate> }),
  z.strictObject({ kind: z.literal('numbered'), occurrences: z.int().min(1).max(MOST_OCCURRENCES) }),
]) satisfies z.ZodType<RecurrenceRange>;

export const recurrenceSchema = z.strictObject({ pattern, range }) satisfies z.ZodType<Recurrence>;

/** The rule of a time and the time itself have to fit together. */
export function seriesProblems(time: AppointmentTime): readonly { readonly path: string; readonly message: string }[] {
  const { recurrence } = time;
  if (recurrence === undefined || recurrence === null) return [];
  if (time.kind === 'timed' && time.zone === null) {
    return [{ path: 'zone', message: 'a series needs the zone in which it recurs' }];
  }
  if (isFirstByRule(time)) return [];
  return [{ path: 'recurrence', message: 'the series must begin on a day that its rule gives' }];
}

function isFirstByRule(time: AppointmentTime): boolean {
  const series = seriesOf(time, null, time.kind === 'timed' ? (time.zone ?? UTC) : UTC);
  if (series === null) return true;
  const { time: own } = series;
  const first = own.kind === 'allDay' ? { date: own.startDate } : { local: own.start, zone: own.zone };
  return regularTime(series, first) !== null;
}

/** @param fields what one occurrence may have of its own */
export function occurrencesSchema(fields: z.ZodType<object>) {
  const change: z.ZodType<OccurrenceChange> = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('deleted') }),
    z.strictObject({ kind: z.literal('changed'), fields }),
  ]);
  return z
    .record(calendarDate, change)
    .refine((days) => Object.keys(days).length <= MOST_CHANGES, `names more than ${MOST_CHANGES} days`);
}
