import type {
  CalendarDate,
  OriginalStart,
  RecurrencePattern,
  ShownRange,
  ShownRecurrence,
  TimeZoneId,
} from '../../../../model/index.ts';
import { parseCalendarDate, wallTimeAt } from '../../../../model/index.ts';
import { readDateTime } from '../../wire/date-time.ts';
import { markupOf } from '../../wire/markup-of.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childrenOf, childText, findChild } from '../../xml/element.ts';
import { DAYS, INDEXES, MONTHS, RELATIVE_DAYS } from '../recurrence/words.ts';

/** For showing. A rule that is none of the six patterns is kept as its XML. @returns `null` when the item has none */
export function readRecurrence(item: XmlElement, zone: TimeZoneId | null): ShownRecurrence | null {
  const recurrence = findChild(item, 'Recurrence');
  if (recurrence === undefined) return null;
  const pattern = firstOf(recurrence.children, readPattern);
  const range = firstOf(recurrence.children, readRange);
  return {
    pattern,
    range,
    deletedOccurrences: readDeletedOccurrences(item, zone),
    verbatim: pattern === null || range === null ? markupOf(recurrence) : null,
  };
}

function readPattern(element: XmlElement): RecurrencePattern | null {
  const interval = wholeNumber(element, 'Interval') ?? 1;
  const dayOfMonth = wholeNumber(element, 'DayOfMonth');
  const month = MONTHS.indexOf(word(element, 'Month')) + 1;
  const day = RELATIVE_DAYS[word(element, 'DaysOfWeek')];
  const index = INDEXES[word(element, 'DayOfWeekIndex')];
  switch (element.name) {
    case 'DailyRecurrence':
      return { kind: 'daily', interval };
    case 'WeeklyRecurrence': {
      const days = word(element, 'DaysOfWeek')
        .split(/\s+/)
        .flatMap((name) => DAYS[name] ?? []);
      // Sunday is what Exchange assumes where the version cannot say it.
      const firstDayOfWeek = DAYS[word(element, 'FirstDayOfWeek')] ?? 'sunday';
      return days.length === 0 ? null : { kind: 'weekly', interval, days, firstDayOfWeek };
    }
    case 'AbsoluteMonthlyRecurrence':
      return dayOfMonth === null ? null : { kind: 'absoluteMonthly', interval, dayOfMonth };
    case 'RelativeMonthlyRecurrence':
      return day === undefined || index === undefined ? null : { kind: 'relativeMonthly', interval, day, index };
    case 'AbsoluteYearlyRecurrence':
      return dayOfMonth === null || month === 0 ? null : { kind: 'absoluteYearly', month, dayOfMonth };
    case 'RelativeYearlyRecurrence':
      return day === undefined || index === undefined || month === 0
        ? null
        : { kind: 'relativeYearly', month, day, index };
    default:
      return null;
  }
}

function readRange(element: XmlElement): ShownRange | null {
  const startDate = day(element, 'StartDate');
  if (startDate === null) return null;
  const endDate = day(element, 'EndDate');
  const occurrences = wholeNumber(element, 'NumberOfOccurrences');
  switch (element.name) {
    case 'NoEndRecurrence':
      return { kind: 'noEnd', startDate };
    case 'EndDateRecurrence':
      return endDate === null ? null : { kind: 'endDate', startDate, endDate };
    case 'NumberedRecurrence':
      return occurrences === null ? null : { kind: 'numbered', startDate, occurrences };
    default:
      return null;
  }
}

function readDeletedOccurrences(item: XmlElement, zone: TimeZoneId | null): readonly OriginalStart[] {
  return childrenOf(findChild(item, 'DeletedOccurrences'), 'DeletedOccurrence').flatMap(
    (occurrence): OriginalStart[] => {
      const start = readDateTime(childText(occurrence, 'Start'));
      if (start === null) return [];
      if (start.kind === 'local') return [{ date: parseCalendarDate(start.local) }];
      return [wallTimeAt(start.instant, zone ?? ('UTC' as TimeZoneId))];
    },
  );
}

function firstOf<T>(elements: readonly XmlElement[], read: (element: XmlElement) => T | null): T | null {
  for (const element of elements) {
    const value = read(element);
    if (value !== null) return value;
  }
  return null;
}

function word(element: XmlElement, name: string): string {
  return childText(element, name)?.trim().toLowerCase() ?? '';
}

function wholeNumber(element: XmlElement, name: string): number | null {
  const text = word(element, name);
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** Dates of a rule come back with an offset (`2026-12-01+01:00`), which means nothing for a day. */
function day(element: XmlElement, name: string): CalendarDate | null {
  const value = readDateTime(childText(element, name));
  if (value === null) return null;
  return parseCalendarDate(value.kind === 'local' ? value.local : value.writtenLocal);
}
