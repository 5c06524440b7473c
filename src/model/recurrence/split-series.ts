import type { AppointmentTime } from '../appointment/appointment.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import { addDays } from '../time/calendar-date.ts';
import type { LocalDateTime } from '../time/zoned-wall-time.ts';
import { instantOf } from '../time/zoned-wall-time.ts';
import type { DayNumber } from './days/day-number.ts';
import { calendarDateOf, dayNumberOf } from './days/day-number.ts';
import { daysOfRecurrence, hasDay } from './days/days-of-recurrence.ts';
import { firstDay, later } from './occurrence-time.ts';
import type { OriginalStart } from './original-start.ts';
import { dayOf } from './original-start.ts';
import type { RecurrenceRange } from './recurrence.ts';
import type { Series } from './series.ts';
import type { SeriesTime } from './series-time.ts';
import { seriesTimeOf } from './series-time.ts';

/** Two series that together take place as the one did. */
export interface SplitSeries {
  /** Ends before the day; a numbered one has the occurrences until there. */
  readonly before: Series;
  /** Begins on the day and ends where the whole did. */
  readonly after: Series;
}

/**
 * Divides a series. What became of an occurrence goes with the day on which the rule has it, wherever it was moved to.
 * @param day on which the rule has the first occurrence of the second part, on the calendar of the series' zone
 * @returns `null` for its first day, before which nothing would be left, and for a day that the rule does not give
 */
export function splitSeries(series: Series, day: CalendarDate): SplitSeries | null {
  const { time, recurrence } = series;
  const [start, border] = [firstDay(time), dayNumberOf(day)];
  if (border <= start || !hasDay(recurrence, start, border)) return null;
  const { before, after } = dividedRange(series, border);
  const partOf = (range: RecurrenceRange, isMember: (day: DayNumber) => boolean) => {
    const belongs = (originalStart: OriginalStart) => {
      const own = dayOf(originalStart, time);
      return own !== null && isMember(own);
    };
    return {
      recurrence: { ...recurrence, range },
      deleted: series.deleted.filter(belongs),
      exceptions: series.exceptions.filter(({ originalStart }) => belongs(originalStart)),
    };
  };
  return {
    before: { time, ...partOf(before, (own) => own < border) },
    after: { time: timeFrom(time, border - start), ...partOf(after, (own) => own >= border) },
  };
}

/**
 * The time of an appointment that is this series.
 * @returns `null` where no instants tell it: it begins or ends at a reading that the clock jumps over
 */
export function appointmentTimeOf({ time, recurrence }: Pick<Series, 'time' | 'recurrence'>): AppointmentTime | null {
  if (time.kind === 'allDay') return { ...time, recurrence };
  const { zone } = time;
  const instant = (local: LocalDateTime) => instantOf({ local, zone });
  const told: AppointmentTime = {
    kind: 'timed',
    start: instant(time.start),
    end: instant(time.end),
    zone,
    recurrence,
  };
  const read = seriesTimeOf(told, zone);
  return read.kind === 'timed' && read.start === time.start && read.end === time.end ? told : null;
}

function dividedRange({ time, recurrence }: Series, border: DayNumber): Record<'before' | 'after', RecurrenceRange> {
  const { range } = recurrence;
  if (range.kind !== 'numbered') {
    return { before: { kind: 'endDate', endDate: calendarDateOf(border - 1) }, after: range };
  }
  let earlier = 0;
  for (const day of daysOfRecurrence(recurrence, firstDay(time))) {
    if (day >= border) break;
    earlier += 1;
  }
  return {
    before: { kind: 'numbered', occurrences: earlier },
    after: { kind: 'numbered', occurrences: range.occurrences - earlier },
  };
}

function timeFrom(time: SeriesTime, days: number): SeriesTime {
  if (time.kind === 'timed') return { ...time, start: later(time.start, days), end: later(time.end, days) };
  return { kind: 'allDay', startDate: addDays(time.startDate, days), endDate: addDays(time.endDate, days) };
}
