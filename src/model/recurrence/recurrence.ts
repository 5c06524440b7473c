import type { CalendarDate } from '../time/calendar-date.ts';
import type { RecurrencePattern } from './pattern.ts';

/**
 * How long a series goes on, in the three ways of Exchange. It begins with the start of its appointment.
 * `endDate` is the last day on which an occurrence may start, on the calendar of the series' zone.
 * `occurrences` counts what the pattern gives, occurrences that were deleted since included.
 */
export type RecurrenceRange =
  | { readonly kind: 'noEnd' }
  | { readonly kind: 'endDate'; readonly endDate: CalendarDate }
  | { readonly kind: 'numbered'; readonly occurrences: number };

/** Exactly what Exchange can express: one pattern and one range. The start of the appointment is its first day. */
export type Recurrence = {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
};
