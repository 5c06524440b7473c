import type { DayOfWeek, RecurrencePattern, RelativeDay } from '../../../../model/index.ts';
import { daysOfWeekIn, relativeDayOf } from '../../../../model/index.ts';
import type { XmlElement } from '../../xml/element.ts';
import { findChild } from '../../xml/element.ts';
import type { NotReadable } from './not-readable.ts';
import { allReadable, isNotReadable, notReadable } from './not-readable.ts';
import { isRange } from './range-from-wire.ts';
import { readNumber, readWord, readWords } from './read-part.ts';
import { USUAL_WEEK_START } from './week-start.ts';
import { DAYS, INDEXES, MONTHS, RELATIVE_DAYS } from './words.ts';

const LARGEST_INTERVAL = 2_147_483_647;
const LONGEST_MONTH = 31;
const MONTH_NUMBERS = Object.fromEntries(MONTHS.map((name, index) => [name, index + 1]));

export interface ToldPattern {
  readonly pattern: RecurrencePattern;
  /** Whether it is told on which day weeks begin. Where it is not, the pattern says the usual one. */
  readonly hasWeekStart: boolean;
}

const PATTERN_READERS: Readonly<Record<string, (element: XmlElement) => RecurrencePattern | NotReadable>> = {
  DailyRecurrence: (element) => allReadable({ kind: 'daily' as const, interval: interval(element) }),
  WeeklyRecurrence: (element) =>
    allReadable({
      kind: 'weekly' as const,
      interval: interval(element),
      days: daysOfWeeks(element),
      firstDayOfWeek: tellsWeekStart(element) ? readWord(element, 'FirstDayOfWeek', DAYS) : USUAL_WEEK_START,
    }),
  AbsoluteMonthlyRecurrence: (element) =>
    allReadable({ kind: 'absoluteMonthly' as const, interval: interval(element), dayOfMonth: dayOfMonth(element) }),
  RelativeMonthlyRecurrence: (element) =>
    allReadable({
      kind: 'relativeMonthly' as const,
      interval: interval(element),
      day: day(element),
      index: index(element),
    }),
  AbsoluteYearlyRecurrence: (element) =>
    allReadable({ kind: 'absoluteYearly' as const, month: month(element), dayOfMonth: dayOfMonth(element) }),
  RelativeYearlyRecurrence: (element) =>
    allReadable({ kind: 'relativeYearly' as const, month: month(element), day: day(element), index: index(element) }),
};

/** The pattern among the children of a `Recurrence`. */
export function readPattern({ children }: XmlElement): ToldPattern | NotReadable {
  const patterns = children.filter(({ name }) => Object.hasOwn(PATTERN_READERS, name));
  const [element] = patterns;
  const read = PATTERN_READERS[element?.name ?? ''];
  if (element === undefined || read === undefined) return withoutPattern(children);
  if (patterns.length > 1) return notReadable('several_patterns');
  return allReadable({ pattern: read(element), hasWeekStart: tellsWeekStart(element) });
}

/** A task that is done again some time after it was done names DailyRegeneration and the like. */
function withoutPattern(children: readonly XmlElement[]): NotReadable {
  const other = children.find(({ name }) => !isRange(name));
  if (other === undefined) return notReadable('pattern_missing');
  return notReadable(other.name.endsWith('Regeneration') ? 'pattern_of_tasks' : 'pattern_unknown', {
    pattern: other.name,
  });
}

function interval(element: XmlElement): number | NotReadable {
  return readNumber(element, 'Interval', LARGEST_INTERVAL);
}

function dayOfMonth(element: XmlElement): number | NotReadable {
  return readNumber(element, 'DayOfMonth', LONGEST_MONTH);
}

function month(element: XmlElement): number | NotReadable {
  return readWord(element, 'Month', MONTH_NUMBERS);
}

function index(element: XmlElement) {
  return readWord(element, 'DayOfWeekIndex', INDEXES);
}

/** Exchange has one word here; a list that comes to one of its words is read as that. */
function day(element: XmlElement): RelativeDay | NotReadable {
  const days = daysOfWeeks(element);
  if (isNotReadable(days)) return days;
  return relativeDayOf(new Set(days)) ?? notReadable('part_malformed', { part: 'DaysOfWeek' });
}

/** `Weekday` and the like are Exchange's for relative patterns only; here they can mean nothing but their days. */
function daysOfWeeks(element: XmlElement): readonly DayOfWeek[] | NotReadable {
  const words = readWords(element, 'DaysOfWeek', RELATIVE_DAYS);
  return isNotReadable(words) ? words : [...new Set(words.flatMap(daysOfWeekIn))];
}

function tellsWeekStart(element: XmlElement): boolean {
  return findChild(element, 'FirstDayOfWeek') !== undefined;
}
