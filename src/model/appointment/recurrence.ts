import type { OriginalStart } from '../recurrence/original-start.ts';
import type { RecurrencePattern } from '../recurrence/pattern.ts';
import type { RecurrenceRange } from '../recurrence/recurrence.ts';
import type { CalendarDate } from '../time/calendar-date.ts';

/** A range as it is told, with the first day of the series. */
export type ShownRange = RecurrenceRange & { readonly startDate: CalendarDate };

/**
 * What makes an appointment a series, for showing.
 * `verbatim` keeps a rule that no pattern expresses, exactly as it came (an RRULE, or the XML of Exchange).
 */
export interface ShownRecurrence {
  readonly pattern: RecurrencePattern | null;
  readonly range: ShownRange | null;
  readonly deletedOccurrences: readonly OriginalStart[];
  readonly verbatim: string | null;
}
