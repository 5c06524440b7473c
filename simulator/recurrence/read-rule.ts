import { ItemError } from '../operations/item-error.ts';
import type { CivilDay } from '../time-zones/civil-day.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { localName } from '../xml/read.ts';
import type { MonthDay, Pattern, RangeEnd, RecurrenceRule } from './rule.ts';
import { LAST_DAY } from './rule.ts';

/** A `Recurrence` element, received or stored. */
export interface RecurrenceElement {
  readonly name: string;
  readonly children?: readonly RecurrenceElement[];
  readonly text?: string;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  Day: [0, 1, 2, 3, 4, 5, 6],
  Weekday: [1, 2, 3, 4, 5],
  WeekendDay: [0, 6],
};
const POSITIONS: Readonly<Record<string, 1 | 2 | 3 | 4 | 'last'>> = {
  First: 1,
  Second: 2,
  Third: 3,
  Fourth: 4,
  Last: 'last',
};
/** What the store's recurrence structure can hold. */
const MAX_COUNT = 999;
const MAX_DAYS_BETWEEN = 999;
const MAX_PERIODS_BETWEEN = 99;

/**
 * Reads what the schema has found to be one pattern and one range.
 * @throws ItemError ErrorCalendarInvalidRecurrence, ErrorCalendarInvalidDayForWeeklyRecurrence, ErrorRecurrenceEndDateTooBig
 */
export function readRule(source: RecurrenceElement): RecurrenceRule {
  const [pattern, range] = source.children ?? [];
  if (pattern === undefined || range === undefined) throw invalid('A recurrence needs a pattern and a range.');
  return { pattern: readPattern(pattern), start: dayIn(range, 'StartDate'), end: readEnd(range) };
}

function readPattern(source: RecurrenceElement): Pattern {
  const on = (): MonthDay => ({ kind: 'date', day: Number(textIn(source, 'DayOfMonth')) });
  switch (localName(source.name)) {
    case 'DailyRecurrence':
      return { kind: 'daily', interval: intervalOf(source, MAX_DAYS_BETWEEN) };
    case 'WeeklyRecurrence':
      return {
        kind: 'weekly',
        interval: intervalOf(source, MAX_PERIODS_BETWEEN),
        weekdays: weekdaysOfWeek(textIn(source, 'DaysOfWeek')),
        firstWeekday: Math.max(WEEKDAYS.indexOf(textIn(source, 'FirstDayOfWeek')), 0),
      };
    case 'AbsoluteMonthlyRecurrence':
      return { kind: 'monthly', interval: intervalOf(source, MAX_PERIODS_BETWEEN), on: on() };
    case 'RelativeMonthlyRecurrence':
      return { kind: 'monthly', interval: intervalOf(source, MAX_PERIODS_BETWEEN), on: positionOf(source) };
    case 'AbsoluteYearlyRecurrence':
      return { kind: 'yearly', month: monthOf(source), on: on() };
    case 'RelativeYearlyRecurrence':
      return { kind: 'yearly', month: monthOf(source), on: positionOf(source) };
    default:
      throw new ItemError('ErrorUnsupportedRecurrence', 'The recurrence pattern is not supported.');
  }
}

function readEnd(range: RecurrenceElement): RangeEnd {
  switch (localName(range.name)) {
    case 'EndDateRecurrence': {
      const day = dayIn(range, 'EndDate');
      if (day > LAST_DAY) {
        throw new ItemError(
          'ErrorRecurrenceEndDateTooBig',
          'The end date of the recurrence is after September 1, 4500.',
        );
      }
      return { kind: 'day', day };
    }
    case 'NumberedRecurrence': {
      const count = Number(textIn(range, 'NumberOfOccurrences'));
      if (count > MAX_COUNT) throw invalid(`A series has at most ${MAX_COUNT} occurrences.`);
      return { kind: 'count', count };
    }
    default:
      return { kind: 'never' };
  }
}

function weekdaysOfWeek(text: string): readonly number[] {
  const names = text.split(/\s+/).filter((name) => name !== '');
  const weekdays = names.map((name) => WEEKDAYS.indexOf(name));
  if (weekdays.includes(-1)) {
    throw new ItemError(
      'ErrorCalendarInvalidDayForWeeklyRecurrence',
      'Day, Weekday and WeekendDay cannot be used in a weekly recurrence.',
    );
  }
  return [...new Set(weekdays)];
}

function positionOf(source: RecurrenceElement): MonthDay {
  const name = textIn(source, 'DaysOfWeek');
  const position = POSITIONS[textIn(source, 'DayOfWeekIndex')];
  const weekdays = GROUPS[name] ?? [WEEKDAYS.indexOf(name)];
  if (position === undefined || weekdays.includes(-1)) throw invalid('The relative day of the recurrence is invalid.');
  return { kind: 'position', weekdays, position };
}

function monthOf(source: RecurrenceElement): number {
  return MONTHS.indexOf(textIn(source, 'Month')) + 1;
}

function intervalOf(source: RecurrenceElement, max: number): number {
  const interval = Number(textIn(source, 'Interval'));
  if (interval < 1 || interval > max) throw invalid(`The interval of the recurrence must be 1 to ${max}.`);
  return interval;
}

function dayIn(source: RecurrenceElement, name: string): CivilDay {
  const day = readCivilDay(textIn(source, name));
  if (day === undefined) throw invalid(`The ${name} of the recurrence is no date.`);
  return day;
}

function textIn(source: RecurrenceElement, name: string): string {
  return source.children?.find((child) => localName(child.name) === name)?.text?.trim() ?? '';
}

function invalid(message: string): ItemError {
  return new ItemError('ErrorCalendarInvalidRecurrence', message);
}
