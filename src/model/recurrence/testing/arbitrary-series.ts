import fc from 'fast-check';
import { epochSeconds, instantFromEpochSeconds } from '../../time/instant.ts';
import type { LocalDateTime, TimeZoneId } from '../../time/zoned-wall-time.ts';
import type { DayNumber } from '../days/day-number.ts';
import { calendarDateOf, dayNumberOf } from '../days/day-number.ts';
import { daysOfPattern } from '../days/days-of-pattern.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import { timeOn } from '../occurrence-time.ts';
import { originalStartOn } from '../original-start.ts';
import type { RecurrencePattern } from '../pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK } from '../pattern.ts';
import type { Recurrence, RecurrenceRange } from '../recurrence.ts';
import type { ExceptionFields, Series } from '../series.ts';
import type { SeriesTime } from '../series-time.ts';

/** A whole hour, a half hour (Lord Howe), no change of clocks any more (Caracas, since 2016 after another), three quarters. */
export const ZONES = [
  'Europe/Rome',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/Caracas',
  'Australia/Lord_Howe',
  'UTC',
] as const;

const month = fc.integer({ min: 1, max: 12 });
/** Every third case at the ends of months. */
const dayOfMonth = fc.oneof(
  fc.integer({ min: 1, max: 31 }),
  fc.integer({ min: 1, max: 31 }),
  fc.integer({ min: 28, max: 31 }),
);
const relative = {
  day: fc.constantFrom(...DAYS_OF_WEEK, 'day' as const, 'weekday' as const, 'weekendDay' as const),
  index: fc.constantFrom(...DAY_INDEXES),
};
const interval = fc.oneof(fc.constant(1), fc.constant(12), fc.integer({ min: 1, max: 30 }));
const kind = <K extends string>(name: K) => ({ kind: fc.constant(name) });

export const arbitraryPattern: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ ...kind('daily'), interval: fc.oneof(fc.constant(1), fc.constant(14), fc.integer({ min: 1, max: 60 })) }),
  fc.record({
    ...kind('weekly'),
    interval: fc.integer({ min: 1, max: 6 }),
    days: fc.uniqueArray(fc.constantFrom(...DAYS_OF_WEEK), { minLength: 1 }),
    firstDayOfWeek: fc.constantFrom(...DAYS_OF_WEEK),
  }),
  fc.record({ ...kind('absoluteMonthly'), interval, dayOfMonth }),
  fc.record({ ...kind('relativeMonthly'), interval, ...relative }),
  fc.record({ ...kind('absoluteYearly'), month, dayOfMonth }),
  fc.record({ ...kind('relativeYearly'), month, ...relative }),
);

/** Around the days on which clocks change in these years, and the ends of February. */
export const arbitraryDay: fc.Arbitrary<DayNumber> = fc.integer({
  min: dayNumberOf(date('2019-12-28')),
  max: dayNumberOf(date('2033-01-05')),
});

export const arbitraryRange: fc.Arbitrary<(start: DayNumber) => RecurrenceRange> = fc.oneof(
  fc.constant(() => ({ kind: 'noEnd' as const })),
  fc.integer({ min: 1, max: 60 }).map((occurrences) => () => ({ kind: 'numbered' as const, occurrences })),
  fc.integer({ min: 0, max: 3000 }).map((days) => (start: DayNumber) => ({
    kind: 'endDate' as const,
    endDate: calendarDateOf(start + days),
  })),
);

/** A recurrence with its first day, which lies on the pattern. */
export const arbitraryRecurrence: fc.Arbitrary<{ recurrence: Recurrence; start: DayNumber }> = fc
  .record({ pattern: arbitraryPattern, day: arbitraryDay, range: arbitraryRange })
  .map(({ pattern, day, range }) => {
    const start = firstOf(pattern, day);
    return { recurrence: { pattern, range: range(start) }, start };
  });

/** Many at night, where clocks change. */
const minuteOfDay = fc.oneof(
  fc.constantFrom(0, 9 * 60, 23 * 60 + 45),
  fc.integer({ min: 90, max: 190 }),
  fc.integer({ min: 0, max: 1439 }),
);

const seriesTime: fc.Arbitrary<(start: DayNumber) => SeriesTime> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        zone: fc.constantFrom(...ZONES),
        minute: minuteOfDay,
        minutes: fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 600 }), fc.integer({ min: 600, max: 3000 })),
      })
      .map(
        ({ zone, minute, minutes }) =>
          (start: DayNumber): SeriesTime => ({
            kind: 'timed',
            start: localAt(start, minute),
            end: localAt(start, minute + minutes),
            zone: zone as TimeZoneId,
          }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 4 }).map(
      (days) =>
        (start: DayNumber): SeriesTime => ({
          kind: 'allDay',
          startDate: calendarDateOf(start),
          endDate: calendarDateOf(start + days),
        }),
    ),
  },
);

const change = fc.record({
  nth: fc.integer({ min: 0, max: 15 }),
  what: fc.constantFrom('delete' as const, 'move' as const, 'shorten' as const, 'rename' as const),
  hours: fc.integer({ min: -200, max: 200 }),
  text: fc.constantFrom('Spostata', 'Con il cliente', ''),
});

export const arbitrarySeries: fc.Arbitrary<Series> = fc
  .record({ rule: arbitraryRecurrence, time: seriesTime, changes: fc.array(change, { maxLength: 6 }) })
  .map(({ rule: { recurrence, start }, time, changes }) => {
    const own = time(start);
    const days: DayNumber[] = [];
    for (const day of daysOfRecurrence(recurrence, start)) {
      days.push(day);
      if (days.length > 15) break;
    }
    const changed = new Map(
      changes.flatMap((each) => (days[each.nth] === undefined ? [] : [[days[each.nth] ?? 0, each]])),
    );
    const deleted = [...changed].filter(([, { what }]) => what === 'delete');
    const exceptions = [...changed].filter(([, { what }]) => what !== 'delete');
    return {
      time: own,
      recurrence,
      deleted: deleted.map(([day]) => originalStartOn(own, day)),
      exceptions: exceptions.map(([day, each]) => ({
        originalStart: originalStartOn(own, day),
        fields: fieldsOf(each, own, day),
      })),
    };
  });

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function fieldsOf({ what, hours, text }: Change, time: SeriesTime, day: DayNumber): ExceptionFields {
  const regular = timeOn(time, day);
  if (what === 'rename') return { subject: text === '' ? null : text, reminderMinutes: 5 };
  if (regular.kind === 'allDay') {
    const moved = day + Math.trunc(hours / 24);
    return { time: { kind: 'allDay', startDate: calendarDateOf(moved), endDate: calendarDateOf(moved + 1) } };
  }
  const start = epochSeconds(regular.start) + (what === 'move' ? hours * 3600 : 0);
  return {
    time: { ...regular, start: instantFromEpochSeconds(start), end: instantFromEpochSeconds(start + 900) },
  };
}

/** @param minute from midnight of that day; may run over into the next */
function localAt(day: DayNumber, minute: number): LocalDateTime {
  return new Date((day * 1440 + minute) * 60_000).toISOString().slice(0, 19) as LocalDateTime;
}

function firstOf(pattern: RecurrencePattern, from: DayNumber): DayNumber {
  for (const day of daysOfPattern(pattern, from)) return day;
  throw new Error('a pattern has no end');
}

function date(text: string) {
  return text as Parameters<typeof dayNumberOf>[0];
}
