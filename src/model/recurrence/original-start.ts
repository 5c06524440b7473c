import type { CalendarDate } from '../time/calendar-date.ts';
import type { ZonedWallTime } from '../time/zoned-wall-time.ts';
import { instantOf, wallTimeAt } from '../time/zoned-wall-time.ts';
import type { DayNumber } from './days/day-number.ts';
import { calendarDateOf, dayNumberOf } from './days/day-number.ts';
import { dateIn, firstDay, later } from './occurrence-time.ts';
import type { SeriesTime } from './series-time.ts';

/** The identity of an occurrence: where the pattern put it, however it was moved since. All-day series have dates. */
export type OriginalStart = ZonedWallTime | { readonly date: CalendarDate };

export function originalStartOn(time: SeriesTime, day: DayNumber): OriginalStart {
  if (time.kind === 'allDay') return { date: calendarDateOf(day) };
  return { local: later(time.start, day - firstDay(time)), zone: time.zone };
}

/**
 * The day of the occurrence that is meant. No pattern gives two on one day, so the day names it within its series.
 * A wall time may stand in any zone, UTC included: the instants decide. A date names the occurrence of that day also
 * where the series has times, and midnight names the day of an all-day series, as several writers of EXDATE have it.
 * @returns `null` when an occurrence of this series cannot start there, whatever its pattern
 */
export function dayOf(originalStart: OriginalStart, time: SeriesTime): DayNumber | null {
  if ('date' in originalStart) return dayNumberOf(originalStart.date);
  if (time.kind === 'allDay') {
    return originalStart.local.endsWith('T00:00:00') ? dayNumberOf(dateIn(originalStart.local)) : null;
  }
  const timeOfDay = time.start.slice(10);
  if (originalStart.zone === time.zone && originalStart.local.endsWith(timeOfDay)) {
    return dayNumberOf(dateIn(originalStart.local));
  }
  const instant = instantOf(originalStart);
  const day = dayNumberOf(dateIn(wallTimeAt(instant, time.zone).local));
  const own = originalStartOn(time, day);
  return 'local' in own && instantOf(own) === instant ? day : null;
}
