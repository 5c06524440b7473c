import type { Instant } from '../../time/instant.ts';
import { epochSeconds } from '../../time/instant.ts';
import type { DayNumber } from '../days/day-number.ts';
import { LAST_DAY } from '../days/day-number.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import { firstDay, timeOn, wallSeconds } from '../occurrence-time.ts';
import { originalStartOn } from '../original-start.ts';
import type { Series, SeriesException } from '../series.ts';
import type { ChangedDays } from './changed-days.ts';
import { changedDays } from './changed-days.ts';
import { isWithin, momentsOf } from './moments.ts';
import type { Occurrence } from './occurrence.ts';
import type { Period } from './period.ts';

const DAY_SECONDS = 86_400;
/** No zone is farther from UTC than a day, and no change of clocks moves more than one. */
const ZONE_DAYS = 2;

/**
 * The occurrences that touch a period, by their start and then their original one. Exceptions count where they were
 * moved to, deleted ones not. Made one by one: a period without end is for callers that stop by themselves.
 */
export function* expand(series: Series, period: Period): Generator<Occurrence> {
  const changed = changedDays(series);
  const exceptions = [...changed.exceptions]
    .map(([day, exception]) => occurrenceOn(series, day, exception, period))
    .filter((occurrence) => isWithin(occurrence, period))
    .sort(byStart);
  for (const regular of regularOccurrences(series, changed, period)) {
    for (let next = exceptions[0]; next !== undefined && byStart(next, regular) < 0; next = exceptions[0]) {
      yield next;
      exceptions.shift();
    }
    yield regular;
  }
  yield* exceptions;
}

function* regularOccurrences(series: Series, changed: ChangedDays, period: Period): Generator<Occurrence> {
  const start = firstDay(series.time);
  const lengthDays = Math.ceil(wallSeconds(series.time) / DAY_SECONDS);
  const from = period.from === null ? start : utcDay(period.from) - lengthDays - ZONE_DAYS;
  const until = period.until === null ? LAST_DAY : utcDay(period.until) + ZONE_DAYS;
  for (const day of daysOfRecurrence(series.recurrence, start, from)) {
    if (day > until) return;
    if (changed.deleted.has(day) || changed.exceptions.has(day)) continue;
    const occurrence = occurrenceOn(series, day, null, period);
    if (isWithin(occurrence, period)) yield occurrence;
  }
}

/** The occurrence that the rule has on that day. */
export function occurrenceOn(
  series: Series,
  day: DayNumber,
  exception: SeriesException | null,
  { zone }: Period,
): Occurrence {
  const time = exception?.fields.time ?? timeOn(series.time, day);
  return { originalStart: originalStartOn(series.time, day), time, ...momentsOf(time, zone), exception };
}

function byStart(left: Occurrence, right: Occurrence): number {
  const [one, other] = [sortKey(left), sortKey(right)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function sortKey({ start, originalStart }: Occurrence): string {
  return `${start} ${'date' in originalStart ? originalStart.date : originalStart.local}`;
}

function utcDay(instant: Instant): DayNumber {
  return Math.floor(epochSeconds(instant) / DAY_SECONDS);
}
