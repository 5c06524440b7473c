import { instantOf } from '../../time/zoned-wall-time.ts';
import type { DayNumber } from '../days/day-number.ts';
import { dayNumberOf } from '../days/day-number.ts';
import { changedDays } from '../expand/changed-days.ts';
import { firstDay, later } from '../occurrence-time.ts';
import { originalStartOn } from '../original-start.ts';
import type { DayOfWeek, RecurrencePattern } from '../pattern.ts';
import { DAY_INDEXES, DAYS_OF_WEEK, daysOfWeekIn } from '../pattern.ts';
import type { Recurrence, RecurrenceRange } from '../recurrence.ts';
import type { Series } from '../series.ts';
import type { SeriesTime } from '../series-time.ts';
import { DAY_CODES } from './rule-parts.ts';
import type { RuleSet } from './series-of-rules.ts';
import { meetsShortMonth } from './short-months.ts';

const SHORTEST_MONTH = 28;
const LONGEST_MONTH = 31;

/** The series in the words of iCalendar; `seriesOfRules` makes the same series of it. */
export function rulesOfSeries(series: Series): RuleSet {
  const { time, recurrence } = series;
  const { exceptions, deleted } = changedDays(series);
  const start = firstDay(time);
  const rule = [...patternParts(recurrence, start), ...rangeParts(recurrence.range, time)].join(';');
  return {
    time,
    rules: [rule],
    exclusionRules: [],
    extraStarts: [],
    excludedStarts: [...deleted].sort((a, b) => a - b).map((day) => originalStartOn(time, day)),
    exceptions: [...exceptions]
      .sort(([a], [b]) => a - b)
      .map(([day, { fields }]) => ({ originalStart: originalStartOn(time, day), fields })),
  };
}

function patternParts(recurrence: Recurrence, start: DayNumber): readonly string[] {
  const { pattern } = recurrence;
  switch (pattern.kind) {
    case 'daily':
      return ['FREQ=DAILY', ...intervalPart(pattern)];
    case 'weekly':
      return [
        'FREQ=WEEKLY',
        ...intervalPart(pattern),
        `BYDAY=${codes(pattern.days)}`,
        `WKST=${codes([pattern.firstDayOfWeek])}`,
      ];
    case 'absoluteMonthly':
      return ['FREQ=MONTHLY', ...intervalPart(pattern), ...dayOfMonthParts(recurrence, pattern, start)];
    case 'relativeMonthly':
      return ['FREQ=MONTHLY', ...intervalPart(pattern), ...relativeDayParts(pattern)];
    case 'absoluteYearly':
      return ['FREQ=YEARLY', `BYMONTH=${pattern.month}`, ...dayOfMonthParts(recurrence, pattern, start)];
    case 'relativeYearly':
      return ['FREQ=YEARLY', `BYMONTH=${pattern.month}`, ...relativeDayParts(pattern)];
  }
}

function intervalPart({ interval }: Extract<RecurrencePattern, { interval: number }>): readonly string[] {
  return interval === 1 ? [] : [`INTERVAL=${interval}`];
}

type AbsolutePattern = Extract<RecurrencePattern, { dayOfMonth: number }>;
type RelativePattern = Extract<RecurrencePattern, { index: string }>;

/** Where a month is too short, Exchange takes its last day and a plain BYMONTHDAY leaves the month out. */
function dayOfMonthParts(recurrence: Recurrence, pattern: AbsolutePattern, start: DayNumber): readonly string[] {
  const { dayOfMonth } = pattern;
  if (!meetsShortMonth(recurrence, start)) return [`BYMONTHDAY=${dayOfMonth}`];
  if (pattern.kind === 'absoluteYearly' || dayOfMonth === LONGEST_MONTH) return ['BYMONTHDAY=-1'];
  const days = Array.from({ length: dayOfMonth - SHORTEST_MONTH + 1 }, (_, more) => SHORTEST_MONTH + more);
  return [`BYMONTHDAY=${days.join(',')}`, 'BYSETPOS=-1'];
}

function relativeDayParts({ day, index }: RelativePattern): readonly string[] {
  const position = index === 'last' ? -1 : DAY_INDEXES.indexOf(index) + 1;
  const days = daysOfWeekIn(day);
  return days.length === 1 ? [`BYDAY=${position}${codes(days)}`] : [`BYDAY=${codes(days)}`, `BYSETPOS=${position}`];
}

function codes(days: readonly DayOfWeek[]): string {
  return days.map((day) => DAY_CODES[DAYS_OF_WEEK.indexOf(day)]).join(',');
}

/** Beside a start with a zone, RFC 5545 wants UNTIL in UTC: the start of the last day's occurrence. */
function rangeParts(range: RecurrenceRange, time: SeriesTime): readonly string[] {
  switch (range.kind) {
    case 'noEnd':
      return [];
    case 'numbered':
      return [`COUNT=${range.occurrences}`];
    case 'endDate': {
      if (time.kind === 'allDay') return [`UNTIL=${basic(range.endDate)}`];
      const days = dayNumberOf(range.endDate) - firstDay(time);
      return [`UNTIL=${basic(instantOf({ local: later(time.start, days), zone: time.zone }))}`];
    }
  }
}

/** The form of ISO 8601 without separators. */
function basic(text: string): string {
  return text.replace(/[-:]/g, '');
}
