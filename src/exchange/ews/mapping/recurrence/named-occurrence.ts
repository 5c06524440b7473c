import type {
  AppointmentTime,
  Instant,
  LocalDateTime,
  OriginalStart,
  Series,
  SeriesTime,
  TimeZoneId,
} from '../../../../model/index.ts';
import { addDays, epochSeconds, parseCalendarDate, regularTime, wallTimeAt } from '../../../../model/index.ts';
import { zoneOfItem } from '../../time-zones/zone-of-item.ts';
import { readDateTime } from '../../wire/date-time.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import { dateOfMidnight } from '../appointment/date-of-midnight.ts';
import { instantOfValue } from '../appointment/read-appointment-time.ts';
import type { NotReadable } from './not-readable.ts';
import { notReadable } from './not-readable.ts';

/**
 * How far a server's clock may be from ours: it knows other rules of a zone than we do, until one of the two is updated.
 * No rule moves a clock by more, and no pattern has two occurrences so near.
 */
const CLOCK_DIFFERENCE_S = 2 * 3600;

/** An occurrence of a rule, and when it takes place by the rule. */
export interface NamedOccurrence {
  readonly originalStart: OriginalStart;
  readonly time: AppointmentTime;
}

/**
 * Which occurrence of a series a date and time of the server means. It comes in UTC or with any offset, and becomes the
 * reading of the clock that the rule has: 02:30 also in the night that has no such time, where the server says 03:30.
 * Of whole days it is the day, whatever midnight the server writes.
 * @param master whose zones say what is midnight
 */
export function readNamedOccurrence(
  element: XmlElement,
  part: string,
  series: Series,
  master: XmlElement,
  homeZone: TimeZoneId | null,
): NamedOccurrence | NotReadable {
  const text = childText(element, part);
  const value = readDateTime(text);
  if (value === null) return notReadable(text === null ? 'part_missing' : 'part_malformed', { part });
  if (series.time.kind === 'timed') {
    const instant = instantOfValue(value);
    return (
      nearestOccurrence(instant, series, series.time) ?? notReadable('occurrence_outside_rule', { start: instant })
    );
  }
  const date = dateOfMidnight(value, [zoneOfItem(master, null), zoneOfItem(master, homeZone)], homeZone);
  const time = regularTime(series, { date });
  return time === null ? notReadable('occurrence_outside_rule', { start: date }) : { originalStart: { date }, time };
}

function nearestOccurrence(
  instant: Instant,
  series: Series,
  { start, zone }: Extract<SeriesTime, { kind: 'timed' }>,
): NamedOccurrence | null {
  const today = parseCalendarDate(wallTimeAt(instant, zone).local);
  for (const days of [0, -1, 1]) {
    const originalStart = { local: `${addDays(today, days)}${start.slice(10)}` as LocalDateTime, zone };
    const time = regularTime(series, originalStart);
    if (time?.kind !== 'timed') continue;
    if (Math.abs(epochSeconds(time.start) - epochSeconds(instant)) <= CLOCK_DIFFERENCE_S)
      return { originalStart, time };
  }
  return null;
}
