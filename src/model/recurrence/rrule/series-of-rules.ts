import type { CalendarDate } from '../../time/calendar-date.ts';
import { calendarDateOf, dayOfMonth } from '../days/day-number.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import { occurrenceDay } from '../expand/changed-days.ts';
import type { NotExpressible } from '../not-expressible.ts';
import { isNotExpressible, notExpressible } from '../not-expressible.ts';
import { firstDay } from '../occurrence-time.ts';
import type { OriginalStart } from '../original-start.ts';
import { originalStartOn } from '../original-start.ts';
import type { Recurrence } from '../recurrence.ts';
import type { Series, SeriesException } from '../series.ts';
import type { SeriesTime } from '../series-time.ts';
import { patternOfRule } from './pattern-of-rule.ts';
import { rangeOfRule } from './range-of-rule.ts';
import { readRule } from './read-rule.ts';
import type { RuleParts } from './rule-parts.ts';
import { skippedMonths, withoutShortMonths } from './short-months.ts';

/** A series in the words of iCalendar. Times without a zone have been given that of the series. */
export interface RuleSet {
  readonly time: SeriesTime;
  /** Values of RRULE. */
  readonly rules: readonly string[];
  /** Values of EXRULE, which RFC 5545 no longer has. */
  readonly exclusionRules: readonly string[];
  /** RDATE. */
  readonly extraStarts: readonly OriginalStart[];
  /** EXDATE. */
  readonly excludedStarts: readonly OriginalStart[];
  /** The components with a RECURRENCE-ID. */
  readonly exceptions: readonly SeriesException[];
}

export type SeriesOfRules =
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'notExpressible'; readonly reason: NotExpressible };

/**
 * The series as Exchange has it, with exactly the occurrences of the rules, or the reason why there is none. Whether
 * Exchange also accepts it is told by `limitOfExchange`.
 */
export function seriesOfRules(rules: RuleSet): SeriesOfRules {
  const recurrence = recurrenceOf(rules);
  if (isNotExpressible(recurrence)) return { kind: 'notExpressible', reason: recurrence };
  const series: Series = { time: rules.time, recurrence, deleted: [], exceptions: [] };
  const reason = extraDates(series, rules.extraStarts) ?? strayException(series, rules.exceptions);
  if (reason !== null) return { kind: 'notExpressible', reason };
  const own = (originalStart: OriginalStart): OriginalStart[] => {
    const day = occurrenceDay(series, originalStart);
    return day === null ? [] : [originalStartOn(rules.time, day)];
  };
  return {
    kind: 'series',
    series: {
      ...series,
      // What is excluded and was no occurrence changes nothing.
      deleted: rules.excludedStarts.flatMap(own),
      exceptions: rules.exceptions.flatMap((exception) =>
        own(exception.originalStart).map((originalStart) => ({ ...exception, originalStart })),
      ),
    },
  };
}

function recurrenceOf({ time, rules, exclusionRules }: RuleSet): Recurrence | NotExpressible {
  const [rule, ...more] = rules;
  if (rule === undefined) return notExpressible('no_rule');
  if (more.length > 0) return notExpressible('several_rules', { rules: rules.length });
  if (exclusionRules.length > 0) return notExpressible('exclusion_rule');
  const parts = readRule(rule);
  if (isNotExpressible(parts)) return parts;
  const other = otherTimes(parts, time);
  if (other !== null) return other;
  const own = exactRecurrence(parts, time);
  if (!isNotExpressible(own)) return own;
  // The months that have the day may come at a step of their own.
  const long = withoutShortMonths(parts, dayOfMonth(firstDay(time)));
  const ofLongMonths = long === null ? own : exactRecurrence(long, time);
  return isNotExpressible(ofLongMonths) ? own : ofLongMonths;
}

function exactRecurrence(parts: RuleParts, time: SeriesTime): Recurrence | NotExpressible {
  const start = firstDay(time);
  const pattern = patternOfRule(parts, start);
  if (isNotExpressible(pattern)) return pattern;
  const recurrence = { pattern, range: rangeOfRule(parts, pattern, time) };
  const [first] = daysOfRecurrence(recurrence, start);
  if (first === undefined) return notExpressible('no_occurrence');
  if (first !== start) return notExpressible('start_outside_rule', { firstDate: calendarDateOf(first) });
  return skippedMonths(parts, recurrence, start) ?? recurrence;
}

/** A time of day in the rule says nothing where it is that of the start, and for whole days. */
function otherTimes({ hours, minutes, seconds }: RuleParts, time: SeriesTime): NotExpressible | null {
  if (time.kind === 'allDay') return null;
  const [hour, minute, second] = time.start.slice(11).split(':').map(Number);
  for (const [part, values, own] of [
    ['BYHOUR', hours, hour],
    ['BYMINUTE', minutes, minute],
    ['BYSECOND', seconds, second],
  ] as const) {
    if (values.some((value) => value !== own)) return notExpressible('time_of_day', { part });
  }
  return null;
}

function extraDates(series: Series, starts: readonly OriginalStart[]): NotExpressible | null {
  const extra = starts.filter((start) => occurrenceDay(series, start) === null);
  return extra.length === 0 ? null : notExpressible('extra_dates', { dates: extra.length });
}

function strayException(series: Series, exceptions: readonly SeriesException[]): NotExpressible | null {
  const stray = exceptions.find(({ originalStart }) => occurrenceDay(series, originalStart) === null);
  if (stray === undefined) return null;
  return notExpressible('exception_without_occurrence', { date: dateOf(stray.originalStart) });
}

function dateOf(originalStart: OriginalStart): CalendarDate {
  return 'date' in originalStart ? originalStart.date : (originalStart.local.slice(0, 10) as CalendarDate);
}
