import type { CalendarDate } from '../time/calendar-date.ts';
import type { ZonedWallTime } from '../time/zoned-wall-time.ts';

export type DayOfWeek = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
/** The last three stand only in relative patterns: "the first weekday of the month". */
export type RelativeDay = DayOfWeek | 'day' | 'weekday' | 'weekendDay';
export type DayIndex = 'first' | 'second' | 'third' | 'fourth' | 'last';

/** The six patterns of Exchange. `month` is 1 to 12, `interval` at least 1. */
export type RecurrencePattern =
  | { readonly kind: 'daily'; readonly interval: number }
  | {
      readonly kind: 'weekly';
      readonly interval: number;
      readonly days: readonly DayOfWeek[];
      readonly firstDayOfWeek: DayOfWeek;
    }
  | { readonly kind: 'absoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | { readonly kind: 'relativeMonthly'; readonly interval: number; readonly day: RelativeDay; readonly index: DayIndex }
  | { readonly kind: 'absoluteYearly'; readonly month: number; readonly dayOfMonth: number }
  | { readonly kind: 'relativeYearly'; readonly month: number; readonly day: RelativeDay; readonly index: DayIndex };

/** `endDate` is the last day on which an occurrence may start, in the series' zone. */
export type RecurrenceRange =
  | { readonly kind: 'noEnd'; readonly startDate: CalendarDate }
  | { readonly kind: 'endDate'; readonly startDate: CalendarDate; readonly endDate: CalendarDate }
  | { readonly kind: 'numbered'; readonly startDate: CalendarDate; readonly occurrences: number };

/** The identity of an occurrence: where the pattern put it, however it was moved since. */
export type OriginalStart = ZonedWallTime | { readonly date: CalendarDate };

/**
 * What makes an appointment a series.
 * `verbatim` keeps a rule that no pattern above expresses, exactly as it came (an RRULE, or the XML of Exchange).
 */
export interface Recurrence {
  readonly pattern: RecurrencePattern | null;
  readonly range: RecurrenceRange | null;
  readonly deletedOccurrences: readonly OriginalStart[];
  readonly verbatim: string | null;
}
