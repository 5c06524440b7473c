import type { Importance, Sensitivity } from '../contact/contact.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeZoneId } from '../time/zoned-wall-time.ts';
import type { Attendee, Organizer } from './attendee.ts';
import type { ShownRecurrence } from './recurrence.ts';

/** Start, end, zone and the all-day flag are one field: half a move is a wrong meeting. */
export type AppointmentTime =
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
  readonly recurrence?: ShownRecurrence | null;
  readonly organizer?: Organizer | null;
  readonly attendees?: readonly Attendee[] | null;
}
