import type { CalendarDate } from '../time/calendar-date.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeZoneId } from '../time/zoned-wall-time.ts';
import { wallTimeAt } from '../time/zoned-wall-time.ts';
import type { DayNumber } from './days/day-number.ts';
import { calendarDateOf } from './days/day-number.ts';
import { daysOfRecurrence } from './days/days-of-recurrence.ts';
import type { ChangedDays } from './expand/changed-days.ts';
import { changedDays } from './expand/changed-days.ts';
import { hasOccurrence } from './expand/has-occurrence.ts';
import { momentsOf } from './expand/moments.ts';
import type { NotExpressible } from './not-expressible.ts';
import { notExpressible } from './not-expressible.ts';
import { dateIn, firstDay, timeOn, wallSeconds } from './occurrence-time.ts';
import type { RecurrencePattern } from './pattern.ts';
import type { Series, SeriesException } from './series.ts';

/** What Exchange accepts between two days, weeks or months. */
const LARGEST_DAILY_INTERVAL = 999;
const LARGEST_OTHER_INTERVAL = 99;
export const MOST_OCCURRENCES = 999;

const DAY_SECONDS = 86_400;
/** Enough to meet every distance between neighbours that a pattern has: five years of months, sixty of years. */
const DISTANCES = 60;

/**
 * Why Exchange would refuse a series that its patterns and ranges can express. Exchange wants occurrences one after
 * the other, each on a day of its own, and at least one of them.
 */
export function limitOfExchange(series: Series): NotExpressible | null {
  const { pattern, range } = series.recurrence;
  const largest = largestInterval(pattern);
  if ('interval' in pattern && pattern.interval > largest) {
    return notExpressible('interval_too_large', { interval: pattern.interval, largest });
  }
  if (range.kind === 'numbered' && range.occurrences > MOST_OCCURRENCES) {
    return notExpressible('too_many_occurrences', { occurrences: range.occurrences, most: MOST_OCCURRENCES });
  }
  if (!hasOccurrence(series)) return notExpressible('no_occurrence');
  return overlap(series) ?? crowdedException(series, changedDays(series));
}

function largestInterval(pattern: RecurrencePattern): number {
  return pattern.kind === 'daily' ? LARGEST_DAILY_INTERVAL : LARGEST_OTHER_INTERVAL;
}

function overlap({ time, recurrence }: Series): NotExpressible | null {
  const lengthDays = wallSeconds(time) / DAY_SECONDS;
  let before: DayNumber | null = null;
  let distances = 0;
  for (const day of daysOfRecurrence(recurrence, firstDay(time))) {
    if (before !== null && lengthDays > day - before) {
      return notExpressible('occurrences_overlap', { date: calendarDateOf(day) });
    }
    before = day;
    distances += 1;
    if (distances > DISTANCES) break;
  }
  return null;
}

/** An exception has to stay behind the end of the one before it and before the start of the next, on a day of its own. */
function crowdedException(series: Series, { exceptions, deleted }: ChangedDays): NotExpressible | null {
  if (exceptions.size === 0) return null;
  const lastMoved = Math.max(...exceptions.keys());
  let before: Place | null = null;
  for (const day of daysOfRecurrence(series.recurrence, firstDay(series.time))) {
    if (deleted.has(day)) continue;
    const place = placeOf(series, day, exceptions.get(day));
    const moved = place.isException ? place : before?.isException === true ? before : null;
    if (before !== null && moved !== null && meets(before, place)) {
      return notExpressible('exception_meets_neighbour', { date: calendarDateOf(moved.day) });
    }
    if (day > lastMoved) break;
    before = place;
  }
  return null;
}

interface Place {
  readonly day: DayNumber;
  readonly start: Instant;
  readonly end: Instant;
  /** On which it starts as it is now. */
  readonly date: CalendarDate;
  readonly isException: boolean;
}

function placeOf({ time }: Series, day: DayNumber, exception: SeriesException | undefined): Place {
  const zone = time.kind === 'timed' ? time.zone : ('UTC' as TimeZoneId);
  const moments = momentsOf(exception?.fields.time ?? timeOn(time, day), zone);
  const date = dateIn(wallTimeAt(moments.start, zone).local);
  return { day, ...moments, date, isException: exception !== undefined };
}

function meets(earlier: Place, next: Place): boolean {
  return next.start < earlier.end || next.date <= earlier.date;
}
