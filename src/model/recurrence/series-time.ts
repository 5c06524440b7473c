import type { AppointmentTime } from '../appointment/appointment.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { LocalDateTime, TimeZoneId } from '../time/zoned-wall-time.ts';
import { wallTimeAt } from '../time/zoned-wall-time.ts';

/**
 * When the first occurrence of a series takes place. All others stand at the same readings of the clock in that zone,
 * start and end alike: an occurrence over the night in which clocks change lasts longer or shorter.
 */
export type SeriesTime =
  | {
      readonly kind: 'timed';
      readonly start: LocalDateTime;
      readonly end: LocalDateTime;
      readonly zone: TimeZoneId;
    }
  | {
      readonly kind: 'allDay';
      readonly startDate: CalendarDate;
      /** Exclusive. */
      readonly endDate: CalendarDate;
    };

/** @param zone for an appointment whose side could not tell the zone */
export function seriesTimeOf(time: AppointmentTime, zone: TimeZoneId): SeriesTime {
  if (time.kind === 'allDay') return time;
  const own = time.zone ?? zone;
  return { kind: 'timed', start: wallTimeAt(time.start, own).local, end: wallTimeAt(time.end, own).local, zone: own };
}
