import { Temporal } from 'temporal-polyfill';
import { customZoneIn } from './custom-zone.ts';
import { WINDOWS_ZONES } from './windows-zones.generated.ts';
import { yearlyClock } from './yearly-clock.ts';
import type { WallMs, ZoneClock } from './zone-clock.ts';
import { ianaClock, instantOfWall, wallOf } from './zone-clock.ts';

// A zone is named by its Windows id or by the key of a custom zone; both are "zone ids" here.

const IANA_BY_WINDOWS = new Map<string, string>(WINDOWS_ZONES);
const WINDOWS_BY_LOWER_CASE = new Map(WINDOWS_ZONES.map(([windows]) => [windows.toLowerCase(), windows]));
const DAY_MS = 86_400_000;

/** The zone's id as Windows spells it, `undefined` for a zone that Windows does not have. */
export function findWindowsZone(id: string): string | undefined {
  return WINDOWS_BY_LOWER_CASE.get(id.trim().toLowerCase());
}

export function ianaOf(windowsId: string): string {
  return IANA_BY_WINDOWS.get(windowsId) ?? 'UTC';
}

const clocks = new Map<string, ZoneClock>();

export function clockOf(zoneId: string): ZoneClock {
  const known = clocks.get(zoneId);
  if (known !== undefined) return known;
  const custom = customZoneIn(zoneId);
  const clock = custom === undefined ? ianaClock(ianaOf(zoneId)) : yearlyClock(custom);
  clocks.set(zoneId, clock);
  return clock;
}

/** `(UTC+01:00) W. Europe Standard Time`: the offset is that of winter, as Windows shows it. */
export function displayNameOf(zoneId: string): string {
  const offsetMs = clockOf(zoneId).offsetMsAt(Date.UTC(2026, 0, 1));
  const name = customZoneIn(zoneId)?.name ?? zoneId;
  return `(UTC${offsetMs === 0 ? '' : offsetText(offsetMs)}) ${name}`;
}

/**
 * Reads an `xs:dateTime`.
 * @param zoneId zone for a value without offset
 * @returns ISO instant in whole seconds
 */
export function instantOf(text: string, zoneId: string): string {
  const value = text.trim();
  if (/(Z|[+-]\d\d:\d\d)$/.test(value)) return isoInstant(Temporal.Instant.from(value).epochMilliseconds);
  const wall = Temporal.PlainDateTime.from(value).toZonedDateTime('UTC').epochMilliseconds;
  return instantAtWall(wall, zoneId);
}

export function wallMsOf(instant: string, zoneId: string): WallMs {
  return wallOf(clockOf(zoneId), Date.parse(instant));
}

/** @returns ISO instant in whole seconds */
export function instantAtWall(wallMs: WallMs, zoneId: string): string {
  return isoInstant(instantOfWall(clockOf(zoneId), wallMs));
}

/** The same wall clock in another zone: what Exchange does when only the zone of an appointment changes. */
export function keepWallClock(instant: string, fromZoneId: string, toZoneId: string): string {
  return instantAtWall(wallMsOf(instant, fromZoneId), toZoneId);
}

export function midnightBefore(instant: string, zoneId: string): string {
  return instantAtWall(Math.floor(wallMsOf(instant, zoneId) / DAY_MS) * DAY_MS, zoneId);
}

/** The instant itself when it is midnight already. */
export function midnightAfter(instant: string, zoneId: string): string {
  const before = midnightBefore(instant, zoneId);
  if (before === isoInstant(Date.parse(instant))) return before;
  return instantAtWall(Math.floor(wallMsOf(instant, zoneId) / DAY_MS + 1) * DAY_MS, zoneId);
}

/** Wall clock with offset, as `StartWallClock` shows it. */
export function wallClockOf(instant: string, zoneId: string): string {
  const wallMs = wallMsOf(instant, zoneId);
  return `${isoInstant(wallMs).slice(0, -1)}${offsetText(wallMs - Date.parse(instant))}`;
}

/** `YYYY-MM-DDTHH:MM`, for people. */
export function wallTimeOf(instant: string, zoneId: string): string {
  return wallClockOf(instant, zoneId).slice(0, 16);
}

/** `P1DT2H`, as `Duration` shows it. */
export function durationBetween(start: string, end: string): string {
  const seconds = Math.round((Date.parse(end) - Date.parse(start)) / 1000);
  return Temporal.Duration.from({ seconds }).round({ largestUnit: 'days', smallestUnit: 'seconds' }).toString();
}

/** `+01:00`. */
export function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function isoInstant(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, -5)}Z`;
}
