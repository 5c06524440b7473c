import { Temporal } from 'temporal-polyfill';
import { WINDOWS_ZONES } from './windows-zones.generated.ts';

const IANA_BY_WINDOWS = new Map<string, string>(WINDOWS_ZONES);
const WINDOWS_BY_LOWER_CASE = new Map(WINDOWS_ZONES.map(([windows]) => [windows.toLowerCase(), windows]));

/** The zone's id as Windows spells it, `undefined` for a zone that Windows does not have. */
export function findWindowsZone(id: string): string | undefined {
  return WINDOWS_BY_LOWER_CASE.get(id.trim().toLowerCase());
}

function ianaOf(windowsId: string): string {
  return IANA_BY_WINDOWS.get(windowsId) ?? 'UTC';
}

/** `(UTC+01:00) W. Europe Standard Time`: the offset is that of winter, as Windows shows it. */
export function displayNameOf(windowsId: string): string {
  const winter = Temporal.ZonedDateTime.from(`2026-01-01T00:00:00[${ianaOf(windowsId)}]`);
  return `(UTC${winter.offsetNanoseconds === 0 ? '' : winter.offset}) ${windowsId}`;
}

/**
 * Reads an `xs:dateTime`.
 * @param windowsId zone for a value without offset
 * @returns ISO instant in whole seconds
 */
export function instantOf(text: string, windowsId: string): string {
  const value = text.trim();
  if (/(Z|[+-]\d\d:\d\d)$/.test(value)) return inSeconds(Temporal.Instant.from(value));
  return inSeconds(Temporal.PlainDateTime.from(value).toZonedDateTime(ianaOf(windowsId)).toInstant());
}

/** The same wall clock in another zone: what Exchange does when only the zone of an appointment changes. */
export function keepWallClock(instant: string, fromWindowsId: string, toWindowsId: string): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(ianaOf(fromWindowsId)).toPlainDateTime();
  return inSeconds(wall.toZonedDateTime(ianaOf(toWindowsId)).toInstant());
}

export function midnightBefore(instant: string, windowsId: string): string {
  return inSeconds(Temporal.Instant.from(instant).toZonedDateTimeISO(ianaOf(windowsId)).startOfDay().toInstant());
}

/** The instant itself when it is midnight already. */
export function midnightAfter(instant: string, windowsId: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(ianaOf(windowsId));
  const start = zoned.startOfDay();
  return inSeconds((start.equals(zoned) ? start : start.add({ days: 1 }).startOfDay()).toInstant());
}

/** Wall clock with offset, as `StartWallClock` shows it. */
export function wallClockOf(instant: string, windowsId: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(ianaOf(windowsId));
  return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** `YYYY-MM-DDTHH:MM`, for people. */
export function wallTimeOf(instant: string, windowsId: string): string {
  return wallClockOf(instant, windowsId).slice(0, 16);
}

/** `P1DT2H`, as `Duration` shows it. */
export function durationBetween(start: string, end: string): string {
  const seconds = Math.round((Date.parse(end) - Date.parse(start)) / 1000);
  return Temporal.Duration.from({ seconds }).round({ largestUnit: 'days', smallestUnit: 'seconds' }).toString();
}

function inSeconds(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second', roundingMode: 'trunc' });
}
