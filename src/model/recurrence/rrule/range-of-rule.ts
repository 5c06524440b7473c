import type { CalendarDate } from '../../time/calendar-date.ts';
import { instantOf, wallTimeAt } from '../../time/zoned-wall-time.ts';
import type { DayNumber } from '../days/day-number.ts';
import { calendarDateOf, dayNumberOf, LAST_DAY } from '../days/day-number.ts';
import { lastDay } from '../days/days-of-recurrence.ts';
import { MOST_OCCURRENCES } from '../exchange-limits.ts';
import { dateIn, firstDay, later } from '../occurrence-time.ts';
import type { RecurrencePattern } from '../pattern.ts';
import type { RecurrenceRange } from '../recurrence.ts';
import type { SeriesTime } from '../series-time.ts';
import type { RuleParts, Until } from './rule-parts.ts';

/**
 * UNTIL becomes the last day, in the series' zone, on which an occurrence may start. So does a number of occurrences
 * that Exchange cannot count to.
 */
export function rangeOfRule(
  { count, until }: RuleParts,
  pattern: RecurrencePattern,
  time: SeriesTime,
): RecurrenceRange {
  if (count !== null) return counted(count, pattern, firstDay(time));
  if (until === null) return { kind: 'noEnd' };
  // "Until 9999" is how some writers say that there is no end; Exchange's own calendar ends before.
  if (dayNumberOf(writtenDate(until)) > LAST_DAY) return { kind: 'noEnd' };
  return { kind: 'endDate', endDate: calendarDateOf(lastDayOf(until, time)) };
}

function counted(occurrences: number, pattern: RecurrencePattern, start: DayNumber): RecurrenceRange {
  const range: RecurrenceRange = { kind: 'numbered', occurrences };
  const last = occurrences > MOST_OCCURRENCES ? lastDay({ pattern, range }, start) : null;
  return last === null ? range : { kind: 'endDate', endDate: calendarDateOf(last) };
}

/** A date includes its whole day, also where the series has times and the rule should have had one. */
function lastDayOf(until: Until, time: SeriesTime): DayNumber {
  if (until.kind === 'date' || time.kind === 'allDay') return dayNumberOf(writtenDate(until));
  const { zone } = time;
  const last = until.kind === 'local' ? instantOf({ local: until.local, zone }) : until.instant;
  const day = dayNumberOf(until.kind === 'local' ? dateIn(until.local) : dateIn(wallTimeAt(until.instant, zone).local));
  const startOnThatDay = instantOf({ local: later(time.start, day - firstDay(time)), zone });
  return startOnThatDay <= last ? day : day - 1;
}

/** Of an instant, its date in UTC: whole days that end at a time are meant so. */
function writtenDate(until: Until): CalendarDate {
  if (until.kind === 'date') return until.date;
  return (until.kind === 'local' ? until.local : until.instant).slice(0, 10) as CalendarDate;
}
