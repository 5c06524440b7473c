import type { CalendarDate, Recurrence, RecurrencePattern, RecurrenceRange } from '../../../../model/index.ts';
import { DAYS_OF_WEEK } from '../../../../model/index.ts';
import type { RequestVersion } from '../../soap/channel.ts';
import type { Xml } from '../../xml/write.ts';
import { xml } from '../../xml/write.ts';
import { dependsOnWeekStart, hasWeekStart } from './week-start.ts';
import { MONTHS, schemaWord } from './words.ts';

/**
 * The `t:Recurrence` of a series. Days stand without an offset: the server takes them in the zone of the item, which
 * therefore has to be written with it.
 * @param startDate first day of the series, on the calendar of its zone
 * @returns `null` where the version cannot say on which day weeks begin and the days depend on it
 */
export function recurrenceToWire(
  { pattern, range }: Recurrence,
  startDate: CalendarDate,
  version: RequestVersion,
): Xml | null {
  if (!hasWeekStart(version) && dependsOnWeekStart(pattern, startDate)) return null;
  return xml`<t:Recurrence>${patternElement(pattern, version)}${rangeElement(range, startDate)}</t:Recurrence>`;
}

/** Parts in the order of the schema, which is a sequence. */
function patternElement(pattern: RecurrencePattern, version: RequestVersion): Xml {
  switch (pattern.kind) {
    case 'daily':
      return xml`<t:DailyRecurrence>${intervalElement(pattern)}</t:DailyRecurrence>`;
    case 'weekly': {
      const days = DAYS_OF_WEEK.filter((day) => pattern.days.includes(day));
      const weekStart = hasWeekStart(version)
        ? xml`<t:FirstDayOfWeek>${schemaWord(pattern.firstDayOfWeek)}</t:FirstDayOfWeek>`
        : null;
      return xml`<t:WeeklyRecurrence>${intervalElement(pattern)}<t:DaysOfWeek>${days.map(schemaWord).join(' ')}</t:DaysOfWeek>${weekStart}</t:WeeklyRecurrence>`;
    }
    case 'absoluteMonthly':
      return xml`<t:AbsoluteMonthlyRecurrence>${intervalElement(pattern)}${dayOfMonthElement(pattern)}</t:AbsoluteMonthlyRecurrence>`;
    case 'relativeMonthly':
      return xml`<t:RelativeMonthlyRecurrence>${intervalElement(pattern)}${relativeElements(pattern)}</t:RelativeMonthlyRecurrence>`;
    case 'absoluteYearly':
      return xml`<t:AbsoluteYearlyRecurrence>${dayOfMonthElement(pattern)}${monthElement(pattern)}</t:AbsoluteYearlyRecurrence>`;
    case 'relativeYearly':
      return xml`<t:RelativeYearlyRecurrence>${relativeElements(pattern)}${monthElement(pattern)}</t:RelativeYearlyRecurrence>`;
  }
}

function rangeElement(range: RecurrenceRange, startDate: CalendarDate): Xml {
  const start = xml`<t:StartDate>${startDate}</t:StartDate>`;
  switch (range.kind) {
    case 'noEnd':
      return xml`<t:NoEndRecurrence>${start}</t:NoEndRecurrence>`;
    case 'endDate':
      return xml`<t:EndDateRecurrence>${start}<t:EndDate>${range.endDate}</t:EndDate></t:EndDateRecurrence>`;
    case 'numbered':
      return xml`<t:NumberedRecurrence>${start}<t:NumberOfOccurrences>${range.occurrences}</t:NumberOfOccurrences></t:NumberedRecurrence>`;
  }
}

function intervalElement({ interval }: { readonly interval: number }): Xml {
  return xml`<t:Interval>${interval}</t:Interval>`;
}

function dayOfMonthElement({ dayOfMonth }: { readonly dayOfMonth: number }): Xml {
  return xml`<t:DayOfMonth>${dayOfMonth}</t:DayOfMonth>`;
}

function monthElement({ month }: { readonly month: number }): Xml {
  return xml`<t:Month>${schemaWord(MONTHS[month - 1] ?? '')}</t:Month>`;
}

function relativeElements({ day, index }: { readonly day: string; readonly index: string }): Xml {
  return xml`<t:DaysOfWeek>${schemaWord(day)}</t:DaysOfWeek><t:DayOfWeekIndex>${schemaWord(index)}</t:DayOfWeekIndex>`;
}
