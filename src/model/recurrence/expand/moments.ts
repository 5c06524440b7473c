import type { AppointmentTime } from '../../appointment/appointment.ts';
import type { Instant } from '../../time/instant.ts';
import type { TimeZoneId } from '../../time/zoned-wall-time.ts';
import { startOfDay } from '../../time/zoned-wall-time.ts';
import type { Period } from './period.ts';

interface Moments {
  readonly start: Instant;
  readonly end: Instant;
}

/** @param zone where days without a time begin and end */
export function momentsOf(time: AppointmentTime, zone: TimeZoneId): Moments {
  if (time.kind === 'timed') return { start: time.start, end: time.end };
  return { start: startOfDay(time.startDate, zone), end: startOfDay(time.endDate, zone) };
}

/** What ends as the period begins, or begins as it ends, is outside; what lasts no time is where it begins. */
export function isWithin({ start, end }: Moments, { from, until }: Period): boolean {
  if (until !== null && start >= until) return false;
  return from === null || end > from || start >= from;
}
