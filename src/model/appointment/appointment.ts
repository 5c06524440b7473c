import type { Importance, Sensitivity } from '../contact/contact.ts';
import type { Occurrences } from '../recurrence/occurrences.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeZoneId } from '../time/zoned-wall-time.ts';
import type { Attendee, Organizer } from './attendee.ts';

/**
 * Start, end, zone, the all-day flag and the recurrence are one field: half a move is a wrong meeting, and a rule that
 * goes with another start has other days. Of a series, start and end are those of the first occurrence by the rule, also
 * when that one was deleted or moved.
 */
export type AppointmentTime = OccurrenceTime & {
  /** Absent or `null`: it takes place once. A timed series has a zone. */
  readonly recurrence?: Recurrence | null;
};

/** When something takes place once. */
export type OccurrenceTime =
  | {
      readonly kind: 'timed';
      readonly start: Instant;
      readonly end: Instant;
      /** The zone in which a person made the appointment; `null` when the side cannot tell. */
      readonly zone: TimeZoneId | null;
    }
  | {
      readonly kind: 'allDay';
      readonly startDate: CalendarDate;
      /** Exclusive: a one-day appointment on the 8th ends on the 9th. */
      readonly endDate: CalendarDate;
    };

export type BusyStatus = 'free' | 'tentative' | 'busy' | 'outOfOffice' | 'workingElsewhere';

/** The canonical appointment. Each property is one field of the merge; `null` or absent is empty. */
export interface Appointment {
  readonly subject?: string | null;
  readonly location?: string | null;
  /** Plain text, lines separated by `\n`. */
  readonly body?: string | null;
  readonly time: AppointmentTime;
  readonly busyStatus?: BusyStatus | null;
  readonly sensitivity?: Sensitivity | null;
  readonly importance?: Importance | null;
  /** Minutes before the start; `null` is no reminder. */
  readonly reminderMinutes?: number | null;
  readonly categories?: readonly string[] | null;
  /** Of a series: what is not as its rule says. */
  readonly occurrences?: Occurrences | null;
  readonly organizer?: Organizer | null;
  readonly attendees?: readonly Attendee[] | null;
}
