import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './calendar-date.ts';
import type { Instant } from './instant.ts';
import { parseInstant } from './instant.ts';
import { isUsualInstant } from './usual-form.ts';

/** A wall-clock reading without zone: `YYYY-MM-DDTHH:mm:ss`. Means nothing alone. */
export type LocalDateTime = string & { readonly __brand: 'LocalDateTime' };

/** An IANA zone name such as `Europe/Rome`. Windows names are translated at the edge. */
export type TimeZoneId = string & { readonly __brand: 'TimeZoneId' };

/** What the clock on the wall of that zone shows: keeps 09:00 at 09:00 through daylight saving. */
export interface ZonedWallTime {
  readonly local: LocalDateTime;
  readonly zone: TimeZoneId;
}

/** @throws RangeError when the text is no wall-clock reading */
export function parseLocalDateTime(text: string): LocalDateTime {
  if (isUsualInstant(`${text}Z`)) return text as LocalDateTime;
  return Temporal.PlainDateTime.from(text.trim()).toString({ smallestUnit: 'second' }) as LocalDateTime;
}

/** @throws RangeError when the runtime knows no such zone */
export function parseTimeZoneId(text: string): TimeZoneId {
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text.trim()).timeZoneId as TimeZoneId;
}

/** In a gap the later reading counts (as Outlook does), in an overlap the first of the two. */
export function instantOf(wall: ZonedWallTime): Instant {
  const key = `${wall.local} ${wall.zone}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const zoned = Temporal.PlainDateTime.from(wall.local).toZonedDateTime(wall.zone, { disambiguation: 'compatible' });
  const instant = parseInstant(zoned.toInstant().toString());
  if (instants.size === MOST_INSTANTS) instants.clear();
  instants.set(key, instant);
  return instant;
}

/** The same series is expanded again at every look, and Temporal takes twenty microseconds for one reading. */
const instants = new Map<string, Instant>();
/** About two megabytes. */
const MOST_INSTANTS = 20_000;

/** Whether the clock of that zone shows this reading twice, because it is put back over it. */
export function isShownTwice(wall: ZonedWallTime): boolean {
  const plain = Temporal.PlainDateTime.from(wall.local);
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    plain.toZonedDateTime(wall.zone, { disambiguation }),
  );
  // In a gap the two differ as well, and neither of them shows this reading.
  return first !== undefined && second !== undefined && !first.equals(second) && first.toPlainDateTime().equals(plain);
}

export function wallTimeAt(instant: Instant, zone: TimeZoneId): ZonedWallTime {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return { local: local.toString({ smallestUnit: 'second' }) as LocalDateTime, zone };
}

/** Midnight that begins the day in that zone; where the zone skips midnight, the first moment of the day. */
export function startOfDay(date: CalendarDate, zone: TimeZoneId): Instant {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone });
  return parseInstant(zoned.startOfDay().toInstant().toString());
}
