import type { AppointmentTime } from '../../appointment/appointment.ts';
import { timeOn } from '../occurrence-time.ts';
import type { OriginalStart } from '../original-start.ts';
import type { Series } from '../series.ts';
import { occurrenceDay } from './changed-days.ts';

/**
 * When an occurrence takes place if nobody changed it.
 * @returns `null` when the rule has no occurrence that starts there
 */
export function regularTime(series: Series, originalStart: OriginalStart): AppointmentTime | null {
  const day = occurrenceDay(series, originalStart);
  return day === null ? null : timeOn(series.time, day);
}
